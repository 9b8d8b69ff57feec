package dev.carillon.protocol.phoenix;

import dev.carillon.core.bus.Payload;
import dev.carillon.json.JsonException;
import dev.carillon.json.JsonWriter;
import java.util.function.Consumer;

/** Payloads that replies are made of. */
public final class Replies {
  /** {@code {}}. */
  public static final Payload EMPTY = Payload.of("{}");

  /** Payloads are read as members of their messages. */
  private static final String PAYLOAD = "payload.";

  private Replies() {}

  /** {@code {"reason":"..."}}. */
  public static Payload reason(String reason) {
    return of(json -> json.beginObject().field("reason", reason).endObject());
  }

  /** {@code {"reason":"...","message":"..."}}: a word for programs and a sentence for people. */
  public static Payload reason(String reason, String message) {
    return of(
        json -> json.beginObject().field("reason", reason).field("message", message).endObject());
  }

  /** That the payload is not what was expected: {@code {"reason":"invalid","message":"..."}}. */
  public static Payload invalid(JsonException problem) {
    String field = problem.field().orElse("");
    String name = field.startsWith(PAYLOAD) ? field.substring(PAYLOAD.length()) : field;
    return reason("invalid", (name + ' ' + problem.getMessage()).strip());
  }

  /** That it was too much in too little time, and how long to wait: milliseconds, and in words. */
  public static Payload rateLimited(long retryAfterMillis) {
    long seconds = Math.max(1, Math.ceilDiv(retryAfterMillis, 1_000L));
    return of(json ->
        json.beginObject()
            .field("reason", "rate_limit_exceeded")
            .field("retry_after", retryAfterMillis)
            .field("message", "Too many requests. Retry after " + seconds + " seconds.")
            .endObject());
  }

  /** What {@code content} writes: exactly one JSON value. */
  public static Payload of(Consumer<JsonWriter> content) {
    JsonWriter json = new JsonWriter();
    content.accept(json);
    return json.give(Payload::copyOf);
  }
}
