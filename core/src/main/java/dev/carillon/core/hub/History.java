package dev.carillon.core.hub;

import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Offset;
import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicPattern;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of the topics whose rule says so, in memory. Any thread.
 *
 * <p>It never answers with a part of what was asked for: an event that was dropped, for age, for
 * its topic's size or for the memory of all, leaves its sequence behind, and whoever asks from
 * before that sequence hears that the history does not reach so far.
 */
public final class History {
  /** What an event costs beside its bytes, roughly: objects, references, the ring's slot. */
  private static final int EVENT_OVERHEAD_BYTES = 256;

  private static final int RING_OVERHEAD_BYTES = 256;

  private final List<HistoryRule> rules;
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * Least recently written to first: what came after an offset is found from the end, without a
   * look at the topics that were quiet since.
   */
  private final LinkedHashMap<Topic, Ring> rings = new LinkedHashMap<>();

  private long bytes;

  /** The newest sequence that went with a topic dropped as a whole. */
  private long forgotten;

  private static final class Ring {
    private final HistoryRule rule;
    private final ArrayDeque<Event> events = new ArrayDeque<>(4);
    private long dropped;
    private long newest;

    Ring(HistoryRule rule) {
      this.rule = rule;
    }
  }

  /**
   * @param rules the first that matches a topic decides; none: nothing of it is kept
   * @param maxBytes about how much all topics together may take
   */
  public History(List<HistoryRule> rules, long maxBytes) {
    this.rules = List.copyOf(rules);
    this.maxBytes = maxBytes;
  }

  /** Whether events of {@code topic} are kept, and so get an offset. */
  public boolean keeps(Topic topic) {
    return ruleOf(topic) != null;
  }

  /** Appends a logged event. Called in the order of sequences. */
  void append(Event event) {
    Topic topic = event.publication().topic();
    lock.lock();
    try {
      Ring ring = rings.get(topic);
      if (ring == null) {
        HistoryRule rule = ruleOf(topic);
        if (rule == null) {
          return;
        }
        ring = new Ring(rule);
        bytes += RING_OVERHEAD_BYTES;
      }
      rings.putLast(topic, ring);
      ring.newest = event.sequence();
      ring.events.addLast(event);
      bytes += sizeOf(event);
      trim(ring, event.publication().timestampMillis());
      dropOld(event.publication().timestampMillis());
    } finally {
      lock.unlock();
    }
  }

  /** Forgets everything: what was kept does not reach to what comes, which is after a place. */
  void beginAfter(Offset place) {
    lock.lock();
    try {
      rings.clear();
      bytes = 0;
      forgotten = place.sequence();
    } finally {
      lock.unlock();
    }
  }

  /**
   * All events of the pattern's topics after {@code since}, in their order.
   *
   * @param head the newest offset of the log; {@code since} of another epoch is not answered
   * @param max how many to give at the most
   * @return empty when they are not all here, or more than {@code max}
   */
  public Optional<List<Event>> after(
      TopicPattern pattern, Offset since, Offset head, int max, long nowMillis) {
    if (since.epoch() != head.epoch() || since.sequence() > head.sequence()) {
      return Optional.empty();
    }
    List<Event> found = new ArrayList<>();
    lock.lock();
    try {
      if (since.sequence() < forgotten) {
        return Optional.empty();
      }
      for (Ring ring : ringsOf(pattern, since.sequence(), max)) {
        trim(ring, nowMillis);
        collect(ring, since.sequence(), found);
        if (since.sequence() < ring.dropped || found.size() > max) {
          return Optional.empty();
        }
      }
    } finally {
      lock.unlock();
    }
    found.sort(Comparator.comparingLong(Event::sequence));
    return Optional.of(found);
  }

  /**
   * The newest events of one topic, newest first.
   *
   * @param before only events older than this; null: from the newest
   * @param max how many to give at the most
   * @param readable asked for each event whether the reader may see it
   */
  public List<Event> newest(
      Topic topic, @Nullable Offset before, int max, long nowMillis, Predicate<Event> readable) {
    List<Event> found = new ArrayList<>();
    lock.lock();
    try {
      Ring ring = rings.get(topic);
      if (ring == null) {
        return found;
      }
      trim(ring, nowMillis);
      for (Iterator<Event> events = ring.events.descendingIterator();
          events.hasNext() && found.size() < max; ) {
        Event event = events.next();
        if ((before == null || event.sequence() < before.sequence()) && readable.test(event)) {
          found.add(event);
        }
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  /** About how much memory the kept events take. */
  public long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable HistoryRule ruleOf(Topic topic) {
    for (HistoryRule rule : rules) {
      if (rule.pattern().matches(topic)) {
        return rule;
      }
    }
    return null;
  }

  /**
   * The pattern's topics that were written to after {@code since}; a few too many when they are
   * more than {@code max}. Many clients that come back at once must not each walk all topics: a
   * name is looked up, and for a wildcard only topics that were written to are walked.
   */
  private List<Ring> ringsOf(TopicPattern pattern, long since, int max) {
    if (!pattern.isWildcard()) {
      Ring ring = rings.get(Topic.of(pattern.space(), pattern.text()));
      return ring == null ? List.of() : List.of(ring);
    }
    List<Ring> found = new ArrayList<>();
    for (Map.Entry<Topic, Ring> entry : rings.sequencedEntrySet().reversed()) {
      if (entry.getValue().newest <= since || found.size() > max) {
        break;
      }
      if (pattern.matches(entry.getKey())) {
        found.add(entry.getValue());
      }
    }
    return found;
  }

  private static void collect(Ring ring, long since, List<Event> into) {
    for (Iterator<Event> events = ring.events.descendingIterator(); events.hasNext(); ) {
      Event event = events.next();
      if (event.sequence() <= since) {
        return;
      }
      into.add(event);
    }
  }

  private void trim(Ring ring, long nowMillis) {
    long oldest = nowMillis - ring.rule.ttlMillis();
    for (Event first = ring.events.peekFirst();
        first != null
            && (ring.events.size() > ring.rule.size()
                || first.publication().timestampMillis() < oldest);
        first = ring.events.peekFirst()) {
      ring.dropped = first.sequence();
      bytes -= sizeOf(first);
      ring.events.removeFirst();
    }
  }

  /** Drops whole topics: those nothing was written to for their time, and for want of memory. */
  private void dropOld(long nowMillis) {
    Iterator<Ring> eldest = rings.values().iterator();
    while (rings.size() > 1) {
      Ring ring = eldest.next();
      Event last = ring.events.peekLast();
      boolean expired =
          last == null || last.publication().timestampMillis() < nowMillis - ring.rule.ttlMillis();
      if (bytes <= maxBytes && !expired) {
        return;
      }
      eldest.remove();
      bytes -= RING_OVERHEAD_BYTES;
      forgotten = Math.max(forgotten, ring.dropped);
      for (Event event : ring.events) {
        forgotten = Math.max(forgotten, event.sequence());
        bytes -= sizeOf(event);
      }
    }
  }

  private static long sizeOf(Event event) {
    int metadata =
        event.publication().metadata() == null ? 0 : event.publication().metadata().sizeBytes();
    return (long) EVENT_OVERHEAD_BYTES + event.publication().data().sizeBytes() + metadata;
  }
}
