package dev.carillon.api.exchange;

import dev.carillon.core.bus.Payload;
import dev.carillon.json.JsonObject;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a client may say. */
sealed interface ClientMessage {

  /** What may be asked for. */
  enum Method {
    SUBSCRIBE("subscribe"),
    UNSUBSCRIBE("unsubscribe"),
    LIST_SUBSCRIPTIONS("list_subscriptions"),
    AUTH("auth"),
    PING("ping"),
    STATUS("status"),
    ORDER_PLACE("order.place"),
    ORDER_AMEND("order.amend"),
    ORDER_CANCEL("order.cancel"),
    ORDER_CANCEL_ALL("order.cancel_all");

    private static final Map<String, Method> BY_WORD =
        Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Method::word, each -> each));

    private final String word;

    Method(String word) {
      this.word = word;
    }

    /** As it is called on the wire. */
    String word() {
      return word;
    }

    static Optional<Method> of(String word) {
      return Optional.ofNullable(BY_WORD.get(word));
    }
  }

  /**
   * {@code {"id":"sub_001","method":"subscribe","params":{"channel":"ticker"}}}.
   *
   * @param id the raw JSON scalar that the client wants to see in the answer, or null
   */
  record Request(@Nullable Payload id, Method method, JsonObject params) implements ClientMessage {
    /** Without the parameters: there may be a token among them. */
    @Override
    public String toString() {
      return "Request[" + method + "]";
    }
  }

  /** A JSON object that is no request; {@code issue} says why. */
  record Malformed(@Nullable Payload id, String issue) implements ClientMessage {}

  /** Not even a JSON object. */
  record Broken(String issue) implements ClientMessage {}
}
