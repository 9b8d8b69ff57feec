package dev.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.market.MatchingEngine;
import dev.carillon.market.book.Side;
import dev.carillon.market.data.Candle;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.market.history.Batch;
import dev.carillon.market.history.Batch.OwnFill;
import dev.carillon.market.history.MarketHistory;
import dev.carillon.market.history.MemoryMarketHistory;
import dev.carillon.market.history.Page;
import dev.carillon.market.history.Span;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.OrderStatus;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Pair.Fees;
import dev.carillon.market.model.Pair.Limits;
import dev.carillon.market.model.Pair.Scale;
import dev.carillon.market.model.Trade;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProjectorTest {
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
    private final Projector projector;
    private final MatchingEngine engine;
    private long sequence;

    Driven(Projector projector) {
      this.projector = projector;
      engine = new MatchingEngine(CandleGrid.EPOCH, projector);
      apply(new Command.DefinePair(PAIR));
      apply(new Command.Deposit("john", "BTC", 1_000_000, null));
      apply(new Command.Deposit("jane", "USDT", 1_000_000, null));
    }

    void apply(Command command) {
      sequence++;
      projector.begin(sequence, sequence);
      engine.apply(command, sequence);
      projector.batchDone(engine, sequence);
    }

    /** John sells to Jane: two orders, one trade, a fill for each. */
    void trade() {
      apply(new Command.Place("john", SYMBOL, OrderTerms.limit(Side.SELL, 5, 1), null));
      apply(new Command.Place("jane", SYMBOL, OrderTerms.limit(Side.BUY, 5, 1), null));
    }
  }

  @Test
  void whatTheEngineDidIsInTheHistoryWhenItCloses() {
    Projector projector = new Projector(memory, MANY);
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
    Projector projector = new Projector(memory, MANY);
    Driven driven = new Driven(projector);
    driven.trade();
    driven.trade();

    projector.close();

    assertThat(memory.trades(SYMBOL, Long.MAX_VALUE, 10)).extracting(Trade::id).containsExactly(2L);
  }

  @Test
  void itSaysWhenTooMuchWaitsAndLosesNothing() throws InterruptedException {
    Slow slow = new Slow(memory);
    Projector projector = new Projector(slow, 5);
    Driven driven = new Driven(projector);
    slow.entered.await();
    driven.trade();
    driven.trade();

    assertThat(projector.isBehind()).isTrue();
    assertThat(projector.backlog()).isGreaterThan(5);

    slow.allowed.countDown();
    projector.close();
    assertThat(projector.isBehind()).isFalse();
    assertThat(memory.trades(SYMBOL, Long.MAX_VALUE, 10)).hasSize(2);
  }

  @Test
  void eventsOfAMomentAreStoredTogether() {
    Counting counting = new Counting(memory);
    Projector projector = new Projector(counting, MANY);
    Driven driven = new Driven(projector);
    for (int i = 0; i < 100; i++) {
      driven.trade();
    }
    projector.close();

    assertThat(memory.trades(SYMBOL, Long.MAX_VALUE, 1_000)).hasSize(100);
    assertThat(counting.stores.get()).isLessThan(100);
  }

  @Test
  void aHistoryThatCannotBeWrittenIsTriedAgain() throws InterruptedException {
    Failing failing = new Failing(memory);
    Projector projector = new Projector(failing, MANY);
    new Driven(projector).trade();

    assertThat(failing.done.await(10, TimeUnit.SECONDS)).isTrue();
    projector.close();

    assertThat(memory.trades(SYMBOL, Long.MAX_VALUE, 10)).hasSize(1);
  }

  @Test
  void whoeverWaitsIsToldWhenItIsStored() {
    Slow slow = new Slow(memory);
    Projector projector = new Projector(slow, MANY);
    Driven driven = new Driven(projector);
    driven.trade();

    assertThat(projector.toldSequence()).isEqualTo(5);
    assertThat(projector.awaitStored(5, 1)).isFalse();
    slow.allowed.countDown();
    assertThat(projector.awaitStored(5, 10_000)).isTrue();
    assertThat(memory.trades(SYMBOL, Long.MAX_VALUE, 10)).hasSize(1);
    projector.close();
  }

  /** Stores nothing until it is allowed to. */
  private static final class Slow extends Passing {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch allowed = new CountDownLatch(1);

    Slow(MarketHistory history) {
      super(history);
    }

    @Override
    public void store(Batch batch) {
      entered.countDown();
      try {
        allowed.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      super.store(batch);
    }
  }

  /** Counts the steps. */
  private static final class Counting extends Passing {
    final AtomicInteger stores = new AtomicInteger();

    Counting(MarketHistory history) {
      super(history);
    }

    @Override
    public void store(Batch batch) {
      stores.incrementAndGet();
      super.store(batch);
    }
  }

  /** Fails once. */
  private static final class Failing extends Passing {
    final CountDownLatch done = new CountDownLatch(1);
    private final AtomicInteger attempts = new AtomicInteger();

    Failing(MarketHistory history) {
      super(history);
    }

    @Override
    public void store(Batch batch) {
      if (attempts.incrementAndGet() == 1) {
        throw new IllegalStateException("the disk is full");
      }
      super.store(batch);
      done.countDown();
    }
  }

  /** Another history, as it is. */
  private static class Passing implements MarketHistory {
    private final MarketHistory history;

    Passing(MarketHistory history) {
      this.history = history;
    }

    @Override
    public long sequence() {
      return history.sequence();
    }

    @Override
    public void store(Batch batch) {
      history.store(batch);
    }

    @Override
    public void clear() {
      history.clear();
    }

    @Override
    public Optional<OrderState> order(String owner, long id) {
      return history.order(owner, id);
    }

    @Override
    public List<OrderState> orders(Page page) {
      return history.orders(page);
    }

    @Override
    public List<OwnFill> fills(Page page) {
      return history.fills(page);
    }

    @Override
    public List<Trade> trades(String symbol, long before, int limit) {
      return history.trades(symbol, before, limit);
    }

    @Override
    public List<Candle> candles(Span span) {
      return history.candles(span);
    }

    @Override
    public int forget(long beforeMillis) {
      return history.forget(beforeMillis);
    }
  }
}
