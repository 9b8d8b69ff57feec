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

  /** Least recently used first. */
  private final Map<Topic, Ring> rings = new LinkedHashMap<>(16, 0.75f, true);

  private long bytes;

  /** The newest sequence that went with a topic dropped as a whole. */
  private long forgotten;

  private static final class Ring {
    private final HistoryRule rule;
    private final ArrayDeque<Event> events = new ArrayDeque<>(4);
    private long dropped;

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
        rings.put(topic, ring);
        bytes += RING_OVERHEAD_BYTES;
      }
      ring.events.addLast(event);
      bytes += sizeOf(event);
      trim(ring, event.publication().timestampMillis());
      dropOld(event.publication().timestampMillis());
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
      for (Ring ring : ringsOf(pattern)) {
        trim(ring, nowMillis);
        if (since.sequence() < ring.dropped) {
          return Optional.empty();
        }
        for (Event event : ring.events) {
          if (event.sequence() > since.sequence()) {
            found.add(event);
          }
        }
      }
    } finally {
      lock.unlock();
    }
    if (found.size() > max) {
      return Optional.empty();
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

  /** A name is looked up: many clients that come back at once must not each walk all topics. */
  private List<Ring> ringsOf(TopicPattern pattern) {
    if (!pattern.isWildcard()) {
      Ring ring = rings.get(Topic.of(pattern.space(), pattern.text()));
      return ring == null ? List.of() : List.of(ring);
    }
    List<Ring> found = new ArrayList<>();
    for (Map.Entry<Topic, Ring> entry : rings.entrySet()) {
      if (pattern.matches(entry.getKey())) {
        found.add(entry.getValue());
      }
    }
    return found;
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
