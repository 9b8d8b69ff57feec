package dev.carillon.replay.recording;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;

/** The forms of times in recorded files, known by their looks. */
final class Times {
  /** From each of these on a time is counted in a thousandth: below the first in seconds. */
  private static final List<BigDecimal> FINER =
      List.of(new BigDecimal("1e11"), new BigDecimal("1e14"), new BigDecimal("1e17"));

  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

  private static final Pattern ZONED = Pattern.compile(".*(Z|[+-]\\d\\d:?\\d\\d)$");
  private static final Pattern HIST_DATA = Pattern.compile("\\d{8} \\d{9}");
  private static final DateTimeFormatter HIST_DATA_TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd HHmmssSSS");

  /** HistData's times are New York's without daylight saving, as its file specification says. */
  private static final ZoneOffset HIST_DATA_ZONE = ZoneOffset.ofHours(-5);

  private Times() {}

  /** Whether it is a time such as {@code 20240102 170014233}. */
  static boolean isHistData(String text) {
    return HIST_DATA.matcher(text).matches();
  }

  /**
   * Milliseconds since 1970.
   *
   * @throws NumberFormatException or ArithmeticException or java.time.DateTimeException if it is no
   *     time
   */
  static long millis(String text) {
    if (isHistData(text)) {
      return LocalDateTime.parse(text, HIST_DATA_TIME).toInstant(HIST_DATA_ZONE).toEpochMilli();
    }
    return isNumber(text) ? ofNumber(new BigDecimal(text)) : ofIso(text);
  }

  private static boolean isNumber(String text) {
    return text.chars().allMatch(c -> Character.isDigit(c) || c == '.');
  }

  private static long ofNumber(BigDecimal time) {
    BigDecimal millis = time.multiply(THOUSAND);
    for (BigDecimal finer : FINER) {
      millis = time.compareTo(finer) < 0 ? millis : millis.divide(THOUSAND);
    }
    return millis.longValue();
  }

  /** UTC unless it says otherwise. */
  private static long ofIso(String text) {
    String iso = text.replace(' ', 'T');
    return Instant.parse(ZONED.matcher(iso).matches() ? iso : iso + "Z").toEpochMilli();
  }
}
