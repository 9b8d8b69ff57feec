package dev.carillon.api.chat;

import dev.carillon.chat.model.ChatEvent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the events of each channel in the order of their numbers, each once, whichever node
 * committed them. Any thread.
 *
 * <p>An event that comes before its predecessor waits for it: the other node may have committed a
 * moment earlier and its note still be under way. What does not come in time, and what may have
 * been lost, is read from the store, which has the truth.
 */
final class ChannelOrder {
  private static final Logger LOG = LoggerFactory.getLogger(ChannelOrder.class);

  private static final long RETRY_MILLIS = 1_000;
  private static final int READ_AT_ONCE = 500;

  private final Truth truth;
  private final Executor blocking;
  private final Teller teller;
  private final long patienceMillis;
  private final ConcurrentMap<String, ChannelLine> lines = new ConcurrentHashMap<>();

  /** Channels whose events may not all have come. */
  private final Set<String> doubtful = ConcurrentHashMap.newKeySet();

  private final AtomicLong doubts = new AtomicLong();
  private final AtomicBoolean reading = new AtomicBoolean();
  private volatile long nextReadMillis;

  /** What is committed. Blocks. */
  interface Truth {
    /** The kept events after a number, oldest first. */
    List<ChatEvent> events(String channelId, long afterSeq, int limit);

    /** The number of the channel's last event; 0: there is none. */
    long lastSeq(String channelId);
  }

  /** Hears of events, each once. */
  interface Teller {
    /**
     * The next event of its channel; those of one channel come one at a time.
     *
     * @param exceptSession the actor's, if it wants no echo; else 0
     */
    void tell(ChatEvent event, long exceptSession);

    /** An event from before anybody here was in its channel: only others need hear of it. */
    void tellLate(ChatEvent event);

    /** The store has forgotten events that were not told: who is in the channel begins anew. */
    void lost(String channelId);
  }

  /**
   * Nothing was told yet.
   *
   * @param blocking runs what may block
   * @param patience so long an event waits for its predecessor before the store is asked
   */
  ChannelOrder(Truth truth, Executor blocking, Teller teller, Duration patience) {
    this.truth = truth;
    this.blocking = blocking;
    this.teller = teller;
    this.patienceMillis = patience.toMillis();
  }

  /** Takes a committed event: tells it, and what waited for it, or keeps it until its turn. */
  void accept(ChatEvent event, long exceptSession, long nowMillis) {
    if (!line(event.channelId()).accept(event, exceptSession, nowMillis)) {
      doubtful.add(event.channelId());
    }
  }

  /** Up to which number the channel's events have been told, as far as is known here; or -1. */
  long last(String channelId) {
    ChannelLine line = lines.get(channelId);
    return line == null ? -1 : line.last();
  }

  /**
   * Returns once all events of the channel up to a number have been told, or need not be because
   * nobody here was in it. Blocks, not for long.
   *
   * @param seq of an event that was seen in the store
   */
  void await(String channelId, long seq) {
    if (!line(channelId).await(seq, patienceMillis)) {
      read(channelId);
    }
  }

  /** How often {@link #doubt} was called. */
  long doubts() {
    return doubts.get();
  }

  /** Looks up a channel's events if there was a doubt since there were so many. */
  void recheck(String channelId, long since) {
    if (doubts.get() != since) {
      doubtful.add(channelId);
      nextReadMillis = 0;
    }
  }

  /**
   * Notes of other nodes may have been lost: the events of some channels are to be looked up.
   *
   * @param channelIds asked for once the doubt is counted: who comes later sees that by the count
   */
  void doubt(Supplier<List<String>> channelIds) {
    doubts.incrementAndGet();
    doubtful.addAll(channelIds.get());
    nextReadMillis = 0;
  }

  /** Looks up what has not come in time. To be called several times a second. */
  void tick(long nowMillis) {
    if (doubtful.isEmpty() || nowMillis < nextReadMillis || !reading.compareAndSet(false, true)) {
      return;
    }
    nextReadMillis = nowMillis + RETRY_MILLIS;
    try {
      blocking.execute(() -> {
        try {
          readDoubtful(nowMillis);
        } finally {
          reading.set(false);
        }
      });
    } catch (RejectedExecutionException _) {
      reading.set(false);
    }
  }

  private void readDoubtful(long nowMillis) {
    for (String channelId : List.copyOf(doubtful)) {
      ChannelLine line = line(channelId);
      if (line.waitsSince() + patienceMillis > nowMillis) {
        nextReadMillis = 0;
        continue;
      }
      // Before it is read: a doubt that comes meanwhile is another one.
      doubtful.remove(channelId);
      try {
        read(channelId);
      } catch (RuntimeException e) {
        LOG.warn(
            "The events of channel {} can't be read; trying again: {}", channelId, e.toString());
        doubtful.add(channelId);
      }
    }
  }

  /** Tells what the store has behind the last event that was told. */
  private void read(String channelId) {
    ChannelLine line = line(channelId);
    long before;
    do {
      before = line.last();
      if (before >= 0) {
        readAfter(before, channelId, line);
      }
    } while (line.last() > before && (line.isWaiting() || line.last() - before >= READ_AT_ONCE));
  }

  private void readAfter(long last, String channelId, ChannelLine line) {
    List<ChatEvent> events = truth.events(channelId, last, READ_AT_ONCE);
    long lastSeq = events.isEmpty() ? truth.lastSeq(channelId) : last;
    if (lastSeq > last) {
      // Committed between the two looks, or forgotten: it was there before this one.
      events = truth.events(channelId, last, READ_AT_ONCE);
    }
    // Events are forgotten by their time.
    long begin = events.isEmpty() ? lastSeq : events.getFirst().seq() - 1;
    if (begin > last && line.skipTo(begin)) {
      teller.lost(channelId);
    }
    events.forEach(event -> line.accept(event, 0, 0));
  }

  private ChannelLine line(String channelId) {
    return lines.computeIfAbsent(channelId, _ -> new ChannelLine(teller));
  }
}
