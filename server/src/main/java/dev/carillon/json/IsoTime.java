package dev.carillon.json;

import java.nio.charset.StandardCharsets;

/**
 * Times as text: ISO 8601 in UTC with milliseconds, such as {@code 2025-11-11T12:00:00.000Z}.
 * Formats by arithmetic alone: a broadcast has one, and there are many of those. Any thread.
 */
public final class IsoTime {
  /** What every time takes: four digits of the year, to the {@code Z}. */
  public static final int BYTES = 24;

  private static final long DAY_MILLIS = 86_400_000L;

  /** The last millisecond of the year 9999. */
  private static final long MAX_MILLIS = 253_402_300_799_999L;

  private IsoTime() {}

  /**
   * One time as text.
   *
   * @param millis since 1970, in the years 1970 to 9999
   */
  public static String text(long millis) {
    byte[] ascii = new byte[BYTES];
    put(ascii, 0, millis);
    return new String(ascii, StandardCharsets.US_ASCII);
  }

  /** Writes {@value #BYTES} bytes of ASCII into {@code target} from {@code at} on. */
  public static void put(byte[] target, int at, long millis) {
    if (millis < 0 || millis > MAX_MILLIS) {
      throw new IllegalArgumentException(
          "millis: " + millis + " (expected: 0.." + MAX_MILLIS + ")");
    }
    putDate(target, at, millis / DAY_MILLIS);
    int ofDay = (int) (millis % DAY_MILLIS);
    target[at + 10] = 'T';
    two(target, at + 11, ofDay / 3_600_000);
    target[at + 13] = ':';
    two(target, at + 14, ofDay / 60_000 % 60);
    target[at + 16] = ':';
    two(target, at + 17, ofDay / 1_000 % 60);
    target[at + 19] = '.';
    int fraction = ofDay % 1_000;
    target[at + 20] = (byte) ('0' + fraction / 100);
    two(target, at + 21, fraction % 100);
    target[at + 23] = 'Z';
  }

  /**
   * The civil date of a day since 1970: years that begin in March have their odd day at the end.
   */
  private static void putDate(byte[] target, int at, long days) {
    long shifted = days + 719_468;
    long era = shifted / 146_097;
    int ofEra = (int) (shifted % 146_097);
    int yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
    int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int marchMonth = (5 * ofYear + 2) / 153;
    int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
    int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
    two(target, at, year / 100);
    two(target, at + 2, year % 100);
    target[at + 4] = '-';
    two(target, at + 5, month);
    target[at + 7] = '-';
    two(target, at + 8, ofYear - (153 * marchMonth + 2) / 5 + 1);
  }

  private static void two(byte[] target, int at, int value) {
    target[at] = (byte) ('0' + value / 10);
    target[at + 1] = (byte) ('0' + value % 10);
  }
}
