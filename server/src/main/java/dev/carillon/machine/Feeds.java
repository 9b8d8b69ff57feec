package dev.carillon.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells all feeds of one command after the other. What the machine does meanwhile is kept until the
 * answer is given. The machine's thread.
 *
 * <p>A feed that throws has a bug, which is logged; neither the machine nor another feed suffers.
 *
 * @param <F> the machine's kind of feed
 * @param <V> what can be read of the state
 */
public final class Feeds<F extends Feed<V>, V> {
  private static final Logger LOG = LoggerFactory.getLogger(Feeds.class);

  private final List<F> feeds;
  private final List<Consumer<? super F>> happened = new ArrayList<>();

  /** Feeds are told in this order. */
  public Feeds(List<? extends F> feeds) {
    this.feeds = List.copyOf(feeds);
  }

  /** Keeps something that happens, to be told when the command is answered. */
  public void happened(Consumer<? super F> event) {
    happened.add(event);
  }

  /** What follows belongs to this command. */
  void begin(long sequence, long timeMillis) {
    feeds.forEach(feed -> guarded(() -> feed.begin(sequence, timeMillis)));
  }

  /** Tells what has happened since {@link #begin}, in its order. */
  void tell() {
    for (Consumer<? super F> event : happened) {
      feeds.forEach(feed -> guarded(() -> event.accept(feed)));
    }
    happened.clear();
  }

  void batchDone(V view, long nowMillis) {
    feeds.forEach(feed -> guarded(() -> feed.batchDone(view, nowMillis)));
  }

  /** The machine does nothing any more. What its last command did is not told: it is not done. */
  void stopped() {
    happened.clear();
    feeds.forEach(feed -> guarded(feed::stopped));
  }

  /** When the first feed wants {@link #onTimer}, in milliseconds since 1970. */
  long nextTimerMillis() {
    long next = Long.MAX_VALUE;
    for (F feed : feeds) {
      next = Math.min(next, feed.nextTimerMillis());
    }
    return next;
  }

  /** Calls the feeds whose time has come. */
  void onTimer(V view, long nowMillis) {
    for (F feed : feeds) {
      if (feed.nextTimerMillis() <= nowMillis) {
        guarded(() -> feed.onTimer(view, nowMillis));
      }
    }
  }

  private static void guarded(Runnable told) {
    try {
      told.run();
    } catch (RuntimeException bug) {
      LOG.error("A feed failed; what it was told is lost for it", bug);
    }
  }
}
