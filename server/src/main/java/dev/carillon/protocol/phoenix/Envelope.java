package dev.carillon.protocol.phoenix;

import dev.carillon.core.bus.Payload;

/**
 * A message that came in.
 *
 * @param address its references and topic, to be echoed
 * @param topic its topic; empty when that is not a string
 */
record Envelope(Address address, String topic, String event, Content content) {
  static final String JOIN = "phx_join";
  static final String LEAVE = "phx_leave";

  boolean isJoin() {
    return event.equals(JOIN);
  }

  boolean isLeave() {
    return event.equals(LEAVE);
  }

  /** For answers that belong to no channel. */
  Address withoutChannel() {
    return new Address(null, address.ref(), address.topic());
  }

  /** About how much memory it takes while it waits. */
  int sizeBytes() {
    Payload ref = address.ref();
    return 128 + topic.length() + event.length() + content.sizeBytes() + (ref == null ? 0 : 64);
  }
}
