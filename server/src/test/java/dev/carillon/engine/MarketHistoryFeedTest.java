package dev.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.machine.history.Projector;
import dev.carillon.market.MatchingEngine;
import dev.carillon.market.book.Side;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.market.history.Batch;
import dev.carillon.market.history.MemoryMarketHistory;
import dev.carillon.market.history.Page;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.MarketEvent;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.OrderStatus;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Pair.Fees;
import dev.carillon.market.model.Pair.Limits;
import dev.carillon.market.model.Pair.Scale;
import dev.carillon.market.model.Trade;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarketHistoryFeedTest {
  private static final String SYMBOL = "BTC/USDT";
  private static final Page JOHNS = new Page("john", null, Long.MAX_VALUE, 100);
  private static final int MANY = 1_000;
  private static final Pair PAIR =
      new Pair(
          SYMBOL,
          "BTC",
          "USDT",
          new Scale(2, 1, 1_000),
          new Limits(1_000_000_000, 0, 0, 500, 1_000),
          new Fees(10, 10),
          false);

  private final MemoryMarketHistory memory = new MemoryMarketHistory();

  /** An engine whose every command is a batch of its own. */
  private static final class Driven {
    private final MarketHistoryFeed feed;
    private final MatchingEngine engine;
    private long sequence;

    Driven(Projector<MarketEvent> projector) {
      feed = new MarketHistoryFeed(projector);
      engine = new MatchingEngine(CandleGrid.EPOCH, feed);
      apply(new Command.DefinePair(PAIR));
      apply(new Command.Deposit("john", "BTC", 1_000_000, null));
      apply(new Command.Deposit("jane", "USDT", 1_000_000, null));
    }

    void apply(Command command) {
      sequence++;
      feed.begin(sequence, sequence);
      engine.apply(command, sequence);
      feed.batchDone(engine, sequence);
    }

    /** John sells to Jane: two orders, one trade, a fill for each. */
    void trade() {
      apply(new Command.Place("john", SYMBOL, OrderTerms.limit(Side.SELL, 5, 1), null));
      apply(new Command.Place("jane", SYMBOL, OrderTerms.limit(Side.BUY, 5, 1), null));
    }
  }

  @Test
  void whatTheEngineDidIsInTheHistoryWhenItCloses() {
    Projector<MarketEvent> projector = MarketHistoryFeed.project(memory, MANY);
    Driven driven = new Driven(projector);
    driven.trade();
    driven.trade();

    projector.close();

    assertThat(memory.trades(SYMBOL, Long.MAX_VALUE, 10)).hasSize(2);
    assertThat(memory.fills(JOHNS)).hasSize(2);
    assertThat(memory.orders(JOHNS))
        .extracting(OrderState::status)
        .containsExactly(OrderStatus.FILLED, OrderStatus.FILLED);
    assertThat(memory.sequence()).isEqualTo(7);
    assertThat(projector.storedSequence()).isEqualTo(7);
    assertThat(projector.backlog()).isZero();
  }

  @Test
  void whatTheHistoryHasAlreadyIsNotStoredAgain() {
    memory.store(new Batch(5, List.of(), List.of(), List.of(), List.of()));
    Projector<MarketEvent> projector = MarketHistoryFeed.project(memory, MANY);
    Driven driven = new Driven(projector);
    driven.trade();
    driven.trade();

    projector.close();

    assertThat(memory.trades(SYMBOL, Long.MAX_VALUE, 10)).extracting(Trade::id).containsExactly(2L);
  }
}
