package dev.carillon.protocol.phoenix;

import dev.carillon.core.session.CloseReason;

/** Why a channel ended. */
public sealed interface Ending {

  /** The client left the topic. */
  record Left() implements Ending {}

  /** The client joined the topic again on the same socket; the new join has not begun yet. */
  record Replaced() implements Ending {}

  /**
   * The socket is gone.
   *
   * @param reason 1006 when the connection was lost; 1000 or 1001 usually when the client went
   */
  record Disconnected(CloseReason reason) implements Ending {}

  /** The API closed it: {@link ChannelSocket#close()}. */
  record Closed() implements Ending {}

  /** The API gave it up: {@link ChannelSocket#crash}. */
  record Crashed() implements Ending {}
}
