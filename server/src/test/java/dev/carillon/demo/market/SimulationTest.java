package dev.carillon.demo.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.market.MarketView;
import dev.carillon.market.codec.CommandCodec.Timed;
import dev.carillon.market.data.BookSide;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.Command.DefinePair;
import dev.carillon.market.model.Command.SetStatus;
import dev.carillon.market.model.PairStatus;
import dev.carillon.market.model.Reason;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final long START = 1_672_531_200_000L;
  private static final int STEPS_A_MINUTE = 60_000 / Pace.LIVE.stepMillis();

  private final DirectEngine direct = new DirectEngine(InstantSource.system());
  private final Simulation simulation = new Simulation(new SplittableRandom(7));
  private final Map<String, List<Long>> prices = new LinkedHashMap<>();
  private long now = START;

  /** Markets whose books are filled, and some seconds old. */
  private void open() {
    for (MarketPlan market : Plans.ALL) {
      direct.apply(new Timed(new DefinePair(market.pair()), now));
    }
    Plans.OWNERS.forEach(owner -> simulation.see(Seen.of(direct.engine, owner)));
    for (int i = 0; i < 50; i++) {
      step(Pace.FINE);
    }
    direct.trades = 0;
    direct.commands = 0;
  }

  private int step(Pace pace) {
    now += pace.stepMillis();
    simulation.see(Seen.of(direct.engine, simulation.nextOwner()));
    List<Command> commands = simulation.step(pace.stepMillis(), pace);
    commands.forEach(
        command -> simulation.answered(command, direct.apply(new Timed(command, now))));
    return commands.size();
  }

  @Test
  void anHourIsLivelyAndSane() {
    open();

    for (int minute = 0; minute < 60; minute++) {
      for (int i = 0; i < STEPS_A_MINUTE; i++) {
        assertThat(step(Pace.LIVE)).isLessThan(30);
        if (i % 10 == 0) {
          direct.engine.markets().forEach(SimulationTest::looksAlive);
        }
      }
      direct.engine.verify();
      for (MarketView market : direct.engine.markets()) {
        prices
            .computeIfAbsent(market.pair().symbol(), _ -> new ArrayList<>())
            .add(market.lastPrice());
      }
    }

    assertThat(direct.trades / 3_600.0).isBetween(14.0, 27.0);
    assertThat(direct.commands / 3_600.0).isBetween(40.0, 100.0);
    assertThat(direct.ended).doesNotContainKey(Reason.SELF_TRADE);
    assertThat(direct.refused.values().stream().mapToInt(Integer::intValue).sum())
        .isLessThan(direct.commands / 100);
    assertThat(prices).hasSize(4).values().allSatisfy(SimulationTest::moveLikePrices);
  }

  private static void looksAlive(MarketView market) {
    for (BookSide side : BookSide.values()) {
      assertThat(DirectEngine.levels(market, side))
          .as("%s %s", market.pair().symbol(), side)
          .isGreaterThan(market.pair().symbol().equals("BTC/USDT") ? 100 : 40);
    }
    assertThat(DirectEngine.spreadBps(market)).as(market.pair().symbol()).isBetween(0.0, 30.0);
  }

  private static void moveLikePrices(List<Long> minutes) {
    long first = minutes.getFirst();
    int ups = 0;
    int downs = 0;
    for (int i = 1; i < minutes.size(); i++) {
      ups += minutes.get(i) > minutes.get(i - 1) ? 1 : 0;
      downs += minutes.get(i) < minutes.get(i - 1) ? 1 : 0;
      assertThat(minutes.get(i)).isBetween(first * 9 / 10, first * 11 / 10);
    }
    assertThat(ups).isGreaterThan(10);
    assertThat(downs).isGreaterThan(10);
  }

  @Test
  void aHaltedMarketIsLeftAlone() {
    open();
    direct.apply(new Timed(new SetStatus("SOL/USDT", PairStatus.HALT), now));
    step(Pace.LIVE);
    direct.refused.clear();
    long trades = direct.market("SOL/USDT").lastTradeId();

    for (int i = 0; i < 200; i++) {
      step(Pace.LIVE);
    }

    assertThat(direct.refused).doesNotContainKey(Reason.MARKET_CLOSED);
    assertThat(direct.market("SOL/USDT").lastTradeId()).isEqualTo(trades);
    assertThat(direct.trades).isPositive();
  }

  @Test
  void whoRunsDryIsGivenMoney() {
    open();
    String maker = "sim-maker-3";
    direct.apply(new Timed(new Command.CancelAll(maker, null), now));
    long has = Seen.of(direct.engine, maker).total("BTC");
    direct.apply(new Timed(new Command.Withdraw(maker, "BTC", has * 9 / 10, null), now));

    for (int i = 0; i < Plans.OWNERS.size(); i++) {
      step(Pace.LIVE);
    }

    assertThat(Seen.of(direct.engine, maker).total("BTC")).isGreaterThan(has * 9 / 10);
  }

  @Test
  void ordersThatWereTakenAwayAreReplaced() {
    open();
    for (String owner : Plans.OWNERS) {
      direct.apply(new Timed(new Command.CancelAll(owner, "BTC/USDT"), now));
    }

    for (int i = 0; i < 900; i++) {
      step(Pace.LIVE);
    }

    looksAlive(direct.market("BTC/USDT"));
  }
}
