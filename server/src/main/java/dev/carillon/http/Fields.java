package dev.carillon.http;

import java.util.Locale;
import java.util.Optional;

/** The form of fields such as {@code text/plain; charset=utf-8} (RFC 9110 section 5.6.6). */
public final class Fields {
  private Fields() {}

  /** What stands before the parameters, in lower case. */
  public static String media(String field) {
    int semicolon = field.indexOf(';');
    return (semicolon < 0 ? field : field.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
  }

  /** The value of a parameter, without its quotes. */
  public static Optional<String> parameter(String field, String name) {
    int at = field.indexOf(';');
    while (at >= 0) {
      int equals = field.indexOf('=', at);
      if (equals < 0) {
        return Optional.empty();
      }
      String found = field.substring(at + 1, equals).strip();
      StringBuilder value = new StringBuilder();
      at = value(field, equals + 1, value);
      if (found.equalsIgnoreCase(name)) {
        return Optional.of(value.toString());
      }
    }
    return Optional.empty();
  }

  /** Reads a token or a quoted string; gives where the next semicolon stands, or -1. */
  private static int value(String field, int from, StringBuilder value) {
    int i = from;
    while (i < field.length() && field.charAt(i) == ' ') {
      i++;
    }
    boolean isQuoted = i < field.length() && field.charAt(i) == '"';
    if (!isQuoted) {
      int semicolon = field.indexOf(';', i);
      value.append(field.substring(i, semicolon < 0 ? field.length() : semicolon).strip());
      return semicolon;
    }
    for (i++; i < field.length() && field.charAt(i) != '"'; i++) {
      // Browsers write a backslash of a file's name as it is; only a quote is escaped.
      boolean isEscape =
          field.charAt(i) == '\\' && i + 1 < field.length() && field.charAt(i + 1) == '"';
      i += isEscape ? 1 : 0;
      value.append(field.charAt(i));
    }
    return field.indexOf(';', Math.min(i, field.length()));
  }
}
