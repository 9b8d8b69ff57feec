package dev.carillon.api.chat;

import dev.carillon.chat.Outcome;
import dev.carillon.chat.Reason;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.session.Refusal;
import dev.carillon.json.JsonException;
import dev.carillon.json.JsonWriter;
import dev.carillon.protocol.phoenix.Connect;
import dev.carillon.protocol.phoenix.Replies;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the Chat API calls each no: the {@code reason} that programs look at, and the {@code
 * message} for people. The words of the document are kept to the letter (chat.md row 6).
 */
final class Refusals {
  /** What the names of a payload's members begin with, as they are read from a message. */
  private static final String PAYLOAD = "payload.";

  /** How long a client that is over the limit of connections is asked to wait. */
  static final long CONNECTIONS_RETRY_MILLIS = 30_000;

  /** A join that is not allowed, or of something that does not exist: nobody can tell. */
  static final Words ACCESS_DENIED = new Words("Access denied", null);

  static final Words ARCHIVED = new Words("archived", "This channel takes no changes any more");

  private Refusals() {}

  /** A refusal in this API's words. */
  record Words(String reason, @Nullable String message) {

    /** {@code {"reason":"forbidden","message":"Insufficient permissions"}}. */
    Payload payload() {
      return message == null ? Replies.reason(reason) : Replies.reason(reason, message);
    }
  }

  static Words of(Refusal refusal) {
    return switch (refusal) {
      case UNAUTHENTICATED -> new Words("unauthorized", "Invalid or expired token");
      case FORBIDDEN -> new Words("forbidden", "Insufficient permissions");
      case UNKNOWN_TOPIC -> new Words("unmatched topic", null);
      case UNKNOWN_SYMBOL -> new Words("not_found", null);
      case MALFORMED -> new Words("invalid", null);
      case RATE_LIMITED, LIMIT_REACHED -> new Words("rate_limit_exceeded", "Too many requests.");
      case NOT_READY -> new Words("unavailable", "Try again later");
      case INTERNAL -> new Words("internal", null);
    };
  }

  static Words of(Reason reason) {
    return switch (reason) {
      case NOT_FOUND -> new Words("not_found", null);
      case FORBIDDEN -> of(Refusal.FORBIDDEN);
      case ACCESS_DENIED -> ACCESS_DENIED;
      case ARCHIVED -> ARCHIVED;
      case EDIT_TIME_LIMIT -> new Words("Edit time limit exceeded", null);
      case DELETED -> new Words("deleted", null);
      case TOO_MANY_REACTIONS -> new Words("too_many_reactions", null);
      case TOO_FAST -> of(Refusal.RATE_LIMITED);
      case NAME_TAKEN -> new Words("name_taken", null);
      case EXPIRED -> new Words("expired", null);
      case KEY_REUSED -> new Words("key_reused", null);
      case QUOTA_EXCEEDED -> new Words("quota_exceeded", null);
      case INVALID -> of(Refusal.MALFORMED);
    };
  }

  static Payload unauthorized() {
    return of(Refusal.UNAUTHENTICATED).payload();
  }

  /**
   * A connect that is refused, in the form of a reply: {@code
   * {"status":"error","response":{"reason":"unauthorized",...}}}.
   *
   * @param status other than 403 it comes with {@code Retry-After}: it may be otherwise later
   */
  static <A> Connect.Refused<A> atHandshake(int status, Payload response) {
    Payload body =
        Replies.of(json ->
            json.beginObject()
                .field("status", "error")
                .name("response")
                .raw(response.sizeBytes(), response::copyTo)
                .endObject());
    Map<String, String> headers =
        status == 403
            ? Map.of()
            : Map.of("Retry-After", Long.toString(CONNECTIONS_RETRY_MILLIS / 1_000));
    return new Connect.Refused<>(status, body.toString(), headers);
  }

  /** A payload that is not what was expected: {@code {"errors":{"limit":["must be a number"]}}}. */
  static Payload invalid(JsonException problem, Consumer<JsonWriter> about) {
    String path = problem.field().orElse(PAYLOAD);
    String field = path.startsWith(PAYLOAD) ? path.substring(PAYLOAD.length()) : path;
    Map<String, List<String>> errors = Map.of(field, List.of(String.valueOf(problem.getMessage())));
    return payload(new Outcome.Refused<>(Reason.INVALID, errors, 0), about);
  }

  /**
   * A refusal of the domain as a reply's response.
   *
   * @param about writes members that say what it is about, such as {@code temp_id}
   */
  static Payload payload(Outcome.Refused<?> refused, Consumer<JsonWriter> about) {
    if (refused.reason() == Reason.TOO_FAST) {
      return Replies.rateLimited(refused.retryAfterMillis());
    }
    Words words = of(refused.reason());
    return Replies.of(json -> {
      json.beginObject();
      about.accept(json);
      if (refused.reason() == Reason.INVALID) {
        ChatJson.errors(json.name("errors"), refused.errors());
      }
      json.field("reason", words.reason());
      if (words.message() != null) {
        json.field("message", words.message());
      }
      json.endObject();
    });
  }
}
