package dev.carillon.wire.frame;

/**
 * Checks UTF-8 as it arrives, in pieces that may end within a character (RFC 3629; Unicode table
 * 3-7), and says no at the first byte that cannot be right.
 *
 * <p>The state between two pieces is an int: how many bytes the character still needs (bits 16 and
 * up) and the lowest and highest value (bits 8 to 15, 0 to 7) that the next of them may have.
 */
final class Utf8 {
  /** Between two characters: where a text begins and must end. */
  static final int COMPLETE = 0;

  /** Not UTF-8. */
  static final int REJECTED = -1;

  private static final int CONTINUATION = 0x80BF;

  private Utf8() {}

  /** The state after the bytes, or {@link #REJECTED}. */
  static int check(int state, byte[] bytes, int from, int to) {
    int now = state;
    int at = from;
    while (at < to && now != REJECTED) {
      if (now == COMPLETE) {
        at = Masking.skipAscii(bytes, at, to);
        if (at < to) {
          now = afterFirst(bytes[at++] & 0xFF);
        }
      } else {
        now = afterNext(now, bytes[at++] & 0xFF);
      }
    }
    return now;
  }

  private static int afterFirst(int value) {
    if (value < 0xC2 || value > 0xF4) {
      return REJECTED;
    }
    if (value < 0xE0) {
      return 1 << 16 | CONTINUATION;
    }
    return switch (value) {
      case 0xE0 -> 2 << 16 | 0xA0BF;
      case 0xED -> 2 << 16 | 0x809F;
      case 0xF0 -> 3 << 16 | 0x90BF;
      case 0xF4 -> 3 << 16 | 0x808F;
      default -> (value < 0xF0 ? 2 : 3) << 16 | CONTINUATION;
    };
  }

  private static int afterNext(int state, int value) {
    int lowest = state >> 8 & 0xFF;
    int highest = state & 0xFF;
    if (value < lowest || value > highest) {
      return REJECTED;
    }
    int left = (state >> 16) - 1;
    return left == 0 ? COMPLETE : left << 16 | CONTINUATION;
  }
}
