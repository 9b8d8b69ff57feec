package dev.carillon.demo.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.demo.DemoWorld;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.DeskEvent;
import dev.carillon.desk.model.DeskEvent.Dealt;
import dev.carillon.desk.model.Limits;
import dev.carillon.desk.model.Strategy;
import dev.carillon.desk.quote.QuoteState;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.desk.quote.Tick;
import dev.carillon.deskengine.DirectDesk;
import dev.carillon.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveDeskTest {
  private static final Instant WEDNESDAY = Instant.parse("2026-11-18T14:00:00Z");
  private static final Instant SATURDAY = Instant.parse("2026-11-21T14:00:00Z");

  private final FakeClock clock = new FakeClock(WEDNESDAY);
  private final List<DeskEvent> events = new ArrayList<>();
  private final DirectDesk desk = new DirectDesk(clock, events::add);
  private LiveDesk live = new LiveDesk(desk, clock, 1);

  @BeforeEach
  void open() {
    define(DemoDesk.symbols(true));
    People.accounts().forEach(desk::apply);
    desk.commands().clear();
  }

  private void define(List<Symbol> symbols) {
    symbols.forEach(symbol -> desk.apply(new Command.DefineSymbol(symbol)));
  }

  private void pass(Duration time) throws InterruptedException {
    long end = clock.millis() + time.toMillis();
    while (clock.millis() < end) {
      clock.advanceMillis(live.turn());
    }
  }

  private List<Tick> ticks(String symbol) {
    return desk.commands().stream()
        .filter(Command.Quotes.class::isInstance)
        .flatMap(command -> ((Command.Quotes) command).ticks().stream())
        .filter(tick -> tick.symbol().equals(symbol))
        .toList();
  }

  private List<Dealt> johnsDeals() {
    return events.stream().filter(Dealt.class::isInstance).map(Dealt.class::cast).toList();
  }

  @Test
  void everySymbolHasSeveralQuotesASecondAndNoneBecomesStale() throws InterruptedException {
    pass(Duration.ofMinutes(2));

    assertThat(desk.view().quotes()).hasSize(10).noneMatch(QuoteState::stale);
    assertThat(ticks("EURUSD").size() / 120.0).isBetween(3.0, 7.0);
    assertThat(ticks("USDCHF").size() / 120.0).isBetween(1.5, 7.0);
    assertThat(events).noneMatch(DeskEvent.AlertForAll.class::isInstance);
  }

  @Test
  void thereIsMoreToSeeWhenLondonAndNewYorkAreAwakeThanAtTheRoll() throws InterruptedException {
    pass(Duration.ofMinutes(1));
    int busy = ticks("EURUSD").size();
    desk.commands().clear();
    clock.advance(Duration.between(clock.instant(), Instant.parse("2026-11-18T21:10:00Z")));

    pass(Duration.ofMinutes(1));

    assertThat(ticks("EURUSD").size()).isBetween(busy / 10, busy / 2);
  }

  @Test
  void theSameSeedMakesTheSamePrices() throws InterruptedException {
    pass(Duration.ofSeconds(30));
    List<Tick> first = ticks("GBPUSD");
    DirectDesk again = new DirectDesk(clock, _ -> {});
    DemoDesk.symbols(true).forEach(symbol -> again.apply(new Command.DefineSymbol(symbol)));
    LiveDesk other = new LiveDesk(again, clock, 1);
    for (int i = 0; i < 100; i++) {
      clock.advanceMillis(other.turn());
    }
    List<Tick> second =
        again.commands().stream()
            .filter(Command.Quotes.class::isInstance)
            .flatMap(command -> ((Command.Quotes) command).ticks().stream())
            .filter(tick -> tick.symbol().equals("GBPUSD"))
            .toList();

    assertThat(second).hasSizeGreaterThan(50);
    int both = Math.min(first.size(), second.size());
    assertThat(second.subList(0, both)).isEqualTo(first.subList(0, both));
  }

  @Test
  void johnsStrategyTradesWithinAMinuteAgainAndAgain() throws InterruptedException {
    for (int minute = 0; minute < 5; minute++) {
      events.clear();
      pass(Duration.ofMinutes(1));

      assertThat(johnsDeals())
          .isNotEmpty()
          .allSatisfy(dealt -> {
            assertThat(dealt.owner()).isEqualTo(DemoWorld.JOHN);
            assertThat(dealt.deal().origin()).isEqualTo(Robot.ORIGIN);
          });
    }
    assertThat(desk.view().positions(DemoWorld.JOHN)).hasSizeLessThan(2);
  }

  @Test
  void aStrategyThatIsPausedDoesNotTrade() throws InterruptedException {
    pass(Duration.ofMinutes(1));
    desk.apply(
        new Command.StrategyStatus(
            DemoWorld.JOHN, People.STRATEGY, Strategy.Status.PAUSED, "John wants a rest"));
    pass(Duration.ofMinutes(1));
    events.clear();

    pass(Duration.ofMinutes(5));

    assertThat(events).noneMatch(DeskEvent.Private.class::isInstance);
  }

  @Test
  void aStrategyThatIsRefusedWaitsAWhile() throws InterruptedException {
    desk.apply(new Command.SetLimits(DemoWorld.JOHN, new Limits(0, 0, 1, 0, false)));

    pass(Duration.ofMinutes(11));

    assertThat(events).filteredOn(DeskEvent.AlertChanged.class::isInstance).hasSizeBetween(2, 3);
  }

  @Test
  void aSymbolThatIsFedIsNotSimulatedUntilItsFeedWasSilentForHalfAMinute()
      throws InterruptedException {
    pass(Duration.ofSeconds(5));
    desk.commands().clear();
    desk.apply(new Command.Quotes(List.of(new Tick("EURUSD", 120_000, 120_001, 0))));
    live.fed("EURUSD");
    desk.commands().clear();

    pass(Duration.ofSeconds(29));
    assertThat(ticks("EURUSD")).isEmpty();
    assertThat(ticks("GBPUSD")).isNotEmpty();

    pass(Duration.ofSeconds(3));
    assertThat(ticks("EURUSD"))
        .isNotEmpty()
        .allSatisfy(tick -> assertThat(tick.bid()).isBetween(119_500L, 120_500L));
  }

  @Test
  void aNewStartGoesOnFromTheLastPrices() throws InterruptedException {
    desk.apply(new Command.Quotes(List.of(new Tick("USDJPY", 160_000, 160_010, 0))));
    live = new LiveDesk(desk, clock, 1);
    desk.commands().clear();

    pass(Duration.ofSeconds(5));

    assertThat(ticks("USDJPY"))
        .isNotEmpty()
        .allSatisfy(tick -> assertThat(tick.bid()).isBetween(159_800L, 160_200L));
  }

  @Test
  void nothingIsQuotedWhatIsClosed() throws InterruptedException {
    define(DemoDesk.symbols(false));
    clock.advance(Duration.between(WEDNESDAY, SATURDAY));
    desk.apply(new Command.Advance());
    desk.commands().clear();

    pass(Duration.ofSeconds(10));

    assertThat(desk.commands()).isEmpty();
  }

  @Test
  void aDeskThatTakesNothingIsTriedOnceASecond() throws InterruptedException {
    pass(Duration.ofSeconds(1));
    desk.switchOff(true);
    assertThat(live.turn()).isEqualTo(1_000);

    desk.switchOff(false);
    desk.commands().clear();
    clock.advanceMillis(live.turn());
    assertThat(desk.commands()).isNotEmpty();
  }
}
