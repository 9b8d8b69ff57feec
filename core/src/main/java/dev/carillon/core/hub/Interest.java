package dev.carillon.core.hub;

import dev.carillon.core.topic.Topic;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How many listen to each topic, so that nothing is made for nobody. Any thread: whoever wants to
 * hear raises it before asking where to begin, and lowers it at the end.
 */
public final class Interest {
  private final ConcurrentMap<Topic, Integer> listeners = new ConcurrentHashMap<>();

  /** One more listens. */
  public void raise(Topic topic) {
    listeners.merge(topic, 1, Integer::sum);
  }

  /** One who raised it does not listen any more. */
  public void lower(Topic topic) {
    listeners.compute(
        topic,
        (_, count) -> {
          if (count == null) {
            throw new IllegalStateException(topic + ": lowered more often than raised");
          }
          return count == 1 ? null : Integer.valueOf(count - 1);
        });
  }

  /** Whether anybody listens. */
  public boolean in(Topic topic) {
    return listeners.containsKey(topic);
  }

  /** Whether there is one listener and no other. */
  public boolean isOfOne(Topic topic) {
    return Integer.valueOf(1).equals(listeners.get(topic));
  }

  /** How many topics somebody listens to. */
  public int topics() {
    return listeners.size();
  }
}
