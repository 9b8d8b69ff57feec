package dev.carillon.protocol.phoenix;

import dev.carillon.core.bus.Payload;
import dev.carillon.json.JsonObject;

/**
 * A client's wish to join a topic. To be answered once, on any thread; only the first answer
 * counts.
 *
 * @param <A> what the API noted about the socket
 */
public interface Join<A> {

  /** The Phoenix topic. */
  String topic();

  /** The client's payload; empty when it sent null or something else than an object. */
  JsonObject payload();

  /** What the API noted about the socket at its connect. */
  A assigns();

  PhoenixSocket socket();

  /** Whether an answer is still of use: not when the socket is gone, or it took too long. */
  boolean isWanted();

  /**
   * Accepts. On the socket's loop {@code opening} makes the channel, unless the join is not wanted
   * any more; then it is not called at all. The client gets the reply first, then what the opening
   * pushed, then what it subscribed to. If the opening throws, the join is refused.
   *
   * @param response the reply's response, a JSON value
   */
  void accept(Payload response, Opening opening);

  /**
   * Refuses.
   *
   * @param response the reply's response, a JSON object; see {@link Replies#reason}. Clients try
   *     again after 1, 2, 5, 10, 10, ... seconds, for ever
   */
  void refuse(Payload response);

  /** Makes the channel of an accepted join. */
  @FunctionalInterface
  interface Opening {

    /**
     * Subscribes, pushes what the client needs to begin with, and gives the channel. On the loop.
     */
    Channel open(ChannelSocket socket);
  }
}
