package dev.carillon.api.topics;

import dev.carillon.api.topics.ClientMessage.Auth;
import dev.carillon.api.topics.ClientMessage.Malformed;
import dev.carillon.api.topics.ClientMessage.Ping;
import dev.carillon.api.topics.ClientMessage.Publish;
import dev.carillon.api.topics.ClientMessage.Subscribe;
import dev.carillon.api.topics.ClientMessage.Unsubscribe;
import dev.carillon.core.bus.Payload;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the messages of one frame, one after the other, in one pass over its bytes. All fields of a
 * message are read before it is judged, so that the answer can carry its id.
 */
final class MessageReader {
  static final String DEFAULT_EVENT = "message.sent";

  private static final int MAX_ID_BYTES = 128;
  static final int MAX_EVENT_CHARS = 128;
  static final Set<String> SERVERS_KEYS = Set.of("senderId", "senderConnectionId");
  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "id",
          "token",
          "topic",
          "topics",
          "since",
          "presence",
          "eventType",
          "data",
          "metadata",
          "ack");

  private final JsonParser parser;
  private final byte[] bytes;
  private final int offset;

  private final List<String> seen = new ArrayList<>(8);
  private @Nullable String troubleField;
  private String troubleIssue = "";

  private @Nullable Payload id;
  private @Nullable String type;
  private @Nullable String token;
  private @Nullable List<String> topics;
  private @Nullable String since;
  private @Nullable String event;
  private @Nullable Payload data;
  private @Nullable Payload metadata;
  private boolean presence;
  private boolean echo;
  private boolean ack;

  /** Of the frame in {@code bytes} from {@code offset} on, which {@code parser} reads. */
  MessageReader(JsonParser parser, byte[] bytes, int offset) {
    this.parser = parser;
    this.bytes = bytes;
    this.offset = offset;
  }

  /** The message whose first token is the current one. */
  ClientMessage read() {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return new Malformed(null, "message", "must be a JSON object", true);
    }
    forget();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (!KNOWN.contains(name)) {
        parser.skipChildren();
        continue;
      }
      if (seen.contains(name)) {
        trouble(name, "given twice");
        continue;
      }
      seen.add(name);
      readField(name);
    }
    return message();
  }

  private void forget() {
    seen.clear();
    troubleField = null;
    id = null;
    type = null;
    token = null;
    topics = null;
    since = null;
    event = null;
    data = null;
    metadata = null;
    presence = false;
    echo = true;
    ack = false;
  }

  private void readField(String name) {
    if (name.equals("data")) {
      data = slice(name);
    } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
      switch (name) {
        case "type" -> type = string(name);
        case "id" -> id = readId();
        case "token" -> token = string(name);
        case "topic" -> addTopic();
        case "topics" -> addTopics();
        case "since" -> since = string(name);
        case "presence" -> presence = bool(name);
        case "eventType" -> event = readEvent();
        case "metadata" -> metadata = readMetadata();
        case "ack" -> ack = bool(name);
        default -> throw new AssertionError(name);
      }
    }
  }

  private ClientMessage message() {
    if (type == null) {
      return malformed("type", seen.contains("type") ? "must be a string" : "required");
    }
    return switch (type) {
      case "auth" -> token == null ? incomplete("token") : checked(new Auth(id, token));
      case "subscribe" ->
          topics == null
              ? incomplete("topic")
              : checked(new Subscribe(id, topics, since, presence));
      case "unsubscribe" ->
          topics == null ? incomplete("topic") : checked(new Unsubscribe(id, topics));
      case "message" -> publish();
      case "ping" -> checked(new Ping(id));
      default -> malformed("type", "unknown");
    };
  }

  private ClientMessage publish() {
    if (topics == null) {
      return incomplete("topic");
    }
    if (data == null) {
      return incomplete("data");
    }
    if (topics.size() > 1) {
      return malformed("topics", "a message has one topic");
    }
    String eventType = event == null ? DEFAULT_EVENT : event;
    return checked(new Publish(id, topics.getFirst(), eventType, data, metadata, echo, ack));
  }

  private ClientMessage checked(ClientMessage message) {
    return troubleField == null ? message : malformed(troubleField, troubleIssue);
  }

  /** A required field has no value: because it is missing, or because it is of another type. */
  private ClientMessage incomplete(String field) {
    return troubleField == null
        ? malformed(field, "required")
        : malformed(troubleField, troubleIssue);
  }

  private ClientMessage malformed(String field, String issue) {
    return new Malformed(id, field, issue, false);
  }

  private void addTopic() {
    String topic = string("topic");
    if (topics != null) {
      trouble("topic", "give topic or topics, not both");
    } else if (topic != null) {
      topics = List.of(topic);
    }
  }

  private void addTopics() {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      trouble("topics", "must be an array of strings");
      return;
    }
    List<String> names = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.VALUE_STRING) {
        names.add(parser.getString());
      } else {
        trouble("topics", "must be an array of strings");
      }
    }
    if (topics != null) {
      trouble("topics", "give topic or topics, not both");
    } else if (names.isEmpty()) {
      trouble("topics", "empty");
    } else {
      topics = names;
    }
  }

  private @Nullable String string(String field) {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return parser.getString();
    }
    trouble(field, "must be a string");
    return null;
  }

  private boolean bool(String field) {
    if (parser.currentToken() != JsonToken.VALUE_TRUE
        && parser.currentToken() != JsonToken.VALUE_FALSE) {
      trouble(field, "must be true or false");
      return false;
    }
    return parser.currentToken() == JsonToken.VALUE_TRUE;
  }

  private @Nullable String readEvent() {
    String text = string("eventType");
    if (text != null
        && (text.isEmpty() || text.length() > MAX_EVENT_CHARS || Surrogates.areLoneIn(text))) {
      trouble("eventType", "must have 1 to " + MAX_EVENT_CHARS + " characters");
    }
    return text;
  }

  private @Nullable Payload readId() {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
      trouble("id", "must be a string or a number");
      return null;
    }
    Payload raw = slice("id");
    if (raw.sizeBytes() > MAX_ID_BYTES) {
      trouble("id", "must be at most " + MAX_ID_BYTES + " bytes");
      return null;
    }
    return raw;
  }

  /** Keeps the members as they stand, but for those whose keys are the server's. */
  private @Nullable Payload readMetadata() {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      trouble("metadata", "must be an object");
      return null;
    }
    ByteArrayOutputStream kept = new ByteArrayOutputStream(64);
    Set<String> names = new HashSet<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      int start = tokenStart();
      String name = parser.currentName();
      once(names, name, "metadata");
      JsonToken value = parser.nextToken();
      int end = valueEnd("metadata");
      if (name.equals("echo") && value == JsonToken.VALUE_FALSE) {
        echo = false;
      }
      if (!SERVERS_KEYS.contains(name)) {
        if (kept.size() > 0) {
          kept.write(',');
        }
        kept.write(bytes, start, end - start);
      }
    }
    if (kept.size() == 0) {
      return null;
    }
    byte[] members = kept.toByteArray();
    return checkedSlice("metadata", members, 0, members.length);
  }

  /** The current value as it stands in the frame. */
  private Payload slice(String field) {
    int start = tokenStart();
    return checkedSlice(field, bytes, start, valueEnd(field) - start);
  }

  private Payload checkedSlice(String field, byte[] source, int start, int length) {
    if (Surrogates.areLoneIn(source, start, start + length)) {
      trouble(field, "holds half of a surrogate pair");
    }
    return Payload.copyOf(source, start, length);
  }

  private int tokenStart() {
    return offset + (int) parser.currentTokenLocation().getByteOffset();
  }

  private int valueEnd(String field) {
    skip(field);
    parser.finishToken();
    return offset + (int) parser.currentLocation().getByteOffset();
  }

  /** Goes to the end of the current value. What is passed on is checked as what is read. */
  private void skip(String field) {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        skip(field);
      }
    } else if (parser.currentToken() == JsonToken.START_OBJECT) {
      Set<String> names = new HashSet<>();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        once(names, parser.currentName(), field);
        parser.nextToken();
        skip(field);
      }
    }
  }

  /** RFC 8259 section 4: readers do not agree on what a name that stands twice means. */
  private void once(Set<String> names, String name, String field) {
    if (!names.add(name)) {
      trouble(field, "a name stands twice in an object");
    }
  }

  private void trouble(String field, String issue) {
    parser.skipChildren();
    if (troubleField == null) {
      troubleField = field;
      troubleIssue = issue;
    }
  }
}
