package dev.carillon.desk.quote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Seeds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AmountsTest {

  @Test
  void aHalfIsRoundedAwayFromZero() {
    assertThat(Amounts.ratio(5, 1, 2)).isEqualTo(3);
    assertThat(Amounts.ratio(-5, 1, 2)).isEqualTo(-3);
    assertThat(Amounts.ratio(4, 1, 3)).isEqualTo(1);
  }

  @Test
  void whatIsTooMuchCountsAsTheMost() {
    assertThat(Amounts.ratio(Long.MAX_VALUE, Long.MAX_VALUE, 1)).isEqualTo(Amounts.MOST);
    assertThat(Amounts.ratio(Long.MIN_VALUE, 1, 1)).isEqualTo(-Amounts.MOST);
  }

  @Seeds(300)
  void aRatioIsThatOfExactDecimalsRoundedHalfUp(RandomGenerator random) {
    long a = anyLong(random);
    long b = anyLong(random);
    long c = anyLong(random);
    long divisor = 1 + (anyLong(random) >>> 1) % Long.MAX_VALUE;
    long divisor2 = 1 + (anyLong(random) >>> 1) % Long.MAX_VALUE;

    BigDecimal product = big(a).multiply(big(b)).multiply(big(c));
    BigInteger exact =
        product
            .divide(big(divisor).multiply(big(divisor2)), 0, RoundingMode.HALF_UP)
            .toBigInteger();
    BigInteger most = BigInteger.valueOf(Amounts.MOST);

    assertThat(Amounts.ratio(a, b, c, divisor, divisor2))
        .isEqualTo(exact.min(most).max(most.negate()).longValueExact());
  }

  /** Of any size: as many small ones as large ones. */
  private static long anyLong(RandomGenerator random) {
    return random.nextLong() >> random.nextInt(64);
  }

  private static BigDecimal big(long value) {
    return BigDecimal.valueOf(value);
  }
}
