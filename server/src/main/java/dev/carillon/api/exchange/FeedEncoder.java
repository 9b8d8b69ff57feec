package dev.carillon.api.exchange;

import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.hub.Encoder;
import dev.carillon.core.hub.Frame;

/** What is published is a complete message already: the same bytes for all. Any thread. */
final class FeedEncoder implements Encoder {

  @Override
  public Frame encode(Event event) {
    return frame(event.publication().data());
  }

  static Frame frame(Payload message) {
    byte[] utf8 = new byte[message.sizeBytes()];
    message.copyTo(utf8, 0);
    return Frame.text(utf8, 0, utf8.length);
  }
}
