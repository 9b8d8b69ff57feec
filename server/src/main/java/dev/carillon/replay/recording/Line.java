package dev.carillon.replay.recording;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A line of a file, be it a header or data; what is wrong with it is told with its number.
 *
 * @param number from 1
 * @param fields without the quotes around them
 */
record Line(long number, List<String> fields) {
  /** No price and no quantity is longer; what is, costs memory when it is written plainly. */
  private static final int MOST_DIGITS = 64;

  /** Of a {@code long} without an overflow. */
  private static final int MOST_WHOLE_DIGITS = 18;

  static Line of(long number, String text) {
    return new Line(
        number,
        Arrays.stream(text.split(",", -1)).map(field -> field.replace("\"", "").strip()).toList());
  }

  /**
   * Where a header has one of these names, from 0; -1: nowhere.
   *
   * @param names in small letters, without spaces and underscores
   */
  int find(List<String> names) {
    for (int i = 0; i < fields.size(); i++) {
      if (names.contains(fields.get(i).toLowerCase(Locale.ROOT).replaceAll("[_ ]", ""))) {
        return i;
      }
    }
    return -1;
  }

  /** As {@link #find}, but it has to be there. */
  int require(List<String> names, String what) {
    int at = find(names);
    if (at < 0) {
      throw problem("no column " + what + " (expected: one of " + String.join(", ", names) + ")");
    }
    return at;
  }

  /** What stands in a column. */
  String field(int at, String name) {
    if (at >= fields.size()) {
      throw wrong(name, "missing", "column " + (at + 1) + " of " + fields.size());
    }
    return fields.get(at);
  }

  /** A decimal above 0, without needless zeros. */
  BigDecimal figure(int at, String name) {
    String text = field(at, name);
    if (text.length() <= MOST_DIGITS) {
      try {
        BigDecimal value = new BigDecimal(text);
        if (value.signum() > 0 && Math.abs(value.scale()) <= MOST_DIGITS) {
          BigDecimal plain = value.stripTrailingZeros();
          return plain.scale() < 0 ? plain.setScale(0) : plain;
        }
      } catch (NumberFormatException _) {
        // Said below.
      }
    }
    throw wrong(name, text, "a decimal above 0");
  }

  /** A whole number, 0 or above. */
  long whole(int at, String name) {
    String text = field(at, name);
    if (text.isEmpty()
        || text.length() > MOST_WHOLE_DIGITS
        || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw wrong(name, text, "a whole number");
    }
    return Long.parseLong(text);
  }

  /** A time in one of the known forms, as milliseconds since 1970. */
  long millis(int at) {
    String text = field(at, "time");
    try {
      return Times.millis(text);
    } catch (NumberFormatException | ArithmeticException | DateTimeException _) {
      throw wrong(
          "time", text, "seconds to nanoseconds since 1970, or such as 2023-01-01T00:00:00Z");
    }
  }

  PlaybackException wrong(String name, String value, String expected) {
    return problem(name + ": " + value + " (expected: " + expected + ")");
  }

  PlaybackException problem(String what) {
    return new PlaybackException("line " + number + ": " + what);
  }
}
