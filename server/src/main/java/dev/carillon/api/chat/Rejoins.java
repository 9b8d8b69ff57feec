package dev.carillon.api.chat;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who was joined to what when the connection was lost, and may come back for nothing: as many times
 * as connections were lost, within five minutes of the last of them. Any thread.
 */
final class Rejoins {
  static final Duration LIFE = Duration.ofMinutes(5);
  private static final int MAX_KEYS = 100_000;

  private final ReentrantLock lock = new ReentrantLock();

  /** Least recently lost first. */
  private final LinkedHashMap<Place, Lost> lost = new LinkedHashMap<>();

  private record Place(String userId, String topic) {}

  private record Lost(int count, long untilNanos) {}

  void lost(String userId, String topic, long nowNanos) {
    Place place = new Place(userId, topic);
    lock.lock();
    try {
      forget(nowNanos);
      Lost known = lost.get(place);
      int count = known == null ? 1 : known.count() + 1;
      lost.putLast(place, new Lost(count, nowNanos + LIFE.toNanos()));
    } finally {
      lock.unlock();
    }
  }

  /** Whether a join is such a return; it counts as returned then. */
  boolean take(String userId, String topic, long nowNanos) {
    Place place = new Place(userId, topic);
    lock.lock();
    try {
      forget(nowNanos);
      Lost known = lost.get(place);
      if (known == null) {
        return false;
      }
      if (known.count() == 1) {
        lost.remove(place);
      } else {
        lost.replace(place, new Lost(known.count() - 1, known.untilNanos()));
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void forget(long nowNanos) {
    Iterator<Lost> eldest = lost.values().iterator();
    while (eldest.hasNext()) {
      if (eldest.next().untilNanos() - nowNanos > 0 && lost.size() < MAX_KEYS) {
        return;
      }
      eldest.remove();
    }
  }
}
