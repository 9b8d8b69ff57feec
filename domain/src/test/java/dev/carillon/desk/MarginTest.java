package dev.carillon.desk;

import static dev.carillon.desk.Floor.EURUSD;
import static dev.carillon.desk.Floor.JOHN;
import static dev.carillon.desk.Floor.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.desk.model.AccountTerms;
import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Command.Deposit;
import dev.carillon.desk.model.Command.OpenAccount;
import dev.carillon.desk.model.Command.Withdraw;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.Deal.Cause;
import dev.carillon.desk.model.MarginMode;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.model.OrderType;
import dev.carillon.desk.model.Reason;
import dev.carillon.desk.model.RequestKey;
import dev.carillon.desk.model.Side;
import dev.carillon.desk.quote.Amounts;
import dev.carillon.desk.quote.Sessions;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.desk.quote.Symbol.Contract;
import dev.carillon.desk.quote.Symbol.Costs;
import org.junit.jupiter.api.Test;

/** Margin, margin call and stop-out (markets.md 3.1). */
class MarginTest {
  private final Floor floor = new Floor().define(EURUSD).quote(108_500, 108_500);

  @Test
  void convertedMarginIsAtTheRateOfTheOpening() {
    floor.openAccount(AccountTerms.of("USD", 100, MarginMode.CONVERTED), 1_000_000);
    floor.buy("EURUSD", 10);

    assertThat(floor.account().margin()).as("108.50").isEqualTo(10_850);
    floor.quote(109_000, 109_000);
    assertThat(floor.account().margin()).as("fixed then").isEqualTo(10_850);
  }

  @Test
  void aProfitInAnotherCurrencyIsConvertedAtTheBidAndALossAtTheAsk() {
    floor.define(Symbol.pair("EURGBP", 5)).define(Symbol.pair("GBPUSD", 5));
    floor.quote("EURGBP", 85_000, 85_000).quote("GBPUSD", 127_000, 127_100);
    floor.openAccount(1_000_000).buy("EURGBP", 100);

    floor.quote("EURGBP", 85_100, 85_100);
    assertThat(floor.position().profit()).as("100 pounds at 1.27000").isEqualTo(12_700);
    floor.quote("EURGBP", 84_900, 84_900);
    assertThat(floor.position().profit()).as("100 pounds at 1.27100").isEqualTo(-12_710);
    floor.quote("GBPUSD", 130_000, 130_100);
    assertThat(floor.position().profit()).as("the pound has risen").isEqualTo(-13_010);
  }

  @Test
  void aProfitInYenIsDividedByThePriceOfTheDollar() {
    floor.define(Symbol.pair("USDJPY", 3)).quote("USDJPY", 150_000, 150_000);
    floor.openAccount(1_000_000).buy("USDJPY", 100);

    floor.quote("USDJPY", 151_000, 151_000);

    assertThat(floor.position().profit()).as("100,000 yen by 151").isEqualTo(66_225);
  }

  @Test
  void currenciesWithoutASymbolOfTheirOwnAreConvertedThroughDollars() {
    floor.define(Symbol.pair("USDJPY", 3)).quote("USDJPY", 150_000, 150_000);
    floor.openAccount(AccountTerms.of("EUR", 100, MarginMode.BASE_UNITS), 1_000_000);
    floor.quote(108_000, 108_000).buy("USDJPY", 100);

    floor.quote("USDJPY", 151_200, 151_200);

    assertThat(floor.position().profit())
        .as("120,000 yen are 793.65 dollars are 734.86 euros")
        .isEqualTo(73_486);
  }

  @Test
  void withoutAWayToTheAccountsCurrencyNothingIsOpened() {
    floor.define(Symbol.pair("USDJPY", 3)).quote("USDJPY", 150_000, 150_000);
    floor.openAccount(AccountTerms.of("CHF", 100, MarginMode.BASE_UNITS), 1_000_000);

    assertThat(reason(floor.place("USDJPY", OrderTerms.market(Side.BUY, 1))))
        .isEqualTo(Reason.NO_CONVERSION);
  }

  @Test
  void moreMarginThanIsFreeIsRefused() {
    floor.openAccount(10_000);

    assertThat(reason(floor.place("EURUSD", OrderTerms.market(Side.BUY, 11))))
        .isEqualTo(Reason.INSUFFICIENT_MARGIN);
    floor.buy("EURUSD", 10);
    assertThat(floor.account().freeMargin()).isZero();
  }

  @Test
  void aPendingOrderIsRejectedWhenTheMarginIsGoneAtItsPrice() {
    floor.openAccount(10_000);
    long ticket = floor.place(OrderTerms.pending(OrderType.BUY_LIMIT, 10, 108_490)).ticket();
    floor.buy("EURUSD", 10);

    floor.quote(108_490, 108_490);

    assertThat(floor.view().order(JOHN, ticket).orElseThrow().reason())
        .isEqualTo(Reason.INSUFFICIENT_MARGIN);
    assertThat(floor.alerts()).extracting(Alert::type).contains(Alert.Type.ORDER_REJECTED);
  }

  @Test
  void theMarginCallComesOnceAndAgainOnlyAfterFivePointsAbove() {
    floor.openAccount(10_000).buy("EURUSD", 10);
    floor.quote(108_499, 108_499).quote(108_490, 108_490);
    assertThat(marginCalls()).isEqualTo(1);

    floor.quote(108_549, 108_549).quote(108_499, 108_499);
    assertThat(marginCalls()).as("only 4.9 points above meanwhile").isEqualTo(1);
    floor.quote(108_550, 108_550).quote(108_500, 108_500);
    assertThat(marginCalls()).isEqualTo(2);
    Alert alert = floor.alerts().getLast();
    assertThat(alert.threshold()).isEqualTo(1_000);
    assertThat(alert.current()).isEqualTo(1_000);
  }

  private long marginCalls() {
    return floor.alerts().stream().filter(alert -> alert.type() == Alert.Type.MARGIN_CALL).count();
  }

  @Test
  void theStopOutClosesTheLargestLossFirstUntilTheLevelIsAbove() {
    floor.openAccount(30_000);
    floor.quote(108_500, 108_500);
    long small = floor.buy("EURUSD", 5).ticket();
    floor.quote(108_700, 108_700);
    long large = floor.buy("EURUSD", 20).ticket();

    // Margin 250; at 107,800 the small one has lost 35 and the large one 180: equity 85.
    floor.quote(107_800, 107_800);

    Deal deal = floor.view().deals(JOHN).getFirst();
    assertThat(deal.ticket()).isEqualTo(large);
    assertThat(deal.cause()).isEqualTo(Cause.STOP_OUT);
    assertThat(floor.view().positions(JOHN))
        .extracting(position -> position.ticket())
        .containsExactly(small);
    assertThat(floor.alerts()).extracting(Alert::type).endsWith(Alert.Type.STOP_OUT);
    assertThat(floor.account().marginLevel()).as("170 %").isEqualTo(17_000);
  }

  @Test
  void atExactlyTheStopOutLevelPositionsAreClosed() {
    floor.openAccount(20_000).buy("EURUSD", 10);

    floor.quote(107_001, 107_001);
    assertThat(floor.view().positions(JOHN)).as("50.1 %").hasSize(1);
    floor.quote(107_000, 107_000);
    assertThat(floor.view().positions(JOHN)).isEmpty();
    assertThat(floor.account().balance()).isEqualTo(5_000);
  }

  @Test
  void aPriceThatJumpsOverTheStopOutCanLeaveABalanceBelowZero() {
    floor.openAccount(20_000).buy("EURUSD", 10);

    floor.quote(106_000, 106_000);

    assertThat(floor.account().balance()).isEqualTo(-5_000);
  }

  @Test
  void aStopLossComesBeforeTheStopOut() {
    floor.openAccount(20_000);
    floor.place(OrderTerms.market(Side.BUY, 10).protectedBy(107_500, 0));

    floor.quote(106_900, 106_900);

    assertThat(floor.view().deals(JOHN).getFirst().cause()).isEqualTo(Cause.STOP_LOSS);
  }

  @Test
  void moneyGoesOutUpToTheFreeMarginAndTheBalance() {
    floor.openAccount(30_000).buy("EURUSD", 10);

    assertThat(reason(floor.apply(new Withdraw(JOHN, 20_001, null))))
        .isEqualTo(Reason.INSUFFICIENT_BALANCE);
    floor.quote(109_000, 109_000);
    floor.apply(new Withdraw(JOHN, 25_000, null));
    assertThat(floor.account().balance()).isEqualTo(5_000);
    assertThat(reason(floor.apply(new Withdraw(JOHN, 0, null)))).isEqualTo(Reason.INVALID_AMOUNT);
    assertThat(reason(floor.apply(new Deposit(JOHN, Long.MAX_VALUE, null))))
        .isEqualTo(Reason.INVALID_AMOUNT);
  }

  @Test
  void aDepositIsBookedOnceForOneKey() {
    floor.openAccount(30_000);
    Deposit deposit = new Deposit(JOHN, 5_000, new RequestKey("k", 1));

    floor.apply(deposit);
    floor.apply(deposit);

    assertThat(floor.account().balance()).isEqualTo(35_000);
  }

  @Test
  void anAccountIsOpenedOnceAndKeepsItsTerms() {
    floor.openAccount(30_000);
    AccountTerms other = AccountTerms.of("EUR", 100, MarginMode.BASE_UNITS);

    assertThat(reason(floor.apply(new OpenAccount(JOHN, other)))).isEqualTo(Reason.CONFLICT);
    floor.apply(new OpenAccount(JOHN, floor.account().terms()));
    assertThat(floor.account().balance()).isEqualTo(30_000);
  }

  @Test
  void equityThatIsHardToCountIsStillWeighed() {
    Contract huge = new Contract(1_000_000, 1, 1, 100_000, 1);
    floor.define(new Symbol("EURXXX", "EUR", "USD", 0, huge, Costs.NONE, Sessions.ALWAYS));
    floor.openAccount(Amounts.MOST);
    for (int round = 0; round < 5; round++) {
      floor.view().positions(JOHN).forEach(position -> floor.close(position.ticket(), 0));
      floor.quote("EURXXX", 1, 1);
      for (int i = 0; i < 200; i++) {
        floor.buy("EURXXX", 100_000);
      }
      floor.quote("EURXXX", 900_000_000, 900_000_000);
    }

    assertThat(floor.account().equity()).isEqualTo(1_001 * Amounts.MOST);
    assertThat(floor.view().positions(JOHN)).as("no stop-out of a gain").hasSize(200);
  }
}
