package dev.carillon.api.topics;

import dev.carillon.api.topics.ClientMessage.Malformed;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads what clients send: a frame is one message, or an array of messages to be handled in order.
 * Stateless; any thread.
 *
 * <p>In {@code {"type":"subscribe","topic":"messages.user.123"}}, out a {@link
 * ClientMessage.Subscribe}. Nothing a client sends makes it throw: what can't be read is a {@link
 * Malformed}. Values that are passed on ({@code data}, {@code metadata}, {@code id}) are cut from
 * the bytes as they stand, not read and written again.
 */
final class TopicsCodec {
  /** Deeper than any sensible data, shallow enough for the readers it is passed on to. */
  static final int MAX_DEPTH = 128;

  static final int MAX_BATCH = 1_000;

  private final JsonFactory factory =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .build();

  /**
   * The messages of one frame in their order; not empty. A frame that is not JSON is one {@link
   * Malformed}, whatever stands before the mistake.
   */
  List<ClientMessage> decode(byte[] bytes, int offset, int length) {
    if (!isUtf8Json(bytes, offset, length)) {
      return broken("not JSON in UTF-8");
    }
    try (JsonParser parser =
        factory.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
      MessageReader reader = new MessageReader(parser, bytes, offset);
      List<ClientMessage> messages =
          parser.nextToken() == JsonToken.START_ARRAY
              ? readBatch(parser, reader)
              : List.of(reader.read());
      return parser.nextToken() == null ? messages : broken("something follows the JSON");
    } catch (JacksonException e) {
      long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
      return broken(at < 0 ? "not valid JSON" : "not valid JSON near byte " + at);
    }
  }

  private static List<ClientMessage> readBatch(JsonParser parser, MessageReader reader) {
    List<ClientMessage> messages = new ArrayList<>();
    boolean tooMany = false;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (messages.size() < MAX_BATCH) {
        messages.add(reader.read());
      } else {
        tooMany = true;
        parser.skipChildren();
      }
    }
    if (tooMany) {
      return broken("a batch of over " + MAX_BATCH + " messages");
    }
    return messages.isEmpty() ? broken("an empty batch") : messages;
  }

  private static List<ClientMessage> broken(String issue) {
    return List.of(new Malformed(null, "message", issue, true));
  }

  /** Jackson would also read UTF-16 and UTF-32, and skip a byte order mark; RFC 8259 does not. */
  private static boolean isUtf8Json(byte[] bytes, int offset, int length) {
    for (int i = 0; i < Math.min(4, length); i++) {
      int b = bytes[offset + i];
      if (b == 0 || (i == 0 && b < 0)) {
        return false;
      }
    }
    return length > 0;
  }
}
