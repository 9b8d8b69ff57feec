package dev.carillon.gate;

import java.util.Locale;

/** Why somebody was not let in: the bounded label of a metric. */
public enum TurnedAway {
  /** All connections this process may have are taken. */
  CONNECTIONS,
  /** Too many connections that have not asked for anything. */
  HALF_OPEN,
  /** Too many WebSockets of one address. */
  ADDRESS_SOCKETS,
  /** Too many WebSockets begun by one address in a minute. */
  ADDRESS_RATE,
  /** Too many WebSockets begun by all together. */
  RATE,
  /** The heap is nearly full. */
  HEAP,
  /** A page of an origin that is not allowed. */
  ORIGIN,
  /** No API speaks on this path. */
  PATH,
  /** The opening handshake breaks RFC 6455. */
  HANDSHAKE,
  /** The API itself said no. */
  DIALECT,
  /** The server is going down. */
  DRAINING;

  /** As metrics write it, such as {@code half_open}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
