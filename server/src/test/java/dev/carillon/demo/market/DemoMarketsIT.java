package dev.carillon.demo.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.engine.Engine;
import dev.carillon.engine.EngineAgent;
import dev.carillon.journal.Journal;
import dev.carillon.journal.MemoryJournal;
import dev.carillon.journal.MemorySnapshots;
import dev.carillon.machine.Follower;
import dev.carillon.machine.MachineCounts;
import dev.carillon.machine.MachinePorts;
import dev.carillon.machine.MachineSettings;
import dev.carillon.machine.MachineThread;
import dev.carillon.market.EngineView;
import dev.carillon.market.MarketView;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.testkit.Await;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DemoMarketsIT {
  private final InstantSource clock = InstantSource.system();
  private final MemoryJournal.Disk disk = new MemoryJournal.Disk();
  private final MemorySnapshots snapshots = new MemorySnapshots();

  @Test
  void theyBeginWithADayAndGoOnAfterANewStart() {
    long now = clock.millis();
    MemoryJournal journal = new MemoryJournal(disk);
    QuietFeed feed = new QuietFeed();
    DemoMarkets.begin(new DemoMarkets.Past(journal, snapshots, now, 5, CandleGrid.EPOCH), feed);
    assertThat(feed.numbers)
        .isEqualTo(LongStream.rangeClosed(1, journal.lastSequence()).boxed().toList());
    assertThat(snapshots.list()).hasSize(2);

    Stand first = tradeFrom(new Stand(0, 0, 0));
    Stand second = tradeFrom(first);

    assertThat(second.price()).isBetween(first.price() * 98 / 100, first.price() * 102 / 100);
    assertThat(second.orders()).isBetween(first.orders() - 100, first.orders() + 100);
  }

  /** How the market of BTC/USDT stands; {@code orders}: of all markets. */
  private record Stand(long trades, long price, int orders) {
    static Stand of(EngineView view) {
      MarketView market = view.market("BTC/USDT").orElseThrow();
      return new Stand(market.lastTradeId(), market.lastPrice(), view.liveOrders());
    }
  }

  /** Starts an engine, sees that nothing is lost, and ends it when ten more trades are done. */
  private Stand tradeFrom(Stand before) {
    EngineAgent agent = recover();
    try (MachineThread _ = agent.start()) {
      Stand begun = read(agent, Stand::of);
      assertThat(begun.trades()).isGreaterThanOrEqualTo(before.trades()).isGreaterThan(1_000);
      try (LiveMarkets _ = DemoMarkets.start(agent, clock, 5)) {
        Await.until(() -> read(agent, Stand::of).trades() > begun.trades() + 10);
      }
      return read(agent, Stand::of);
    }
  }

  private EngineAgent recover() {
    MachinePorts<Journal> ports =
        new MachinePorts<>(
            "engine",
            new MemoryJournal(disk),
            snapshots,
            clock,
            System::nanoTime,
            MachineCounts.NONE);
    EngineAgent.Parts parts = new EngineAgent.Parts(CandleGrid.EPOCH, List.of(), Follower.NONE);
    return EngineAgent.recover(ports, MachineSettings.DEFAULT, parts, Runnable::run);
  }

  private static <T> T read(Engine engine, Function<EngineView, T> what) {
    BlockingQueue<T> answer = new LinkedBlockingQueue<>();
    assertThat(engine.read(view -> answer.add(what.apply(view)))).isTrue();
    try {
      T read = answer.poll(10, TimeUnit.SECONDS);
      assertThat(read).isNotNull();
      return read;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
