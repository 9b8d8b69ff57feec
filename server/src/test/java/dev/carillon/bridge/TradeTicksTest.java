package dev.carillon.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.ticks.TickBoard;
import dev.carillon.market.MatchingEngine;
import dev.carillon.market.book.Side;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.Pair;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;
import dev.carillon.testkit.FakeClock;
import dev.carillon.ticks.Instrument;
import dev.carillon.ticks.Tick;
import dev.carillon.ticks.TickState;
import dev.carillon.ticks.TradingDay;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Trades of the exchange as ticks. */
class TradeTicksTest {
  private static final long NOW = 1_736_400_000_000L;
  private static final Pair BTC = fed("BTC/USDT", new Pair.Scale(2, 1, 1_000));
  private static final Pair ETH = fed("ETH/USDT", new Pair.Scale(4, 50, 1_000_000));

  private final FakeClock clock = new FakeClock();
  private final TickBoard board =
      new TickBoard(new TradingDay(LocalTime.MIDNIGHT, ZoneOffset.UTC), clock);
  private final TradeTicks ticks = new TradeTicks(board);
  private final MatchingEngine engine =
      new MatchingEngine(CandleGrid.anchoredAt(LocalDate.EPOCH), ticks);

  private static Pair fed(String symbol, Pair.Scale scale) {
    String[] parts = symbol.split("/", -1);
    return new Pair(
        symbol,
        parts[0],
        parts[1],
        scale,
        new Pair.Limits(1L << 40, 0, 0, 0, 100),
        new Pair.Fees(0, 0),
        true);
  }

  private void does(Command command, long timeMillis) {
    var _ = engine.apply(command, timeMillis);
  }

  private TickState state(int token) {
    int place = board.instruments().place(Integer.toString(token)).orElseThrow();
    return Objects.requireNonNull(board.state(place));
  }

  @Test
  void aTradeIsATickOfItsPair() {
    does(new Command.DefinePair(BTC), NOW);
    does(new Command.DefinePair(ETH), NOW);
    does(new Command.ImportTrade("BTC/USDT", Side.BUY, 4_567_890, 7, 0), NOW);
    does(new Command.ImportTrade("ETH/USDT", Side.SELL, 500_010, 3, 0), NOW + 1);
    ticks.batchDone(engine, NOW);

    Instrument eth = board.instruments().at(1);
    assertThat(eth.token()).isEqualTo("900000002");
    assertThat(eth.symbol()).isEqualTo("ETH/USDT");
    assertThat(eth.steps()).isEqualTo(new Instrument.Steps(50, 1, 4));
    assertThat(state(900_000_001).last()).isEqualTo(new Tick(4_567_890, 7, NOW));
    assertThat(state(900_000_002).last()).isEqualTo(new Tick(25_000_500, 3, NOW + 1));
  }

  @Test
  void aPairThatWasInASnapshotIsKnownToo() {
    does(new Command.DefinePair(BTC), NOW);
    StateWriter snapshot = new StateWriter();
    engine.writeTo(snapshot);
    TickBoard later = new TickBoard(new TradingDay(LocalTime.MIDNIGHT, ZoneOffset.UTC), clock);
    TradeTicks again = new TradeTicks(later);
    MatchingEngine restarted = new MatchingEngine(CandleGrid.anchoredAt(LocalDate.EPOCH), again);
    restarted.readFrom(new StateReader(snapshot.toBytes()));

    var _ = restarted.apply(new Command.ImportTrade("BTC/USDT", Side.BUY, 100, 1, 0), NOW);
    again.batchDone(restarted, NOW);

    assertThat(Objects.requireNonNull(later.state(0)).last()).isEqualTo(new Tick(100, 1, NOW));
  }
}
