package dev.carillon.desk.quote;

import java.math.BigInteger;

/**
 * The desk's arithmetic: products and quotients of whole numbers, exact until the one rounding at
 * the end, half up (away from zero, as {@link java.math.RoundingMode#HALF_UP}).
 *
 * <p>What would be more than {@link #MOST} counts as that: prices and volumes are bounded, so this
 * is out of reach but for absurd quotes, and sums of such amounts still fit a long.
 */
public final class Amounts {
  /** No amount is greater: a million million of a currency, in cents. */
  public static final long MOST = 100_000_000_000_000L;

  private Amounts() {}

  /** {@code a * b / divisor}; the divisor is positive. */
  public static long ratio(long a, long b, long divisor) {
    return ratio(a, b, 1, divisor, 1);
  }

  /** {@code a * b * c / (divisor * divisor2)}; the divisors are positive. */
  public static long ratio(long a, long b, long c, long divisor, long divisor2) {
    long ab = a * b;
    long product = ab * c;
    long divide = divisor * divisor2;
    if (fits(a, b, ab) && fits(ab, c, product) && fits(divisor, divisor2, divide)) {
      return clamp(halfUp(product, divide));
    }
    return big(a, b, c, divisor, divisor2);
  }

  private static boolean fits(long a, long b, long product) {
    long high = Math.multiplyHigh(a, b);
    return high == product >> 63;
  }

  private static long halfUp(long product, long divisor) {
    long quotient = product / divisor;
    long rest = Math.abs(product % divisor);
    if (rest >= divisor - rest) {
      quotient += product < 0 ? -1 : 1;
    }
    return quotient;
  }

  private static long big(long a, long b, long c, long divisor, long divisor2) {
    BigInteger product =
        BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).multiply(BigInteger.valueOf(c));
    BigInteger divide = BigInteger.valueOf(divisor).multiply(BigInteger.valueOf(divisor2));
    BigInteger half = divide.shiftRight(1);
    // With an odd divisor no rest is exactly the half.
    BigInteger rounded = product.abs().add(half).divide(divide);
    long amount = rounded.bitLength() > 62 ? MOST : Math.min(MOST, rounded.longValueExact());
    return product.signum() < 0 ? -amount : amount;
  }

  private static long clamp(long amount) {
    return Math.clamp(amount, -MOST, MOST);
  }
}
