package dev.carillon.engine;

import dev.carillon.market.EngineListener;
import dev.carillon.market.EngineView;
import dev.carillon.market.book.Side;
import dev.carillon.market.model.MarketEvent;
import dev.carillon.market.model.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells all feeds of one command after the other. What the engine does meanwhile is kept until the
 * answer is given. Engine's thread.
 *
 * <p>A feed that throws has a bug, which is logged; neither the engine nor another feed suffers.
 */
final class Feeds implements EngineListener {
  private static final Logger LOG = LoggerFactory.getLogger(Feeds.class);

  private final List<EngineFeed> feeds;
  private final List<Consumer<EngineListener>> happened = new ArrayList<>();

  Feeds(List<EngineFeed> feeds) {
    this.feeds = List.copyOf(feeds);
  }

  @Override
  public void happened(MarketEvent event) {
    happened.add(feed -> feed.happened(event));
  }

  @Override
  public void levelChanged(Pair pair, Side side, long price, long shown) {
    happened.add(feed -> feed.levelChanged(pair, side, price, shown));
  }

  /** What follows belongs to this command. */
  void begin(long sequence, long timeMillis) {
    feeds.forEach(feed -> guarded(() -> feed.begin(sequence, timeMillis)));
  }

  /** Tells what has happened since {@link #begin}, in its order. */
  void tell() {
    for (Consumer<EngineListener> event : happened) {
      feeds.forEach(feed -> guarded(() -> event.accept(feed)));
    }
    happened.clear();
  }

  void batchDone(EngineView view, long nowMillis) {
    feeds.forEach(feed -> guarded(() -> feed.batchDone(view, nowMillis)));
  }

  /** When the first feed wants {@link #onTimer}, in milliseconds since 1970. */
  long nextTimerMillis() {
    long next = Long.MAX_VALUE;
    for (EngineFeed feed : feeds) {
      next = Math.min(next, feed.nextTimerMillis());
    }
    return next;
  }

  /** Calls the feeds whose time has come. */
  void onTimer(EngineView view, long nowMillis) {
    for (EngineFeed feed : feeds) {
      if (feed.nextTimerMillis() <= nowMillis) {
        guarded(() -> feed.onTimer(view, nowMillis));
      }
    }
  }

  private static void guarded(Runnable told) {
    try {
      told.run();
    } catch (RuntimeException bug) {
      LOG.error("A feed of the engine failed; what it was told is lost for it", bug);
    }
  }
}
