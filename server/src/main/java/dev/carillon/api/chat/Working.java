package dev.carillon.api.chat;

import dev.carillon.chat.Outcome;
import dev.carillon.chat.Outcome.Refused;
import dev.carillon.chat.Reason;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.session.Refusal;
import dev.carillon.json.JsonException;
import dev.carillon.json.JsonObject;
import dev.carillon.json.JsonWriter;
import dev.carillon.protocol.phoenix.ChannelSocket;
import dev.carillon.protocol.phoenix.Push;
import dev.carillon.protocol.phoenix.Replies;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A push that is being worked on by a thread that may block, and how it is answered when it fails:
 * by its reply, and by the event that the document has for it. Any thread.
 */
final class Working {
  private static final Logger LOG = LoggerFactory.getLogger(Working.class);

  /** The failure of whatever has no event of its own: it says what has failed. */
  static final String ERROR = "error";

  /** What of a push its failure repeats, so that a client knows what it is about. */
  private static final List<String> NAMES =
      List.of("message_id", "reaction_id", "before_id", "channel_id");

  private final ChatApi api;
  private final Push push;
  private final ChannelSocket socket;
  private final @Nullable String failure;

  /**
   * @param failure the event that tells of it, or null
   */
  Working(ChatApi api, Push push, ChannelSocket socket, @Nullable String failure) {
    this.api = api;
    this.push = push;
    this.socket = socket;
    this.failure = failure;
  }

  /** Runs {@code work} on a thread that may block. */
  void run(Runnable work) {
    api.ports()
        .blocking()
        .execute(() -> {
          try {
            work.run();
          } catch (JsonException e) {
            invalid(e);
          } catch (RuntimeException e) {
            failed(e);
          }
        });
  }

  /** The payload is not what was expected. */
  void invalid(JsonException problem) {
    fail(Refusals.invalid(problem, about()));
  }

  /** It did not come to an end: the store has no room, or there is a bug. */
  void failed(RuntimeException failure) {
    if (failure instanceof RejectedExecutionException) {
      push.error(Refusals.of(Refusal.NOT_READY).payload());
    } else {
      LOG.error("{} to {} failed", push.event(), socket.topic(), failure);
      push.error(Refusals.of(Refusal.INTERNAL).payload());
    }
  }

  /** It is over a limit: that is told by the reply alone. */
  void tooMany(long retryAfterMillis) {
    push.error(Replies.rateLimited(retryAfterMillis));
  }

  /** The chat has refused it. */
  void refused(Outcome<?> outcome) {
    Refused<?> refused = (Refused<?>) outcome;
    if (refused.reason() == Reason.TOO_FAST) {
      tooMany(refused.retryAfterMillis());
    } else {
      fail(Refusals.payload(refused, about()));
    }
  }

  private void fail(Payload payload) {
    if (failure == null) {
      push.error(payload);
    } else {
      push.reply("error", payload, () -> socket.push(failure, payload));
    }
  }

  private Consumer<JsonWriter> about() {
    JsonObject payload = push.payload();
    return json -> {
      if (ERROR.equals(failure)) {
        json.field("event", push.event());
      }
      payload
          .raw("temp_id")
          .filter(raw -> raw[0] == '"' || Character.isDigit(raw[0]) || raw[0] == '-')
          .ifPresent(raw -> json.name("temp_id").raw(raw));
      for (String name : NAMES) {
        payload.raw(name).filter(raw -> raw[0] == '"').ifPresent(raw -> json.name(name).raw(raw));
      }
    };
  }
}
