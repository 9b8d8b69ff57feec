package dev.carillon.core.hub;

import dev.carillon.core.bus.Event;

/**
 * Turns an event into the bytes of one dialect and version. One instance serves all subscribers of
 * that dialect: the hub encodes once per instance and shares the frame.
 */
@FunctionalInterface
public interface Encoder {

  /** The complete frame for {@code event}. Called on any event loop; must not block. */
  Frame encode(Event event);
}
