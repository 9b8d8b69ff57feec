package dev.carillon.api.chat;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BinaryOperator;

/**
 * What is remembered of lost connections, by their owner and the topic they were joined to: as many
 * times as connections were lost, for a while after the last of them. Any thread.
 *
 * @param <V> what is remembered; immutable
 */
final class Losses<V> {
  private static final int MAX_KEYS = 100_000;

  private final long lifeNanos;
  private final BinaryOperator<V> both;
  private final ReentrantLock lock = new ReentrantLock();

  /** Least recently lost first. */
  private final LinkedHashMap<Place, Lost<V>> lost = new LinkedHashMap<>();

  private record Place(String owner, String topic) {}

  private record Lost<V>(V what, int count, long untilNanos) {}

  /**
   * Nothing was lost yet.
   *
   * @param both what is remembered of two losses of one owner and topic
   */
  Losses(Duration life, BinaryOperator<V> both) {
    this.lifeNanos = life.toNanos();
    this.both = both;
  }

  void lost(String owner, String topic, V what, long nowNanos) {
    Place place = new Place(owner, topic);
    lock.lock();
    try {
      forget(nowNanos);
      Lost<V> known = lost.get(place);
      V all = known == null ? what : both.apply(known.what(), what);
      int count = known == null ? 1 : known.count() + 1;
      lost.putLast(place, new Lost<>(all, count, nowNanos + lifeNanos));
    } finally {
      lock.unlock();
    }
  }

  /** What is remembered, for a return that may come. */
  Optional<V> find(String owner, String topic, long nowNanos) {
    lock.lock();
    try {
      forget(nowNanos);
      return Optional.ofNullable(lost.get(new Place(owner, topic))).map(Lost::what);
    } finally {
      lock.unlock();
    }
  }

  /** What is remembered, for one of those who were lost; it counts as returned then. */
  Optional<V> take(String owner, String topic, long nowNanos) {
    Place place = new Place(owner, topic);
    lock.lock();
    try {
      forget(nowNanos);
      Lost<V> known = lost.get(place);
      if (known == null) {
        return Optional.empty();
      }
      if (known.count() == 1) {
        lost.remove(place);
      } else {
        lost.replace(place, new Lost<>(known.what(), known.count() - 1, known.untilNanos()));
      }
      return Optional.of(known.what());
    } finally {
      lock.unlock();
    }
  }

  private void forget(long nowNanos) {
    Iterator<Lost<V>> eldest = lost.values().iterator();
    while (eldest.hasNext()) {
      if (eldest.next().untilNanos() - nowNanos > 0 && lost.size() < MAX_KEYS) {
        return;
      }
      eldest.remove();
    }
  }
}
