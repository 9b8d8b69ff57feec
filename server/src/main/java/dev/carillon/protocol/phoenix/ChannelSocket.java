package dev.carillon.protocol.phoenix;

import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.hub.Shard;
import dev.carillon.core.hub.Subscription;
import dev.carillon.core.topic.Topic;
import java.util.function.Consumer;

/**
 * A channel's way to its client. Any thread, but where a method says otherwise; once the channel
 * has ended nothing has an effect.
 *
 * <p>What is pushed or replied from another thread than the loop arrives in line with what that
 * thread publishes: reply, push, publish arrive at this client in this order. So does the end:
 * nothing that the thread publishes after {@link #close()} or {@link #crash} reaches this channel.
 */
public interface ChannelSocket {

  PhoenixSocket socket();

  /** The topic in the hub: its name is the Phoenix topic. */
  Topic topic();

  /** Whether the channel has not ended. */
  boolean isJoined();

  /**
   * Sends an event to this client alone.
   *
   * @param payload a JSON value, usually an object, never {@code null}: clients can't take that
   */
  void push(String event, Payload payload);

  /** Sends bytes; as base64 in a JSON string where the client's version has no binary frames. */
  void pushBinary(String event, byte[] data);

  /** Sends a broadcast that the channel missed, as its subscribers got it. */
  void push(Event missed);

  /** Options for everything, in the version this socket speaks. On the loop only. */
  Subscription.Options everything();

  /** Subscribes to the channel's own topic until the channel ends. On the loop only. */
  Subscription subscribe();

  /** Subscribes to any topic until the channel ends. On the loop only. */
  Subscription subscribe(Topic other, Subscription.Options options);

  /** As {@link Shard#recover}, until the channel ends. On the loop only. */
  Shard.Recovery recover(Topic from, Subscription.Options options, Offset since, long nowMillis);

  /** Ends a subscription before the channel ends. On the loop only. */
  void unsubscribe(Subscription subscription);

  /** Has {@code action} run on the loop when the channel ends, before {@link Channel#onEnd}. */
  void whenEnded(Consumer<Ending> action);

  /** Ends the channel in good order: the client gets {@code phx_close} and does not join again. */
  void close();

  /**
   * Ends the channel because its state is lost or has become invalid: the client gets {@code
   * phx_error} and joins again after a second.
   *
   * @param reason what a person reads
   */
  void crash(String reason);
}
