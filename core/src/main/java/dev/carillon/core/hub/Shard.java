package dev.carillon.core.hub;

import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Offset;
import dev.carillon.core.topic.TopicPattern;
import java.util.List;

/** The subscriptions of one event loop. Confined to that loop. */
public final class Shard {

  /**
   * What {@link #recover} found.
   *
   * @param subscription is live already: send its acknowledgement, then {@code missed}
   * @param recovered whether {@code missed} is all that came after the given offset
   * @param missed in their order; empty unless recovered
   */
  public record Recovery(Subscription subscription, boolean recovered, List<Event> missed) {
    public Recovery {
      missed = List.copyOf(missed);
    }
  }

  /** Subscribes; what is published from now on is delivered from the loop's next turn on. */
  public Subscription subscribe(
      Subscriber subscriber, TopicPattern pattern, Subscription.Options options) {
    return new Subscription(subscriber, pattern, options, 0);
  }

  /**
   * Subscribes, and reads from the history what came after {@code since}, without gap or duplicate.
   */
  public Recovery recover(
      Subscriber subscriber, TopicPattern pattern, Subscription.Options options, Offset since) {
    return new Recovery(subscribe(subscriber, pattern, options), since.sequence() < 0, List.of());
  }

  /** Unsubscribes; nothing is delivered any more. */
  public void unsubscribe(Subscription subscription) {
    subscription.resync();
  }
}
