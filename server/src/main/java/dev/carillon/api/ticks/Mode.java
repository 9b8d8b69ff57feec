package dev.carillon.api.ticks;

import java.util.Locale;
import java.util.Optional;

/** How much of an instrument a client wants to know. */
enum Mode {
  /** Price, quantity and time of the last trade. */
  LTP,
  /** And the day's figures, and the best bid and ask. */
  QUOTE,
  /** And five levels of the book. */
  FULL;

  static Optional<Mode> named(String word) {
    for (Mode mode : values()) {
      if (mode.word().equals(word)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
