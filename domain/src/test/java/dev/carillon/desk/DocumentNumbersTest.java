package dev.carillon.desk;

import static dev.carillon.desk.Floor.EURUSD;
import static dev.carillon.desk.Floor.JOHN;
import static dev.carillon.desk.Floor.TENTH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.desk.model.DeskEvent.Dealt;
import dev.carillon.desk.model.Expiry;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.model.OrderTerms.Prices;
import dev.carillon.desk.model.OrderType;
import dev.carillon.desk.model.Period;
import dev.carillon.desk.model.Side;
import dev.carillon.desk.quote.QuoteState;
import dev.carillon.desk.quote.Symbol.Costs;
import org.junit.jupiter.api.Test;

/** The numbers of desk-fx.md, each by the formula that markets.md 3.2 found behind it. */
class DocumentNumbersTest {
  private final Floor floor =
      new Floor().define(EURUSD.with(new Costs(500, 0, 0))).openAccount(1_004_050);

  /** The document's position: 0.1 lot bought at 1.08500, now 1.08600; balance 10,040.00. */
  private void buyAndGainTenDollars() {
    floor.quote(108_499, 108_500).buy("EURUSD", TENTH);
    floor.quote(108_600, 108_601);
  }

  @Test
  void profitIsPointsTimesContractSizeTimesLotsInTheQuoteCurrency() {
    buyAndGainTenDollars();

    assertThat(floor.position().profit()).as("10.0").isEqualTo(1_000);
    assertThat(floor.position().currentPrice()).as("the bid").isEqualTo(108_600);
  }

  @Test
  void marginIsBaseUnitsByLeverageWithoutThePrice() {
    buyAndGainTenDollars();

    assertThat(floor.position().margin()).as("100.0").isEqualTo(10_000);
  }

  @Test
  void marginLevelIsEquityByMarginOfTheWholeAccount() {
    buyAndGainTenDollars();

    assertThat(floor.account().balance()).as("10,040.00").isEqualTo(1_004_000);
    assertThat(floor.account().equity()).as("10,050.00").isEqualTo(1_005_000);
    assertThat(floor.position().marginLevel()).as("10050.0").isEqualTo(1_005_000);
  }

  @Test
  void commissionIsPerLotAndBookedAtTheExecutionAsAPositiveCharge() {
    buyAndGainTenDollars();

    Dealt opening = floor.events(Dealt.class).getFirst();
    assertThat(opening.deal().commission()).as("0.5").isEqualTo(50);
    assertThat(opening.deal().profit()).as("gross").isZero();
  }

  @Test
  void profitIsGrossOfCommissionAndSwap() {
    buyAndGainTenDollars();

    assertThat(floor.position().profit()).isEqualTo(1_000);
    assertThat(floor.position().netProfit()).isEqualTo(950);
  }

  @Test
  void aBuyLimitIsFilledAtItsPriceWhenTheAskIsThere() {
    floor.quote(108_300, 108_301);
    floor.place(OrderTerms.pending(OrderType.BUY_LIMIT, TENTH, 108_200));

    floor.quote(108_199, 108_200);

    var order = floor.view().endedOrders(JOHN).getFirst();
    assertThat(order.fillPrice()).as("1.08200").isEqualTo(108_200);
    assertThat(order.filledVolume()).isEqualTo(TENTH);
    assertThat(order.remainingVolume()).isZero();
    assertThat(floor.position().ticket()).isEqualTo(order.ticket());
  }

  @Test
  void theTradeHasTheStopsOfItsOrder() {
    floor.quote(108_499, 108_500);
    floor.place(
        OrderTerms.market(Side.BUY, TENTH).with(new Prices(0, 0, 108_000, 109_000), Expiry.GTC));

    Dealt opening = floor.events(Dealt.class).getFirst();
    assertThat(opening.deal().openPrice()).as("1.08500").isEqualTo(108_500);
    assertThat(opening.deal().stopLoss()).as("1.08000").isEqualTo(108_000);
    assertThat(opening.deal().takeProfit()).as("1.09000").isEqualTo(109_000);
  }

  @Test
  void theFiguresOfAQuoteAreOfTheBidOfItsTradingDay() {
    floor.at("2026-11-18T21:59:00Z").quote(108_490, 108_491);
    floor.at("2026-11-18T22:00:00Z").quote(108_300, 108_301);
    floor.quote(108_600, 108_601).quote(108_200, 108_201).quote(108_500, 108_501);

    QuoteState quote = floor.quote("EURUSD");
    assertThat(quote.open()).as("1.08300").isEqualTo(108_300);
    assertThat(quote.close()).as("1.08490, of the day before").isEqualTo(108_490);
    assertThat(quote.dayHigh()).as("1.08600").isEqualTo(108_600);
    assertThat(quote.dayLow()).as("1.08200").isEqualTo(108_200);
    assertThat(quote.change()).as("0.00010").isEqualTo(10);
    assertThat(quote.changePercent()).as("0.0092").isEqualTo(92);
    assertThat(quote.spread()).isEqualTo(1);
    assertThat(quote.volume()).isEqualTo(4);
  }

  @Test
  void winRateIsWinnersByClosedTrades() {
    floor.quote(108_500, 108_500);
    for (int i = 0; i < 15; i++) {
      long ticket = floor.buy("EURUSD", TENTH).ticket();
      floor.quote(i < 10 ? 108_600 : 108_400, i < 10 ? 108_600 : 108_400);
      floor.close(ticket, 0);
      floor.quote(108_500, 108_500);
    }

    var day = floor.view().analytics(JOHN, Period.DAY).orElseThrow();
    assertThat(day.totalTrades()).isEqualTo(15);
    assertThat(day.winRate()).as("66.7").isEqualTo(667);
  }
}
