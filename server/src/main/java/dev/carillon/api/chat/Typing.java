package dev.carillon.api.chat;

import dev.carillon.chat.model.Person;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who is typing where (chat.md row 35). Any thread.
 *
 * <p>Told on the edges alone: when a user begins on the first of his or her devices, and when he or
 * she has stopped on the last: said so, sent the message, left, was lost, or said nothing for
 * {@value #EXPIRY_MILLIS} ms.
 */
final class Typing {
  static final long EXPIRY_MILLIS = 10_000;

  private final Listener listener;

  /** Held while the listener hears, so that edges are told in their order. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<Place, Typist> typists = new LinkedHashMap<>();

  /** Hears of edges; must be quick and must not call back. */
  interface Listener {
    void began(String channelId, Person person);

    void stopped(String channelId, String userId);
  }

  private record Place(String channelId, String userId) {}

  private static final class Typist {
    private final Set<Long> sessions = new HashSet<>(1);
    private long untilMillis;
  }

  Typing(Listener listener) {
    this.listener = listener;
  }

  void start(String channelId, Person person, long session, long nowMillis) {
    Place place = new Place(channelId, person.id());
    lock.lock();
    try {
      Typist typist = typists.get(place);
      if (typist == null) {
        typist = new Typist();
        typists.put(place, typist);
        listener.began(channelId, person);
      }
      typist.sessions.add(session);
      typist.untilMillis = nowMillis + EXPIRY_MILLIS;
    } finally {
      lock.unlock();
    }
  }

  /** One device has stopped; the user has if it was the last. */
  void stop(String channelId, String userId, long session) {
    Place place = new Place(channelId, userId);
    lock.lock();
    try {
      Typist typist = typists.get(place);
      if (typist != null && typist.sessions.remove(session) && typist.sessions.isEmpty()) {
        end(place);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is being typed any more, on no device: it was said, or the user has left. */
  void clear(String channelId, String userId) {
    Place place = new Place(channelId, userId);
    lock.lock();
    try {
      if (typists.containsKey(place)) {
        end(place);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends what nobody has renewed in time. */
  void expire(long nowMillis) {
    lock.lock();
    try {
      List<Place> due =
          typists.entrySet().stream()
              .filter(entry -> entry.getValue().untilMillis <= nowMillis)
              .map(Map.Entry::getKey)
              .toList();
      due.forEach(place -> clear(place.channelId(), place.userId()));
    } finally {
      lock.unlock();
    }
  }

  /** How many users are typing somewhere. */
  int size() {
    lock.lock();
    try {
      return typists.size();
    } finally {
      lock.unlock();
    }
  }

  private void end(Place place) {
    typists.remove(place);
    listener.stopped(place.channelId(), place.userId());
  }
}
