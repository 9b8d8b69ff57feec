package dev.carillon.decimal;

import dev.carillon.decimal.ParsedDecimal.Refused;
import dev.carillon.decimal.ParsedDecimal.Units;
import java.nio.charset.StandardCharsets;

/**
 * Decimals in plain notation and the longs they are counted in: 45678.90 with two decimals is
 * 4567890 units. No binary floating point comes near them.
 */
public final class Decimal {
  /** The most decimals a scale may have. */
  public static final int MAX_DECIMALS = 18;

  /** No formatted number takes more bytes. */
  public static final int MAX_LENGTH = 21;

  private static final int NONE = -1;

  private Decimal() {}

  /**
   * Reads a number as JSON writes it (RFC 8259 section 6), without exponent: no plus, no leading
   * zeros, digits on both sides of the point. So the text of a JSON number and that of a JSON
   * string are read alike, but {@code 1e3} is not a number here. Zeros after the scale's last
   * decimal are no fault: the value is the same.
   *
   * @param decimals the scale, 0..{@link #MAX_DECIMALS}
   */
  public static ParsedDecimal parse(String text, int decimals) {
    checkDecimals(decimals);
    int start = text.startsWith("-") ? 1 : 0;
    int point = text.indexOf('.');
    int wholeEnd = point == NONE ? text.length() : point;
    boolean hasFraction = point == NONE || areDigits(text, point + 1, text.length());
    if (!isWhole(text, start, wholeEnd) || !hasFraction) {
      return Refused.NOT_A_NUMBER;
    }
    if (start == 1) {
      return Refused.NEGATIVE;
    }
    int end = point == NONE ? wholeEnd : endWithoutZeros(text, point);
    if (end - wholeEnd - 1 > decimals) {
      return Refused.TOO_MANY_DECIMALS;
    }
    return units(text, wholeEnd, end, decimals);
  }

  private static boolean isWhole(String text, int start, int end) {
    boolean leadingZero = end - start > 1 && text.charAt(start) == '0';
    return !leadingZero && areDigits(text, start, end);
  }

  private static boolean areDigits(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return start < end;
  }

  private static int endWithoutZeros(String text, int point) {
    int end = text.length();
    while (end > point + 1 && text.charAt(end - 1) == '0') {
      end--;
    }
    return end;
  }

  private static ParsedDecimal units(String text, int wholeEnd, int end, int decimals) {
    long units = 0;
    int last = wholeEnd + decimals;
    for (int i = 0; i <= last && units >= 0; i++) {
      if (i != wholeEnd) {
        units = appended(units, i < end ? text.charAt(i) - '0' : 0);
      }
    }
    return units < 0 ? Refused.OUT_OF_RANGE : new Units(units);
  }

  /** Negative when it is too large for a long. */
  private static long appended(long units, int digit) {
    return units > (Long.MAX_VALUE - digit) / 10 ? NONE : units * 10 + digit;
  }

  /**
   * Writes a number with exactly so many decimals, and a minus sign when it is negative. Allocates
   * nothing.
   *
   * @param into has room for {@link #length} more bytes, or {@link #MAX_LENGTH}
   * @return where the next byte goes
   */
  public static int format(long units, int decimals, byte[] into, int at) {
    int end = at + length(units, decimals);
    boolean isNegative = units < 0;
    long rest = units;
    int i = end;
    for (int written = 0; rest != 0 || written <= decimals; written++) {
      if (written == decimals && decimals > 0) {
        into[--i] = '.';
      }
      into[--i] = (byte) ('0' + Math.abs(rest % 10));
      rest /= 10;
    }
    if (isNegative) {
      into[--i] = '-';
    }
    return end;
  }

  /** How many bytes {@link #format} writes. */
  public static int length(long units, int decimals) {
    checkDecimals(decimals);
    int digits = 0;
    for (long rest = units; rest != 0; rest /= 10) {
      digits++;
    }
    return Math.max(digits, decimals + 1) + (decimals > 0 ? 1 : 0) + (units < 0 ? 1 : 0);
  }

  /** The same as text, for cold paths. */
  public static String text(long units, int decimals) {
    byte[] ascii = new byte[MAX_LENGTH];
    return new String(ascii, 0, format(units, decimals, ascii, 0), StandardCharsets.US_ASCII);
  }

  private static void checkDecimals(int decimals) {
    if (decimals < 0 || decimals > MAX_DECIMALS) {
      throw new IllegalArgumentException(
          "decimals: " + decimals + " (expected: 0.." + MAX_DECIMALS + ")");
    }
  }
}
