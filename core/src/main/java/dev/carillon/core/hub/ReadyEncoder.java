package dev.carillon.core.hub;

import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Payload;

/**
 * For APIs whose publications are complete messages already: the same bytes for all. Any thread.
 */
public final class ReadyEncoder implements Encoder {

  @Override
  public Frame encode(Event event) {
    return frame(event.publication().data());
  }

  /** A text frame of a complete message. */
  public static Frame frame(Payload message) {
    return Frame.text(message);
  }
}
