package dev.carillon.ticks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines of RFC 4180, without line breaks in cells. */
final class Csv {
  private Csv() {}

  /** A cell as it is written. */
  static String cell(String text) {
    return text.indexOf(',') < 0 && text.indexOf('"') < 0
        ? text
        : '"' + text.replace("\"", "\"\"") + '"';
  }

  /** The cells of a line; empty: a quote is not closed, or stands in the middle of a cell. */
  static Optional<List<String>> cells(String line) {
    List<String> cells = new ArrayList<>();
    int at = 0;
    while (at <= line.length()) {
      boolean isQuoted = at < line.length() && line.charAt(at) == '"';
      int end = isQuoted ? closing(line, at + 1) : comma(line, at);
      if (end < 0) {
        return Optional.empty();
      }
      String raw = isQuoted ? line.substring(at + 1, end) : line.substring(at, end);
      cells.add(isQuoted ? raw.replace("\"\"", "\"") : raw);
      at = isQuoted ? end + 1 : end;
      if (at < line.length() && line.charAt(at) != ',') {
        return Optional.empty();
      }
      at++;
    }
    return Optional.of(cells);
  }

  private static int comma(String line, int from) {
    int comma = line.indexOf(',', from);
    return comma < 0 ? line.length() : comma;
  }

  /** Where the quote is that closes a cell; two in a row are one of its characters. */
  private static int closing(String line, int from) {
    int at = line.indexOf('"', from);
    while (at >= 0 && at + 1 < line.length() && line.charAt(at + 1) == '"') {
      at = line.indexOf('"', at + 2);
    }
    return at;
  }
}
