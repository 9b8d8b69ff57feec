package dev.carillon.protocol.phoenix;

import dev.carillon.core.session.CloseReason;

/**
 * What an API does with whole sockets, before and beside their channels. All calls are on event
 * loops and must not block.
 *
 * @param <A> what it notes about a socket
 */
@FunctionalInterface
public interface UserSocket<A> {

  /** Decides on a connect. */
  Connect<A> connect(ConnectRequest request);

  /** The socket is open; nothing was received yet. */
  default void onOpen(A assigns, PhoenixSocket socket) {}

  /** Called about twice a second, for deadlines. */
  default void onTick(A assigns, PhoenixSocket socket, long nowMillis) {}

  /** As {@link Channel#nextTickMillis()}, for {@link #onTick} of this socket. */
  default long nextTickMillis(A assigns) {
    return 0;
  }

  /** The socket is gone: the last call, after its channels have ended. */
  default void onEnd(A assigns, PhoenixSocket socket, CloseReason reason) {}
}
