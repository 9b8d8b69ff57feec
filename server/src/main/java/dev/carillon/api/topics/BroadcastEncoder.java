package dev.carillon.api.topics;

import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.hub.Encoder;
import dev.carillon.core.hub.Frame;
import dev.carillon.json.IsoTime;
import dev.carillon.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes the broadcast of a publication, the one frame that many connections share:
 *
 * <pre>{@code
 * {"type":"message","topic":"messages.user.123","eventType":"message.sent","data":{...},
 *  "metadata":{"senderId":"...","senderConnectionId":"..."},"timestamp":"...","offset":"..."}
 * }</pre>
 *
 * <p>Stateless; any thread. The size is known before the first byte is written, so the text is
 * written once, in place.
 */
final class BroadcastEncoder implements Encoder {
  private static final byte[] TOPIC = ascii("{\"type\":\"message\",\"topic\":");
  private static final byte[] SOURCE_TOPIC = ascii(",\"sourceTopic\":");
  private static final byte[] EVENT_TYPE = ascii(",\"eventType\":");
  private static final byte[] DATA = ascii(",\"data\":");
  private static final byte[] METADATA = ascii(",\"metadata\":");
  private static final byte[] NO_METADATA = ascii(",\"metadata\":{}");
  private static final byte[] TIMESTAMP = ascii(",\"timestamp\":\"");
  private static final byte[] OFFSET = ascii("\",\"offset\":\"");
  private static final byte[] END = ascii("\"}");
  private static final byte[] NOTHING = {};

  private final byte @Nullable [] pattern;

  private BroadcastEncoder(byte @Nullable [] pattern) {
    this.pattern = pattern;
  }

  /** The document's broadcast: {@code topic} is what was published to. */
  static BroadcastEncoder ofTopics() {
    return new BroadcastEncoder(null);
  }

  /** For clients that look for the pattern they subscribed to: {@code topic} is {@code pattern}. */
  static BroadcastEncoder ofPattern(String pattern) {
    return new BroadcastEncoder(quoted(pattern));
  }

  @Override
  public Frame encode(Event event) {
    Publication publication = event.publication();
    byte[] topic = quoted(publication.topic().name());
    byte[] eventType = quoted(publication.event());
    byte[] offset = event.offset() == null ? NOTHING : ascii(event.offset().toString());
    Payload metadata = publication.metadata();

    int size = TOPIC.length + topic.length + EVENT_TYPE.length + eventType.length;
    size += pattern == null ? 0 : pattern.length + SOURCE_TOPIC.length;
    size += DATA.length + publication.data().sizeBytes();
    size += metadata == null ? NO_METADATA.length : METADATA.length + metadata.sizeBytes();
    size += TIMESTAMP.length + IsoTime.BYTES + END.length;
    size += offset.length == 0 ? 0 : OFFSET.length + offset.length;

    byte[] json = new byte[size];
    int at = put(json, 0, TOPIC);
    if (pattern != null) {
      at = put(json, at, pattern);
      at = put(json, at, SOURCE_TOPIC);
    }
    at = put(json, at, topic);
    at = put(json, at, EVENT_TYPE);
    at = put(json, at, eventType);
    at = put(json, at, DATA);
    at = put(json, at, publication.data());
    if (metadata == null) {
      at = put(json, at, NO_METADATA);
    } else {
      at = put(json, at, METADATA);
      at = put(json, at, metadata);
    }
    at = put(json, at, TIMESTAMP);
    IsoTime.put(json, at, publication.timestampMillis());
    at += IsoTime.BYTES;
    if (offset.length > 0) {
      at = put(json, at, OFFSET);
      at = put(json, at, offset);
    }
    put(json, at, END);
    return Frame.text(json, 0, size);
  }

  private static int put(byte[] target, int at, byte[] source) {
    System.arraycopy(source, 0, target, at, source.length);
    return at + source.length;
  }

  private static int put(byte[] target, int at, Payload source) {
    source.copyTo(target, at);
    return at + source.sizeBytes();
  }

  /** A JSON string. Topics and most event types need no escapes. */
  private static byte[] quoted(String text) {
    int length = text.length();
    byte[] json = new byte[length + 2];
    json[0] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return new JsonWriter(length + 16).string(text).toBytes();
      }
      json[i + 1] = (byte) c;
    }
    json[length + 1] = '"';
    return json;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
