package dev.carillon.api.exchange;

import dev.carillon.engine.Engine;
import dev.carillon.engine.EngineFeed;
import dev.carillon.market.EngineListener;
import dev.carillon.market.EngineView;
import dev.carillon.market.MatchingEngine;
import dev.carillon.market.book.Side;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.MarketEvent;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The real matching engine behind a queue that a test works off by hand, in the order that {@link
 * Engine} and {@link EngineFeed} promise: the answer, then the events; books at the end of a batch.
 */
public final class FakeEngine implements Engine, EngineListener {
  private final EngineFeed feed;
  private final LongSupplier nowMillis;
  private final MatchingEngine engine;
  private final Queue<Runnable> queue = new ArrayDeque<>();
  private final List<Runnable> told = new ArrayList<>();
  private long sequence;
  private boolean busy;

  public FakeEngine(EngineFeed feed, LongSupplier nowMillis) {
    this.feed = feed;
    this.nowMillis = nowMillis;
    this.engine = new MatchingEngine(CandleGrid.EPOCH, this);
  }

  /** Whether so much waits that nothing more is taken. */
  public void setBusy(boolean busy) {
    this.busy = busy;
  }

  public EngineView view() {
    return engine;
  }

  @Override
  public void submit(Command command, Consumer<Answer> answer) {
    if (busy) {
      answer.accept(new Answer.Refused(Reason.BUSY, "too much waits", null));
    } else {
      queue.add(() -> apply(command, answer));
    }
  }

  @Override
  public boolean read(Consumer<EngineView> reader) {
    return !busy && queue.add(() -> reader.accept(engine));
  }

  private void apply(Command command, Consumer<Answer> answer) {
    sequence++;
    answer.accept(engine.apply(command, nowMillis.getAsLong()));
    feed.begin(sequence, engine.nowMillis());
    told.forEach(Runnable::run);
    told.clear();
  }

  /** Works off what waits, at most so much of it, as one batch. Whether there was anything. */
  public boolean runBatch(int most) {
    int done = 0;
    for (Runnable task = next(done, most); task != null; task = next(done, most)) {
      task.run();
      done++;
    }
    if (done > 0) {
      feed.batchDone(engine, nowMillis.getAsLong());
    }
    return done > 0;
  }

  private @Nullable Runnable next(int done, int most) {
    return done < most ? queue.poll() : null;
  }

  /** Does what time alone brings: candles and orders that end, and what the feed waits to tell. */
  public void passTime() {
    if (engine.nextDueMillis() <= nowMillis.getAsLong()) {
      apply(new Command.Advance(), _ -> {});
      feed.batchDone(engine, nowMillis.getAsLong());
    }
    if (feed.nextTimerMillis() <= nowMillis.getAsLong()) {
      feed.onTimer(engine, nowMillis.getAsLong());
    }
  }

  @Override
  public void happened(MarketEvent event) {
    told.add(() -> feed.happened(event));
  }

  @Override
  public void levelChanged(Pair pair, Side side, long price, long shown) {
    told.add(() -> feed.levelChanged(pair, side, price, shown));
  }
}
