package dev.carillon.wire.socket;

/** What the WebSocket half of the wire counts, since the start. */
public enum WebSocketCount {
  OPENED,
  /** Of {@link #OPENED}: those that agreed on permessage-deflate. */
  OPENED_WITH_DEFLATE,
  MESSAGES_IN,
  /** Payloads of messages, after inflating. */
  BYTES_IN,
  PINGS_IN,
  /** Pings answered by the pong of a later one. */
  PONGS_SPARED,
  /** Data frames, each once for every connection it was written to. */
  FRAMES_OUT,
  /** Of data frames, as written: headers included, compressed where it was. */
  BYTES_OUT,
  /** Connections that ended because their reader could not keep up. */
  SLOW_CONSUMERS,
  /** Connections that ended because the client broke a rule of the protocol. */
  PROTOCOL_ERRORS,
  /** Connections that ended because of a bug of ours. */
  CRASHES
}
