package dev.carillon.demo.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.demo.DemoWorld;
import dev.carillon.desk.Desk;
import dev.carillon.desk.DeskView;
import dev.carillon.desk.codec.CommandCodec.Timed;
import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.OrderType;
import dev.carillon.desk.model.PositionState;
import dev.carillon.desk.quote.QuoteState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class PastTest {
  /** A Saturday. */
  private static final long END = Instant.parse("2026-11-21T18:00:00Z").toEpochMilli();

  private static final long DAY = 24 * 3_600_000L;

  private static Iterator<Timed> past(long endMillis, long seed) {
    return DemoDesk.genesis(DemoDesk.symbols(true), endMillis, seed).iterator();
  }

  private static List<Long> firstBids(long endMillis, long seed) {
    List<Long> bids = new ArrayList<>();
    Iterator<Timed> past = past(endMillis, seed);
    while (bids.size() < 20_000) {
      if (past.next().command() instanceof Command.Quotes(var ticks)) {
        ticks.forEach(tick -> bids.add(tick.bid()));
      }
    }
    return bids;
  }

  @Test
  void theSameSeedMakesTheSameCommands() {
    Iterator<Timed> one = past(END, 42);
    Iterator<Timed> other = past(END, 42);
    for (int i = 0; i < 5_000; i++) {
      assertThat(one.next()).isEqualTo(other.next());
    }
  }

  @Test
  void theSameSeedMakesTheSameBidsWhateverTheTime() {
    assertThat(firstBids(END + 7 * 3_600_123L, 42)).isEqualTo(firstBids(END, 42));
  }

  @Test
  void anotherSeedMakesOthers() {
    assertThat(firstBids(END, 43)).isNotEqualTo(firstBids(END, 42));
  }

  @Test
  void itLeavesADeskThatShowsSomethingOfEverything() {
    Desk desk = new Desk(_ -> {});
    long last = 0;
    for (Iterator<Timed> past = past(END, 1); past.hasNext(); ) {
      Timed timed = past.next();
      assertThat(timed.timeMillis()).isGreaterThanOrEqualTo(last);
      last = timed.timeMillis();
      assertThat(desk.apply(timed.command(), last)).isNotInstanceOf(Answer.Refused.class);
    }
    desk.verify();
    DeskView view = desk.view();

    assertThat(END - last).isLessThan(5_000);
    assertThat(view.quotes()).hasSize(10).allSatisfy(PastTest::looksLikeTheRealOne);
    assertThat(view.positions(DemoWorld.JOHN))
        .filteredOn(position -> !position.origin().equals(Robot.ORIGIN))
        .extracting(position -> position.symbol().name())
        .containsExactly("EURUSD", "USDJPY");
    assertThat(view.positions(DemoWorld.JANE)).hasSize(1);
    assertThat(view.orders(DemoWorld.JOHN))
        .extracting(order -> order.terms().type())
        .containsExactly(OrderType.BUY_LIMIT);
    assertThat(view.orders(DemoWorld.JANE)).extracting(OrderState::owner).hasSize(1);
    assertThat(view.deals(DemoWorld.JOHN))
        .filteredOn(deal -> deal.status() == Deal.Status.CLOSED)
        .hasSizeBetween(20, 100);
    assertThat(view.alerts(DemoWorld.JOHN))
        .extracting(Alert::type)
        .containsExactly(Alert.Type.CONNECTION_RESTORED, Alert.Type.CONNECTION_LOST);
    assertThat(view.alerts(DemoWorld.JANE)).isEmpty();
    assertThat(view.connections(DemoWorld.JOHN)).hasSize(1);
    assertThat(view.strategies(DemoWorld.JOHN)).hasSize(1);
  }

  private static void looksLikeTheRealOne(QuoteState quote) {
    assertThat(quote.stale()).isFalse();
    assertThat(quote.spread()).isBetween(1L, 60L);
    assertThat(quote.close()).isNotZero();
    assertThat(Math.abs(quote.changePercent())).isLessThan(50_000);
    assertThat(quote.dayHigh()).isGreaterThan(quote.dayLow());
  }

  @Test
  void crossesAgreeWithTheirParts() {
    Desk desk = new Desk(_ -> {});
    past(END, 3).forEachRemaining(timed -> desk.apply(timed.command(), timed.timeMillis()));

    double euro = price(desk.view(), "EURUSD");
    double pound = price(desk.view(), "GBPUSD");
    double both = price(desk.view(), "EURGBP");
    assertThat(both / (euro / pound)).isBetween(0.999, 1.001);
  }

  private static double price(DeskView view, String symbol) {
    QuoteState quote = view.quote(symbol).orElseThrow();
    return (quote.bid() + quote.ask()) / 2.0 / quote.symbol().pointsPerUnit();
  }

  @Test
  void inTheRealSessionsNothingIsQuotedAtTheWeekend() {
    long friday = Instant.parse("2026-11-20T22:00:00Z").toEpochMilli();
    Iterator<Timed> past = DemoDesk.genesis(DemoDesk.symbols(false), END, 1).iterator();
    long lastQuote = 0;
    while (past.hasNext()) {
      Timed timed = past.next();
      if (timed.command() instanceof Command.Quotes) {
        lastQuote = timed.timeMillis();
      }
    }

    assertThat(lastQuote).isBetween(friday - 10_000, friday + 5_000);
    assertThat(END - lastQuote).isLessThan(DAY);
  }

  @Test
  void positionsAreHeldForAboutAnHour() {
    Desk desk = new Desk(_ -> {});
    past(END, 1).forEachRemaining(timed -> desk.apply(timed.command(), timed.timeMillis()));

    assertThat(desk.view().positions(DemoWorld.JOHN))
        .extracting(PositionState::openedAt)
        .first()
        .satisfies(opened -> assertThat(END - opened).isBetween(3_500_000L, 3_700_000L));
  }
}
