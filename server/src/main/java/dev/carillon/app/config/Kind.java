package dev.carillon.app.config;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the text of a setting may be.
 *
 * @param expected for the error message, after the word "expected"
 * @param parser gives null for a text that is not of this kind
 */
record Kind<T>(String expected, Function<String, @Nullable T> parser) {
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,15})\\s*([a-z]*)");
  private static final Map<String, Long> MILLIS =
      Map.of("", 1L, "ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
  private static final Map<String, Long> BYTES =
      Map.of("", 1L, "k", 1L << 10, "m", 1L << 20, "g", 1L << 30);

  static Kind<String> text(String expected) {
    return new Kind<>(expected, text -> text);
  }

  /** An address that is somebody else's to read. */
  static Kind<String> startingWith(String... beginnings) {
    List<String> known = List.of(beginnings);
    return new Kind<>(
        "an address that starts with " + String.join(" or ", known),
        text -> known.stream().anyMatch(text::startsWith) ? text : null);
  }

  static Kind<Long> number(long from, long to) {
    return new Kind<>(range(from, to), text -> amount(text, Map.of("", 1L), from, to));
  }

  static Kind<Integer> integer(int from, int to) {
    return new Kind<>(range(from, to), text -> intOrNull(amount(text, Map.of("", 1L), from, to)));
  }

  /** A number of milliseconds, or a number with one of the units ms, s, m, h, d. */
  static Kind<Duration> duration(Duration from, Duration to) {
    return new Kind<>(
        "milliseconds or 500ms, 30s, 15m, 24h, 30d, from " + brief(from) + " to " + brief(to),
        text -> {
          Long millis = amount(text, MILLIS, from.toMillis(), to.toMillis());
          return millis == null ? null : Duration.ofMillis(millis);
        });
  }

  /** A number of bytes, or a number with one of the units k, m, g. */
  static Kind<Integer> size(int from, int to) {
    return new Kind<>(
        "bytes or 64k, 1m, from " + from + " to " + to,
        text -> intOrNull(amount(text, BYTES, from, to)));
  }

  /** As {@link #size}, where more than two gigabytes may be said. */
  static Kind<Long> largeSize(long from, long to) {
    return new Kind<>(
        "bytes or 64k, 1m, 2g, from " + from + " to " + to, text -> amount(text, BYTES, from, to));
  }

  static Kind<LocalDate> date() {
    return read("a date such as 1970-01-01", LocalDate::parse);
  }

  static Kind<LocalTime> timeOfDay() {
    return read("a time such as 06:00", LocalTime::parse);
  }

  static Kind<ZoneId> zone() {
    return read("a time zone such as Asia/Kolkata", ZoneId::of);
  }

  /** Of java.time, whose parsers throw. */
  private static <T> Kind<T> read(String expected, Function<String, T> parser) {
    return new Kind<>(
        expected,
        text -> {
          try {
            return parser.apply(text);
          } catch (DateTimeException _) {
            return null;
          }
        });
  }

  static Kind<Boolean> flag() {
    return new Kind<>(
        "true or false",
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true", "on", "yes", "1" -> true;
              case "false", "off", "no", "0" -> false;
              case String _ -> null;
            });
  }

  static Kind<String> oneOf(String... values) {
    List<String> known = List.of(values);
    return new Kind<>(
        "one of " + String.join(", ", known),
        text ->
            known.contains(text.toLowerCase(Locale.ROOT)) ? text.toLowerCase(Locale.ROOT) : null);
  }

  /** Values separated by commas; empty: none. */
  static <T> Kind<List<T>> listOf(Kind<T> each) {
    return new Kind<>(
        each.expected() + "; several separated by commas",
        text -> {
          List<T> values = new ArrayList<>();
          for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
              T value = each.parser().apply(part.strip());
              if (value == null) {
                return null;
              }
              values.add(value);
            }
          }
          return List.copyOf(values);
        });
  }

  static Kind<Path> path() {
    return new Kind<>(
        "a path",
        text -> {
          try {
            return Path.of(text);
          } catch (InvalidPathException _) {
            return null;
          }
        });
  }

  static Kind<URI> url(String... schemes) {
    List<String> known = List.of(schemes);
    return new Kind<>(
        "an address that starts with " + String.join(":// or ", known) + "://",
        text -> {
          try {
            URI uri = URI.create(text);
            return uri.getScheme() != null
                    && known.contains(uri.getScheme())
                    && uri.getHost() != null
                ? uri
                : null;
          } catch (IllegalArgumentException _) {
            return null;
          }
        });
  }

  private static @Nullable Long amount(String text, Map<String, Long> units, long from, long to) {
    Matcher matcher = AMOUNT.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return null;
    }
    Long unit = units.get(matcher.group(2));
    if (unit == null) {
      return null;
    }
    long value = Long.parseLong(matcher.group(1));
    if (value > Long.MAX_VALUE / unit) {
      return null;
    }
    return value * unit >= from && value * unit <= to ? Long.valueOf(value * unit) : null;
  }

  private static @Nullable Integer intOrNull(@Nullable Long value) {
    return value == null ? null : Math.toIntExact(value);
  }

  private static String range(long from, long to) {
    return from + ".." + to;
  }

  private static String brief(Duration duration) {
    long millis = duration.toMillis();
    for (String unit : List.of("d", "h", "m", "s")) {
      long size = MILLIS.getOrDefault(unit, 1L);
      if (millis > 0 && millis % size == 0) {
        return millis / size + unit;
      }
    }
    return millis + "ms";
  }
}
