package dev.carillon.engine;

import dev.carillon.machine.Follower;
import dev.carillon.market.EngineView;
import dev.carillon.market.book.Side;
import dev.carillon.market.history.Batch;
import dev.carillon.market.history.Batch.OwnFill;
import dev.carillon.market.history.Batch.PairCandle;
import dev.carillon.market.history.MarketHistory;
import dev.carillon.market.model.MarketEvent;
import dev.carillon.market.model.MarketEvent.BalancesChanged;
import dev.carillon.market.model.MarketEvent.CandleClosed;
import dev.carillon.market.model.MarketEvent.Filled;
import dev.carillon.market.model.MarketEvent.OrderChanged;
import dev.carillon.market.model.MarketEvent.PairChanged;
import dev.carillon.market.model.MarketEvent.Traded;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Trade;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what the engine does into the {@link MarketHistory}, on a thread of its own: what gathers
 * while one batch is stored is the next one.
 *
 * <p>Its feed's methods are the engine's thread's; the others are for any thread. What is stored
 * already, as after a start, is left out. Nothing is ever dropped: while the history can't be
 * written it is tried again, and the engine is to take no more commands when too much waits.
 */
public final class Projector implements EngineFeed, Follower, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Projector.class);
  private static final long RETRY_MILLIS = 500;
  private static final long CLOSE_MILLIS = 3_000;
  private static final long JOIN_MILLIS = 10_000;

  /** About how many events are stored at once. */
  private static final int STEP = 50_000;

  /** How long events gather while nobody asks for them: a commit costs more than many of them. */
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final MarketHistory history;
  private final int maxWaiting;
  private final ReentrantLock lock = new ReentrantLock();

  /** For those who wait for the history. */
  private final Condition advanced = lock.newCondition();

  /** For its thread. */
  private final Condition work = lock.newCondition();

  private final Thread thread;

  /** The engine thread's: what this batch of commands did so far. */
  private List<MarketEvent> gathering = new ArrayList<>();

  private long sequence;
  private boolean wanted;

  /** Under the lock, but the engine's thread alone writes the number. */
  private final Deque<Part> waiting = new ArrayDeque<>();

  private long waitingSequence;
  private long deadlineNanos = Long.MAX_VALUE;
  private boolean closed;

  /** Its thread has nothing to do. */
  private boolean idle;

  /** How many wait for the history. */
  private int asking;

  /** What some commands did, and the last one's number. */
  private record Part(long sequence, List<MarketEvent> events) {}

  private final AtomicInteger backlog = new AtomicInteger();

  private volatile long stored;

  /**
   * Starts its thread.
   *
   * @param maxWaiting how many events may wait before {@link #isBehind()}
   */
  public Projector(MarketHistory history, int maxWaiting) {
    this.history = history;
    this.maxWaiting = maxWaiting;
    stored = history.sequence();
    waitingSequence = stored;
    thread = Thread.ofPlatform().name("carillon-market-history").start(this::storeUntilClosed);
  }

  @Override
  public long storedSequence() {
    return stored;
  }

  @Override
  public boolean isBehind() {
    return backlog.get() > maxWaiting;
  }

  /** The journal's number of the last command that it was told of. On the engine's thread. */
  public long toldSequence() {
    return sequence;
  }

  /**
   * Waits until the history has a command. Blocks.
   *
   * @return false: it has not, after that time
   */
  public boolean awaitStored(long commandSequence, long millis) {
    lock.lock();
    try {
      asking++;
      work.signal();
      long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
      while (stored < commandSequence && nanos > 0) {
        nanos = advanced.awaitNanos(nanos);
      }
      return stored >= commandSequence;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      asking--;
      lock.unlock();
    }
  }

  /** How many events wait to be stored. */
  public int backlog() {
    return backlog.get();
  }

  @Override
  public void begin(long commandSequence, long timeMillis) {
    sequence = commandSequence;
    wanted = commandSequence > waitingSequence;
  }

  @Override
  public void happened(MarketEvent event) {
    if (!wanted) {
      return;
    }
    switch (event) {
      case OrderChanged _, Filled _, Traded _, CandleClosed _ -> gathering.add(event);
      case BalancesChanged _, PairChanged _ -> {
        // The engine itself is asked for balances and pairs.
      }
    }
  }

  @Override
  public void levelChanged(Pair pair, Side side, long price, long shown) {
    // Books are not history.
  }

  @Override
  public void batchDone(EngineView view, long nowMillis) {
    if (sequence <= waitingSequence) {
      return;
    }
    lock.lock();
    try {
      waiting.add(new Part(sequence, gathering));
      waitingSequence = sequence;
      backlog.addAndGet(gathering.size());
      if (idle || backlog.get() >= STEP) {
        work.signal();
      }
    } finally {
      lock.unlock();
    }
    gathering = new ArrayList<>();
  }

  @Override
  public long nextTimerMillis() {
    return Long.MAX_VALUE;
  }

  @Override
  public void onTimer(EngineView view, long nowMillis) {
    // It has none.
  }

  private void storeUntilClosed() {
    while (true) {
      Batch batch = take();
      if (batch == null) {
        return;
      }
      if (!store(batch)) {
        return;
      }
      tell(batch.sequence());
    }
  }

  /** Whoever waits for the history hears that it has come so far. */
  private void tell(long storedSequence) {
    lock.lock();
    try {
      stored = storedSequence;
      advanced.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What waits, up to a bound, so that the history moves on in steps; null: it is to end. */
  private @Nullable Batch take() {
    lock.lock();
    try {
      while (waiting.isEmpty()) {
        if (closed) {
          return null;
        }
        idle = true;
        work.awaitUninterruptibly();
        idle = false;
      }
      gather();
      if (closed && System.nanoTime() - deadlineNanos > 0) {
        return null;
      }
      List<MarketEvent> events = new ArrayList<>();
      long last = stored;
      while (!waiting.isEmpty() && events.size() < STEP) {
        Part part = waiting.remove();
        events.addAll(part.events());
        last = part.sequence();
      }
      backlog.addAndGet(-events.size());
      return batch(events, last);
    } finally {
      lock.unlock();
    }
  }

  /** Lets more events come, unless there are many or somebody waits for them. */
  private void gather() {
    long nanos = GATHER_NANOS;
    try {
      while (nanos > 0 && asking == 0 && !closed && backlog.get() < STEP) {
        nanos = work.awaitNanos(nanos);
      }
    } catch (InterruptedException _) {
      // Nobody interrupts this thread; what there is will do.
    }
  }

  private static Batch batch(List<MarketEvent> events, long sequence) {
    Map<Long, OrderState> orders = new LinkedHashMap<>();
    List<Trade> trades = new ArrayList<>();
    List<OwnFill> fills = new ArrayList<>();
    List<PairCandle> candles = new ArrayList<>();
    for (MarketEvent event : events) {
      switch (event) {
        case OrderChanged(var order, _) -> orders.put(order.id(), order);
        case Traded(var trade) -> trades.add(trade);
        case Filled(var fill, var number) -> fills.add(new OwnFill(fill, number));
        case CandleClosed(var pair, var candle) -> candles.add(new PairCandle(pair, candle));
        case BalancesChanged _, PairChanged _ -> throw new IllegalStateException("not gathered");
      }
    }
    return new Batch(sequence, List.copyOf(orders.values()), trades, fills, candles);
  }

  /** Tries until it is stored; false: it was closed before. */
  private boolean store(Batch batch) {
    boolean told = false;
    while (true) {
      try {
        history.store(batch);
        return true;
      } catch (RuntimeException e) {
        if (!told) {
          LOG.error("The market's history can't be written; trying again until it can", e);
          told = true;
        }
      }
      if (!pause()) {
        return false;
      }
    }
  }

  private boolean pause() {
    lock.lock();
    try {
      long nanos = TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
      while (!closed && nanos > 0) {
        nanos = work.awaitNanos(nanos);
      }
      return !closed;
    } catch (InterruptedException _) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Stores what waits and ends; blocks for some seconds at most. What is not stored by then is made
   * again by the next start. To be called when the engine has stopped.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
      work.signal();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
