package dev.carillon.protocol.phoenix;

import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Bytes that are published to a topic's channels, instead of JSON. */
public final class BinaryBroadcast {
  /** Tells the encoders: the data of these publications is no JSON. */
  private static final Payload MARK = Payload.of("{\"binary\":true}");

  private static final int MAX_NAME_BYTES = 255;

  private BinaryBroadcast() {}

  /**
   * A publication of bytes. Sockets of version 2 get a binary frame, others base64 in a JSON
   * string.
   *
   * @param exceptSession a socket that shall not get it, or 0
   * @throws IllegalArgumentException when the topic or event are over 255 bytes of UTF-8
   */
  public static Publication of(
      Topic topic, String event, byte[] data, long timestampMillis, long exceptSession) {
    requireShort("topic", topic.name());
    requireShort("event", event);
    Payload bytes = Payload.copyOf(data, 0, data.length);
    return new Publication(
        topic, event, bytes, MARK, timestampMillis, Set.of(), null, exceptSession);
  }

  static boolean is(Publication publication) {
    Payload metadata = publication.metadata();
    return metadata != null && metadata.equals(MARK);
  }

  private static void requireShort(String name, String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_NAME_BYTES) {
      throw new IllegalArgumentException(
          name + ": " + bytes + " bytes (expected: at most " + MAX_NAME_BYTES + ")");
    }
  }
}
