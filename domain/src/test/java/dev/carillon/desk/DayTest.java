package dev.carillon.desk;

import static dev.carillon.desk.Floor.EURUSD;
import static dev.carillon.desk.Floor.JOHN;
import static dev.carillon.desk.Floor.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command.Acknowledge;
import dev.carillon.desk.model.Command.AddStrategy;
import dev.carillon.desk.model.Command.DefineSymbol;
import dev.carillon.desk.model.Command.Quotes;
import dev.carillon.desk.model.DeskEvent.AnalyticsChanged;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.model.Period;
import dev.carillon.desk.model.Reason;
import dev.carillon.desk.model.Side;
import dev.carillon.desk.quote.Sessions;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.desk.quote.Symbol.Costs;
import dev.carillon.desk.quote.Tick;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What time does: swaps, trading days, sessions, stale quotes. 2026-11-18 is a Wednesday. */
class DayTest {
  /** A BUY pays 0.5 points a night, a SELL gets 0.2. */
  private static final Symbol SWAPPED = EURUSD.with(new Costs(0, -50, 20));

  private final Floor floor =
      new Floor().define(SWAPPED).openAccount(1_000_000).quote(108_500, 108_500);

  private long swap() {
    return floor.position().swap();
  }

  @Test
  void swapIsPointsOfTheVolumeAtFiveInNewYork() {
    floor.at("2026-11-19T15:00:00Z").quote(108_500, 108_500).buy("EURUSD", 100);

    floor.at("2026-11-19T21:59:59Z").passSeconds(0);
    assertThat(swap()).isZero();
    floor.at("2026-11-19T22:00:00Z").passSeconds(0);
    assertThat(swap()).as("half a dollar for half a point of a lot").isEqualTo(-50);
    assertThat(floor.account().floating()).isEqualTo(-50);
    assertThat(floor.account().balance()).as("booked when it closes").isEqualTo(1_000_000);
  }

  @Test
  void swapIsTripleOnWednesdayAndNothingAtTheWeekend() {
    floor.sell("EURUSD", 100);

    floor.at("2026-11-18T22:00:00Z").passSeconds(0);
    assertThat(swap()).as("Wednesday").isEqualTo(60);
    floor.at("2026-11-20T22:00:00Z").passSeconds(0);
    assertThat(swap()).as("Thursday and Friday, seen at once").isEqualTo(100);
    floor.at("2026-11-22T22:00:00Z").passSeconds(0);
    assertThat(swap()).as("Saturday and Sunday").isEqualTo(100);
    floor.at("2026-11-24T22:00:00Z").passSeconds(0);
    assertThat(swap()).as("Monday and Tuesday").isEqualTo(140);
  }

  @Test
  void fiveInNewYorkIsAnHourEarlierInSummer() {
    floor.at("2027-07-01T20:59:59Z").quote(108_500, 108_500).buy("EURUSD", 100);

    floor.passSeconds(1);

    assertThat(swap()).isEqualTo(-50);
  }

  @Test
  void swapIsBookedInProportionWhenAPartIsClosed() {
    long ticket = floor.sell("EURUSD", 100).ticket();
    floor.at("2026-11-18T22:00:00Z").quote(108_500, 108_500);

    floor.close(ticket, 25);

    assertThat(floor.view().deals(JOHN).getFirst().swap()).isEqualTo(15);
    assertThat(floor.account().balance()).isEqualTo(1_000_015);
    assertThat(swap()).isEqualTo(45);
    floor.close(ticket, 0);
    assertThat(floor.account().balance()).isEqualTo(1_000_060);
    assertThat(floor.account().floating()).isZero();
  }

  @Test
  void aTradesResultHasItsShareOfBothCommissions() {
    floor.define(EURUSD.with(new Costs(500, 0, 0)));
    long ticket = floor.buy("EURUSD", 100).ticket();
    floor.quote(108_510, 108_510);

    floor.close(ticket, 50);

    var deal = floor.view().deals(JOHN).getFirst();
    assertThat(deal.profit()).isEqualTo(500);
    assertThat(deal.commission()).as("of the closing").isEqualTo(250);
    assertThat(deal.net()).as("half of the opening's too").isZero();
    var day = floor.view().analytics(JOHN, Period.DAY).orElseThrow();
    assertThat(day.winners()).as("break-even is no win").isZero();
    assertThat(day.totalTrades()).isEqualTo(1);
  }

  @Test
  void theFiguresOfTheDayBeginAnewAndThoseOfTheWeekGoOn() {
    close(10);

    floor.at("2026-11-18T22:00:00Z").passSeconds(0);

    assertThat(trades(Period.DAY)).isZero();
    assertThat(trades(Period.WEEK)).isEqualTo(1);
    floor.at("2026-11-22T21:59:00Z").passSeconds(0);
    assertThat(trades(Period.WEEK)).isEqualTo(1);
    floor.at("2026-11-22T22:00:00Z").passSeconds(0);
    assertThat(trades(Period.WEEK)).as("Sunday evening is Monday").isZero();
    assertThat(trades(Period.MONTH)).isEqualTo(1);
    floor.at("2026-11-30T22:00:00Z").passSeconds(0);
    assertThat(trades(Period.MONTH)).isZero();
    assertThat(trades(Period.YEAR)).isEqualTo(1);
    floor.at("2026-12-31T22:00:00Z").passSeconds(0);
    assertThat(trades(Period.YEAR)).isZero();
    assertThat(trades(Period.ALL)).isEqualTo(1);
  }

  private void close(long points) {
    long ticket = floor.buy("EURUSD", 100).ticket();
    floor.quote(108_500 + points, 108_500 + points);
    floor.close(ticket, 0);
  }

  private long trades(Period period) {
    return floor.view().analytics(JOHN, period).orElseThrow().totalTrades();
  }

  @Test
  void eachClosedTradeTellsTheFiguresOfAllPeriods() {
    floor.events().clear();
    close(10);

    List<AnalyticsChanged> told = floor.events(AnalyticsChanged.class);
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().periods())
        .extracting(period -> period.period())
        .containsExactly(Period.values());
    assertThat(told.getFirst().periods()).allMatch(period -> period.netProfit() == 1_000);
  }

  @Test
  void theDrawdownOfAPeriodIsBelowItsPeak() {
    floor.buy("EURUSD", 100);
    floor.quote(108_600, 108_600).quote(108_570, 108_570).quote(108_580, 108_580);

    var day = floor.view().analytics(JOHN, Period.DAY).orElseThrow();
    assertThat(day.peakEquity()).isEqualTo(1_010_000);
    assertThat(day.maxDrawdown()).isEqualTo(3_000);
    assertThat(day.currentDrawdown()).isEqualTo(2_000);
  }

  @Test
  void aQuoteIsStaleAfterFiveSecondsAndEverybodyIsToldOnce() {
    long due = floor.nowMillis() + 5_000;
    assertThat(floor.desk().nextDueMillis()).isEqualTo(due);
    floor.passSeconds(4);
    assertThat(floor.quote("EURUSD").stale()).isFalse();
    floor.passSeconds(1).passSeconds(100);

    assertThat(floor.quote("EURUSD").stale()).isTrue();
    assertThat(floor.alerts()).hasSize(1);
    Alert alert = floor.alerts().getFirst();
    assertThat(alert.type()).isEqualTo(Alert.Type.PRICE_STALE);
    assertThat(alert.owner()).isNull();
    assertThat(floor.view().alerts(JOHN)).containsExactly(alert);
    floor.apply(new Acknowledge(JOHN, alert.id()));
    assertThat(floor.view().alerts(JOHN).getFirst().acknowledged()).isTrue();

    floor.quote(108_500, 108_500);
    assertThat(floor.quote("EURUSD").stale()).isFalse();
    floor.passSeconds(5);
    assertThat(floor.alerts().getLast().id()).as("once more").isGreaterThan(alert.id());
  }

  @Test
  void nothingIsFilledAtAQuoteOfThirtySecondsAgo() {
    long ticket = floor.buy("EURUSD", 1).ticket();

    floor.passSeconds(30);

    assertThat(reason(floor.place("EURUSD", OrderTerms.market(Side.BUY, 1))))
        .isEqualTo(Reason.OFF_QUOTES);
    assertThat(reason(floor.close(ticket, 0))).isEqualTo(Reason.OFF_QUOTES);
  }

  @Test
  void outsideItsSessionsASymbolIsNeitherQuotedNorTradedNorStale() {
    floor.define(SWAPPED.with(Sessions.FOREX));
    floor.at("2026-11-20T21:59:58Z").quote(108_500, 108_500).buy("EURUSD", 1);
    floor.events().clear();

    floor.passSeconds(60);
    assertThat(floor.alerts()).as("closed before it was stale").isEmpty();
    Answer quoted = floor.apply(new Quotes(List.of(new Tick("EURUSD", 1, 2, 0))));
    assertThat(((Answer.Quoted) quoted).refused().getFirst().reason())
        .isEqualTo(Reason.MARKET_CLOSED);
    assertThat(reason(floor.place("EURUSD", OrderTerms.market(Side.BUY, 1))))
        .isEqualTo(Reason.MARKET_CLOSED);
    assertThat(floor.view().isOpen("EURUSD")).isFalse();

    floor.at("2026-11-22T22:00:00Z").passSeconds(0);
    assertThat(floor.view().isOpen("EURUSD")).isTrue();
    assertThat(floor.quote("EURUSD").stale()).isFalse();
    floor.passSeconds(5);
    assertThat(floor.quote("EURUSD").stale()).as("none came since it opened").isTrue();
  }

  @Test
  void aQuoteThatIsNoneIsRefusedAndTheOthersCount() {
    Answer answer =
        floor.apply(
            new Quotes(
                List.of(
                    new Tick("XXXYYY", 1, 2, 0),
                    new Tick("EURUSD", 108_600, 108_599, 0),
                    new Tick("EURUSD", 0, 1, 0),
                    new Tick("EURUSD", 108_600, 108_601, floor.nowMillis() - 10),
                    new Tick("EURUSD", 108_700, 108_701, 0))));

    Answer.Quoted quoted = (Answer.Quoted) answer;
    assertThat(quoted.taken()).isEqualTo(1);
    assertThat(quoted.refused())
        .extracting(Answer.RefusedTick::reason)
        .containsExactly(
            Reason.UNKNOWN_SYMBOL,
            Reason.INVALID_QUOTE,
            Reason.INVALID_QUOTE,
            Reason.INVALID_QUOTE);
    assertThat(floor.quote("EURUSD").bid()).isEqualTo(108_700);
  }

  @Test
  void theRulesOfASymbolMayChangeButNotWhatItIs() {
    Symbol other = Symbol.pair("EURUSD", 4);

    assertThat(reason(floor.apply(new DefineSymbol(other)))).isEqualTo(Reason.CONFLICT);
    floor.define(EURUSD.with(Sessions.FOREX));
    assertThat(floor.view().symbols()).containsExactly(EURUSD.with(Sessions.FOREX));
  }

  @Test
  void timeNeverGoesBack() {
    long now = floor.desk().nowMillis();

    floor.at("2020-01-01T00:00:00Z").apply(new AddStrategy(JOHN, null, "S", null));

    assertThat(floor.desk().nowMillis()).isEqualTo(now);
    assertThat(floor.view().strategies(JOHN).getFirst().createdAt()).isEqualTo(now);
  }
}
