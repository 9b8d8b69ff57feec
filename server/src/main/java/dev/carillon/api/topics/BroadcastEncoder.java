package dev.carillon.api.topics;

import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.hub.Encoder;
import dev.carillon.core.hub.Frame;
import dev.carillon.json.IsoTime;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes the broadcast of a publication, the one frame that many connections share:
 *
 * <pre>{@code
 * {"type":"message","topic":"messages.user.123","eventType":"message.sent","data":{...},
 *  "metadata":{"senderId":"...","senderConnectionId":"..."},"timestamp":"...","offset":"..."}
 * }</pre>
 *
 * <p>Stateless; any thread. Enough memory is taken before the first byte is written, so the text is
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

  /** More than all of these, the time and an offset take. */
  private static final int FIXED_BYTES = 192;

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
    Text text = write(event);
    return Frame.text(text.json, 0, text.size);
  }

  /** What {@link #encode} puts into its frame. */
  byte[] json(Event event) {
    Text text = write(event);
    return Arrays.copyOf(text.json, text.size);
  }

  private Text write(Event event) {
    Publication publication = event.publication();
    Payload metadata = publication.metadata();
    byte[] topic = quoted(publication.topic().name());
    byte[] eventType = quoted(publication.event());

    int size = FIXED_BYTES + topic.length + eventType.length + publication.data().sizeBytes();
    size += pattern == null ? 0 : pattern.length;
    size += metadata == null ? 0 : metadata.sizeBytes();
    Text text = new Text(size);
    text.put(TOPIC);
    if (pattern != null) {
      text.put(pattern).put(SOURCE_TOPIC);
    }
    text.put(topic).put(EVENT_TYPE).put(eventType).put(DATA).put(publication.data());
    if (metadata == null) {
      text.put(NO_METADATA);
    } else {
      text.put(METADATA).put(metadata);
    }
    text.put(TIMESTAMP).putTime(publication.timestampMillis());
    if (event.offset() != null) {
      text.put(OFFSET).put(ascii(event.offset().toString()));
    }
    return text.put(END);
  }

  /** JSON being written into an array that is large enough. */
  private static final class Text {
    private final byte[] json;
    private int size;

    Text(int capacity) {
      json = new byte[capacity];
    }

    Text put(byte[] source) {
      System.arraycopy(source, 0, json, size, source.length);
      size += source.length;
      return this;
    }

    Text put(Payload source) {
      source.copyTo(json, size);
      size += source.sizeBytes();
      return this;
    }

    void putTime(long millis) {
      IsoTime.put(json, size, millis);
      size += IsoTime.BYTES;
    }
  }

  /** A JSON string. Topics and most event types need no escapes. */
  private static byte[] quoted(String text) {
    int length = text.length();
    byte[] json = new byte[length + 2];
    json[0] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return Topics.quoted(text);
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
