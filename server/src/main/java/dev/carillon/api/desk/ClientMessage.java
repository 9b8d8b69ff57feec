package dev.carillon.api.desk;

import dev.carillon.core.bus.Payload;
import dev.carillon.json.JsonObject;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client may say. */
sealed interface ClientMessage {

  /** What may be asked for. */
  enum Type {
    SUBSCRIBE("subscribe"),
    UNSUBSCRIBE("unsubscribe"),
    PING("ping"),
    ORDER("order"),
    ALERT_ACTION("alert_action");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    /** As it is called on the wire. */
    String word() {
      return word;
    }

    static Optional<Type> of(String word) {
      return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }
  }

  /**
   * {@code {"type":"subscribe","channels":["trades"]}}.
   *
   * @param id the raw JSON scalar that the client wants to see in the answer, or null
   * @param json all of the message
   */
  record Request(@Nullable Payload id, Type type, JsonObject json) implements ClientMessage {}

  /** A JSON object that is no request; {@code issue} says why. */
  record Malformed(@Nullable Payload id, String issue) implements ClientMessage {}

  /** Not even a JSON object. */
  record Broken(String issue) implements ClientMessage {}
}
