package dev.carillon.protocol.phoenix;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One API's part in one socket.
 *
 * @param assigns what it noted at the connect
 */
record Assigned<A>(Channels<A> channels, A assigns) {

  boolean knows(String topic) {
    return channels.find(topic).isPresent();
  }

  /** The join of one of its topics; null when it has no such topic. */
  @Nullable PendingJoin<A> join(TopicSlot slot, Envelope message) {
    Optional<Channels.Route<A>> route = channels.find(message.topic());
    return route.map(found -> new PendingJoin<>(slot, message, this, found)).orElse(null);
  }
}
