package dev.carillon.api.ticks;

/** How many tokens the channels of one socket have together. Confined to the socket's loop. */
final class TicksSocket {
  private int tokens;

  int tokens() {
    return tokens;
  }

  void added(int more) {
    tokens += more;
  }
}
