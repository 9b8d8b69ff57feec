package dev.carillon.desk.quote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The document's quote of EURUSD (desk-fx.md, market data), by the formulas of markets.md 3.2. */
class QuoteStateTest {
  private static final QuoteState QUOTE =
      new QuoteState(
          Symbol.pair("EURUSD", 5),
          108_500,
          108_501,
          100,
          0,
          108_600,
          108_200,
          108_300,
          108_490,
          false,
          1);

  @Test
  void theSpreadOfTheDocumentIsOnePoint() {
    assertThat(QUOTE.spread()).isEqualTo(1);
  }

  @Test
  void theLastPriceIsTheBid() {
    assertThat(QUOTE.last()).isEqualTo(108_500);
  }

  @Test
  void theChangeOfTheDocumentIsAgainstThePreviousClose() {
    assertThat(QUOTE.change()).as("0.00010").isEqualTo(10);
  }

  @Test
  void theChangePercentOfTheDocumentIsOfThePreviousClose() {
    assertThat(QUOTE.changePercent()).as("0.0092").isEqualTo(92);
  }

  @Test
  void withoutPreviousCloseThereIsNoChange() {
    QuoteState first = new QuoteState(Symbol.pair("EURUSD", 5), 1, 2, 1, 0, 1, 1, 1, 0, false, 1);

    assertThat(first.change()).isZero();
    assertThat(first.changePercent()).isZero();
  }
}
