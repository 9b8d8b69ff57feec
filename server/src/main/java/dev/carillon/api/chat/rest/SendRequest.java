package dev.carillon.api.chat.rest;

import dev.carillon.api.chat.SendBody;
import dev.carillon.chat.SendMessage;
import dev.carillon.chat.model.TempId;
import dev.carillon.http.Problem;
import dev.carillon.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The request that sends a message: the body that a socket sends, and the {@code Idempotency-Key},
 * which stands for a {@code temp_id} too where there is none.
 *
 * @param key no other message may be sent with it; or null
 */
record SendRequest(SendMessage command, @Nullable String key) {
  private static final int MAX_KEY_CHARS = 255;

  static SendRequest read(Call call, String channelId) {
    return of(call.request(), SendBody.read(call.body(), channelId, call.userId()));
  }

  /** The command with the key of the request that it came by. */
  static SendRequest of(Request request, SendMessage command) {
    String key = key(request);
    return new SendRequest(
        key == null || command.tempId() != null
            ? command
            : new SendMessage(
                command.channelId(),
                command.userId(),
                command.content(),
                command.threadId(),
                command.broadcast(),
                command.attachments(),
                TempId.ofText(shortened(key))),
        key);
  }

  private static @Nullable String key(Request request) {
    Optional<String> key = request.header("Idempotency-Key");
    if (key.filter(text -> text.isBlank() || text.length() > MAX_KEY_CHARS).isPresent()) {
      throw Problem.badRequest(
          "Idempotency-Key", "must have 1 to " + MAX_KEY_CHARS + " characters");
    }
    return key.orElse(null);
  }

  private static String shortened(String key) {
    return key.length() <= TempId.MAX_CHARS
        ? key
        : UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
