package dev.carillon.demo.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.engine.Engine;
import dev.carillon.market.EngineView;
import dev.carillon.market.codec.CommandCodec.Timed;
import dev.carillon.market.data.BookSide;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.Command.DefinePair;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.Reason;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveMarketsTest {
  private static final String SYMBOL = "BTC/USDT";

  private final FakeClock clock = new FakeClock();
  private final DirectEngine direct = new DirectEngine(clock);
  private LiveMarkets live = new LiveMarkets(direct, clock, 1);

  @BeforeEach
  void define() {
    for (MarketPlan market : Plans.ALL) {
      direct.apply(new Timed(new DefinePair(market.pair()), clock.millis()));
    }
  }

  /** Ten turns a second. */
  private void pass(int seconds) {
    for (int i = 0; i < 10 * seconds; i++) {
      long _ = live.turn();
      live.drain();
      clock.advanceMillis(100);
    }
  }

  @Test
  void booksFillUpAtAMeasuredPaceAndTradingBegins() {
    pass(1);
    direct.commands = 0;

    pass(240);

    assertThat(direct.commands / 240.0).isLessThan(100);
    assertThat(direct.trades).isGreaterThan(1_000);
    assertThat(DirectEngine.levels(direct.market(SYMBOL), BookSide.BIDS)).isGreaterThan(100);
    direct.engine.verify();
  }

  @Test
  void aNewStartTakesUpTheOrdersThatAreThere() {
    pass(240);
    List<OrderState> orders = orders();

    live = new LiveMarkets(direct, clock, 2);
    pass(2);

    assertThat(direct.engine.liveOrders()).isBetween(orders.size() - 60, orders.size() + 60);
    assertThat(orders().stream().map(OrderState::id))
        .containsAnyElementsOf(orders.stream().map(OrderState::id).toList());
    assertThat(direct.refused).doesNotContainKey(Reason.TOO_MANY_ORDERS);
  }

  private List<OrderState> orders() {
    return Plans.OWNERS.stream().flatMap(owner -> direct.engine.orders(owner).stream()).toList();
  }

  @Test
  void pricesGoOnFromTheLastAfterAStandstill() {
    pass(60);
    long before = direct.market(SYMBOL).lastPrice();

    clock.advance(Duration.ofDays(3));
    live = new LiveMarkets(direct, clock, 3);
    pass(20);

    long after = direct.market(SYMBOL).lastPrice();
    assertThat(after).isNotEqualTo(before).isBetween(before * 98 / 100, before * 102 / 100);
  }

  @Test
  void anEngineThatIsBusyIsTriedOnceASecond() {
    pass(30);
    direct.takesCommands = false;
    int reads = direct.reads;
    int trades = direct.trades;
    pass(10);
    assertThat(direct.reads - reads).isBetween(9, 12);
    assertThat(direct.trades).isEqualTo(trades);

    direct.takesCommands = true;
    pass(10);

    assertThat(direct.trades).isGreaterThan(trades);
    direct.engine.verify();
  }

  @Test
  void anEngineThatCannotBeReadIsTriedAgain() {
    direct.takesReads = false;
    pass(5);
    assertThat(direct.reads).isBetween(4, 6);
    assertThat(direct.engine.liveOrders()).isZero();

    direct.takesReads = true;
    pass(5);

    assertThat(direct.engine.liveOrders()).isPositive();
  }

  @Test
  void nothingIsDoneBeforeAllAnswersAreThere() {
    pass(5);
    direct.answersLate = true;
    pass(1);
    int commands = direct.commands;

    pass(3);
    assertThat(direct.commands).isEqualTo(commands);

    direct.answer();
    pass(1);
    assertThat(direct.commands).isGreaterThan(commands);
  }

  @Test
  void answersThatNeverComeAreNotWaitedForForEver() {
    pass(5);
    direct.answersLate = true;
    pass(1);
    direct.late.clear();
    direct.answersLate = false;
    int commands = direct.commands;

    pass(12);

    assertThat(direct.commands).isGreaterThan(commands);
    direct.engine.verify();
  }

  @Test
  void aClockThatIsSetBackDoesNotStopIt() {
    pass(5);
    clock.set(clock.instant().minusSeconds(3_600));
    int commands = direct.commands;

    pass(2);

    assertThat(direct.commands).isGreaterThan(commands);
  }

  @Test
  void closingEndsItsThread() {
    AtomicReference<Thread> thread = new AtomicReference<>();
    Engine watched =
        new Engine() {
          @Override
          public void submit(Command command, Consumer<Answer> answer) {
            direct.submit(command, answer);
          }

          @Override
          public boolean read(Consumer<EngineView> reader) {
            thread.set(Thread.currentThread());
            return direct.read(reader);
          }
        };

    try (LiveMarkets _ = DemoMarkets.start(watched, clock, 1)) {
      Await.until(() -> thread.get() != null);
    }

    assertThat(thread.get().isAlive()).isFalse();
  }
}
