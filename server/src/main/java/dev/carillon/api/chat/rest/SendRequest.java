package dev.carillon.api.chat.rest;

import dev.carillon.api.chat.SendBody;
import dev.carillon.chat.SendMessage;
import dev.carillon.chat.model.TempId;
import dev.carillon.http.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the request that sends a message: the body that a socket sends, and the {@code
 * Idempotency-Key}, which stands for a {@code temp_id} where there is none.
 */
final class SendRequest {
  private static final int MAX_KEY_CHARS = 255;

  private SendRequest() {}

  static SendMessage read(Call call, String channelId) {
    SendMessage command = SendBody.read(call.body(), channelId, call.userId());
    TempId key = ofKey(call);
    return key == null || command.tempId() != null
        ? command
        : new SendMessage(
            command.channelId(),
            command.userId(),
            command.content(),
            command.threadId(),
            command.broadcast(),
            command.attachments(),
            key);
  }

  private static @Nullable TempId ofKey(Call call) {
    Optional<String> key = call.request().header("Idempotency-Key");
    if (key.filter(text -> text.isBlank() || text.length() > MAX_KEY_CHARS).isPresent()) {
      throw Problem.badRequest(
          "Idempotency-Key", "must have 1 to " + MAX_KEY_CHARS + " characters");
    }
    return key.map(SendRequest::shortened).map(TempId::ofText).orElse(null);
  }

  private static String shortened(String key) {
    return key.length() <= TempId.MAX_CHARS
        ? key
        : UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
