package dev.carillon.api.topics;

import dev.carillon.api.topics.Refusals.Words;
import dev.carillon.core.auth.Verification;
import dev.carillon.core.bus.Payload;
import dev.carillon.json.JsonWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The texts of this API that more than one of its classes says. */
final class Topics {
  static final String NAME_ISSUE =
      "must be 1 to 16 segments of A-Z a-z 0-9 _ : @ - joined by dots, at most 255 bytes";
  static final String PATTERN_ISSUE = NAME_ISSUE + "; * for one segment, ** only last";
  static final String WILDCARD_ISSUE = "a message goes to one topic, without wildcards";

  private static final int LONGEST_SHOWN = 255;

  private Topics() {}

  /** Details that name the topic. */
  static Consumer<JsonWriter> about(String topic) {
    return json -> json.field("topic", shown(topic));
  }

  /** Details of a topic that is none. */
  static Consumer<JsonWriter> badTopic(String topic, String issue) {
    return json -> json.field("field", "topic").field("issue", issue).field("topic", shown(topic));
  }

  /** Details of a wish for the presence of many topics at once. */
  static Consumer<JsonWriter> badPresence() {
    return json -> json.field("field", "presence").field("issue", "needs one topic, no wildcards");
  }

  static Words words(Verification.Reason reason) {
    return switch (reason) {
      case INVALID -> new Words(401, "Invalid token");
      case EXPIRED -> new Words(401, "Token expired");
      case REVOKED -> new Words(401, "Token revoked");
      case SUSPENDED -> new Words(403, "Account suspended");
      case UNAVAILABLE -> new Words(503, "Tokens can't be checked now, try again");
    };
  }

  /**
   * The server's part of a broadcast's metadata.
   *
   * @param connectionId null when the sender has none
   */
  static Payload sender(String userId, @Nullable String connectionId) {
    JsonWriter object = new JsonWriter(128).beginObject().field("senderId", userId);
    if (connectionId != null) {
      object.field("senderConnectionId", connectionId);
    }
    byte[] json = object.endObject().toBytes();
    return Payload.copyOf(json, 0, json.length);
  }

  /** A JSON string. */
  static byte[] quoted(String text) {
    return new JsonWriter(text.length() + 16).string(text).toBytes();
  }

  /** The client's members in front of the server's object. */
  static Payload join(Payload members, Payload object) {
    int size = members.sizeBytes();
    byte[] json = new byte[1 + size + object.sizeBytes()];
    object.copyTo(json, 1 + size);
    json[1 + size] = ',';
    members.copyTo(json, 1);
    json[0] = '{';
    return Payload.copyOf(json, 0, json.length);
  }

  private static String shown(String topic) {
    return topic.length() <= LONGEST_SHOWN ? topic : topic.substring(0, LONGEST_SHOWN);
  }
}
