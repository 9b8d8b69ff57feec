package dev.carillon.core.hub;

import dev.carillon.core.bus.Bus;
import dev.carillon.core.bus.BusListener;
import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.bus.Receipt;
import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicPattern;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where all dialects publish and subscribe: one {@link Shard} per event loop behind one bus.
 *
 * <p>Publishing is for any thread; subscribing is the shard's, on its loop.
 */
public final class Hub {
  private final Bus bus;
  private final History history;
  private final Shard[] shards;

  private Hub(Bus bus, History history, Shard[] shards) {
    this.bus = bus;
    this.history = history;
    this.shards = shards;
  }

  /**
   * A hub over {@code loops}, which becomes the listener of {@code bus}.
   *
   * @param loops in the order of their {@link Loop#index()}
   */
  public static Hub over(
      List<? extends Loop> loops, Bus bus, History history, HubListener listener) {
    Shard[] shards = new Shard[loops.size()];
    for (int i = 0; i < shards.length; i++) {
      if (loops.get(i).index() != i) {
        throw new IllegalArgumentException(
            "loop at " + i + ": index " + loops.get(i).index() + " (expected: " + i + ")");
      }
      shards[i] = new Shard(loops.get(i), bus, history, listener);
    }
    Hub hub = new Hub(bus, history, shards);
    bus.listen(hub.new Heard());
    return hub;
  }

  /**
   * Publishes to all who are subscribed on any node. What one thread publishes arrives in that
   * order at each subscriber. Any thread; does not block.
   */
  public void publish(Publication publication) {
    publish(publication, Receipt.IGNORED);
  }

  /**
   * Publishes as {@link #publish(Publication)}.
   *
   * @param receipt told once what became of it, perhaps on another thread; must not block
   */
  public void publish(Publication publication, Consumer<Receipt> receipt) {
    bus.publish(publication, history.keeps(publication.topic()), receipt);
  }

  /**
   * Whether whoever subscribes to {@code pattern} now hears all that is published from now on,
   * wherever that is: before, nobody should be told that it is subscribed. Any thread; does not
   * block.
   *
   * @param then if not: run once when it may be so, on any thread; ask again
   */
  public boolean isOpen(TopicPattern pattern, Runnable then) {
    return bus.isOpen(pattern, then);
  }

  /** The shard of a loop. Any thread. */
  public Shard shard(Loop loop) {
    return shards[loop.index()];
  }

  /**
   * The newest events kept of one topic, newest first. Any thread.
   *
   * @param before only events older than this; null: from the newest
   */
  public List<Event> newest(
      Topic topic, @Nullable Offset before, int max, long nowMillis, Predicate<Event> readable) {
    return history.newest(topic, before, max, nowMillis, readable);
  }

  /** The newest offset given to what is kept: what is published from now on is after it. */
  public Offset head() {
    return bus.head();
  }

  /**
   * Lets the history first have whatever was published at any node before, as far as that can be
   * known, and for so long at most. Blocks.
   *
   * @return this
   */
  public Hub caughtUp(long limitMillis) {
    CountDownLatch newest = new CountDownLatch(1);
    bus.whenNewest(newest::countDown);
    try {
      boolean _ = newest.await(limitMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return this;
  }

  /** Whether the hub keeps a history of {@code topic}. Any thread. */
  public boolean keepsHistoryOf(Topic topic) {
    return history.keeps(topic);
  }

  /** How many events wait at the fullest shard. Any thread. */
  public int backlog() {
    int most = 0;
    for (Shard shard : shards) {
      most = Math.max(most, shard.backlog());
    }
    return most;
  }

  /**
   * From now on what this thread publishes and tells gathers until {@link #release}: the loops are
   * woken once for all of it. For a thread that tells much at a time; it must release soon. What
   * other threads publish wakes the loops as ever.
   */
  public void hold() {
    for (Shard shard : shards) {
      shard.hold();
    }
  }

  /** Ends {@link #hold}, by the same thread; harmless without it. */
  public void release() {
    for (Shard shard : shards) {
      shard.release();
    }
  }

  /** What the bus hands on. */
  private final class Heard implements BusListener {
    @Override
    public void onEvent(Event event) {
      if (event.offset() != null) {
        history.append(event);
      }
      for (Shard shard : shards) {
        shard.offer(event);
      }
    }

    @Override
    public void onKept(Event event) {
      history.append(event);
    }

    @Override
    public void onGap(Offset kept, Offset live) {
      history.beginAfter(kept);
      for (Shard shard : shards) {
        shard.gap(live);
      }
    }
  }
}
