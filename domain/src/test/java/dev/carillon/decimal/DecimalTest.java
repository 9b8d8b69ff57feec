package dev.carillon.decimal;

import static dev.carillon.decimal.ParsedDecimal.Refused.NEGATIVE;
import static dev.carillon.decimal.ParsedDecimal.Refused.NOT_A_NUMBER;
import static dev.carillon.decimal.ParsedDecimal.Refused.OUT_OF_RANGE;
import static dev.carillon.decimal.ParsedDecimal.Refused.TOO_MANY_DECIMALS;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carillon.decimal.ParsedDecimal.Units;
import dev.carillon.testkit.Seeds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DecimalTest {
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

  @Test
  void aPriceOfTheDocumentIsCountedInCents() {
    assertThat(Decimal.parse("45678.90", 2)).isEqualTo(new Units(4_567_890));
    assertThat(Decimal.parse("45678.9", 2)).isEqualTo(new Units(4_567_890));
    assertThat(Decimal.parse("45678", 2)).isEqualTo(new Units(4_567_800));
    assertThat(Decimal.parse("1.25000000", 8)).isEqualTo(new Units(125_000_000));
    assertThat(Decimal.parse("0", 8)).isEqualTo(new Units(0));
    assertThat(Decimal.parse("0.0", 0)).isEqualTo(new Units(0));
  }

  @Test
  void zerosAfterTheLastDecimalChangeNothing() {
    assertThat(Decimal.parse("45678.90000000", 2)).isEqualTo(new Units(4_567_890));
    assertThat(Decimal.parse("7." + "0".repeat(100), 0)).isEqualTo(new Units(7));
  }

  @Test
  void onlyPlainNotationIsANumber() {
    List<String> texts =
        List.of(
            "",
            " ",
            "-",
            ".",
            "1.",
            ".5",
            "-.5",
            "+1",
            "01",
            "00",
            "-01",
            "1e3",
            "1E3",
            "1,5",
            " 1",
            "1 ",
            "1.2.3",
            "--1",
            "1-",
            "0x1",
            "NaN",
            "Infinity",
            "1_0",
            "1.5f",
            "\u0661",
            "1.\u0665",
            "1\u0000");

    assertThat(texts).allMatch(text -> Decimal.parse(text, 8) == NOT_A_NUMBER);
  }

  @Test
  void aMinusSignIsRefused() {
    assertThat(List.of("-1", "-0", "-0.5", "-99999999999999999999"))
        .allMatch(text -> Decimal.parse(text, 8) == NEGATIVE);
  }

  @Test
  void aFinerNumberThanTheScaleIsNotRounded() {
    assertThat(Decimal.parse("1.001", 2)).isEqualTo(TOO_MANY_DECIMALS);
    assertThat(Decimal.parse("0.5", 0)).isEqualTo(TOO_MANY_DECIMALS);
    assertThat(Decimal.parse("1.0010", 2)).isEqualTo(TOO_MANY_DECIMALS);
  }

  @Test
  void whatALongCannotHoldIsOutOfRange() {
    assertThat(Decimal.parse("9223372036854775807", 0)).isEqualTo(new Units(Long.MAX_VALUE));
    assertThat(Decimal.parse("92233720368.54775807", 8)).isEqualTo(new Units(Long.MAX_VALUE));
    assertThat(Decimal.parse("9223372036854775808", 0)).isEqualTo(OUT_OF_RANGE);
    assertThat(Decimal.parse("92233720368.54775808", 8)).isEqualTo(OUT_OF_RANGE);
    assertThat(Decimal.parse("92233720369", 8)).isEqualTo(OUT_OF_RANGE);
    assertThat(Decimal.parse("1" + "0".repeat(1_000), 0)).isEqualTo(OUT_OF_RANGE);
  }

  @Test
  void aScaleThatNoLongHoldsIsABug() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Decimal.parse("1", 19))
        .withMessage("decimals: 19 (expected: 0..18)");
    assertThatIllegalArgumentException().isThrownBy(() -> Decimal.text(1, -1));
  }

  @Test
  void allDecimalsAreWritten() {
    assertThat(Decimal.text(4_567_890, 2)).isEqualTo("45678.90");
    assertThat(Decimal.text(5, 8)).isEqualTo("0.00000005");
    assertThat(Decimal.text(0, 2)).isEqualTo("0.00");
    assertThat(Decimal.text(0, 0)).isEqualTo("0");
    assertThat(Decimal.text(-5, 2)).isEqualTo("-0.05");
    assertThat(Decimal.text(-123_456, 2)).isEqualTo("-1234.56");
    assertThat(Decimal.text(Long.MIN_VALUE, 18)).hasSize(Decimal.MAX_LENGTH);
  }

  @Seeds(300)
  void itWritesWhatBigDecimalWrites(RandomGenerator random) {
    for (int i = 0; i < 100; i++) {
      long units = anyUnits(random);
      int decimals = random.nextInt(Decimal.MAX_DECIMALS + 1);
      byte[] bytes = new byte[30];

      int end = Decimal.format(units, decimals, bytes, 3);

      String expected = BigDecimal.valueOf(units, decimals).toPlainString();
      assertThat(new String(bytes, 3, end - 3, US_ASCII)).isEqualTo(expected);
      assertThat(Decimal.text(units, decimals)).isEqualTo(expected);
      assertThat(Decimal.length(units, decimals)).isEqualTo(expected.length());
      assertThat(bytes).startsWith(0, 0, 0).endsWith(new byte[30 - end]);
    }
  }

  @Seeds(300)
  void itReadsWhatBigDecimalReads(RandomGenerator random) {
    for (int i = 0; i < 100; i++) {
      BigDecimal number = new BigDecimal(BigInteger.valueOf(anyUnits(random)), random.nextInt(25));
      int decimals = random.nextInt(Decimal.MAX_DECIMALS + 1);

      assertThat(Decimal.parse(number.toPlainString(), decimals))
          .isEqualTo(expected(number, decimals));
    }
  }

  private static ParsedDecimal expected(BigDecimal number, int decimals) {
    if (number.signum() < 0) {
      return NEGATIVE;
    }
    BigDecimal units = number.movePointRight(decimals).stripTrailingZeros();
    if (units.scale() > 0) {
      return TOO_MANY_DECIMALS;
    }
    return units.toBigInteger().compareTo(MAX) > 0 ? OUT_OF_RANGE : new Units(units.longValue());
  }

  /** Of all sizes, and near the ends. */
  private static long anyUnits(RandomGenerator random) {
    return switch (random.nextInt(8)) {
      case 0 -> Long.MIN_VALUE + random.nextInt(3);
      case 1 -> Long.MAX_VALUE - random.nextInt(3);
      case 2 -> random.nextInt(10) * 1_000_000_000_000L;
      default -> random.nextLong() >> random.nextInt(64);
    };
  }
}
