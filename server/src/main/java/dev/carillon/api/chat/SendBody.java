package dev.carillon.api.chat;

import dev.carillon.chat.SendMessage;
import dev.carillon.chat.SendMessage.Attached;
import dev.carillon.chat.model.TempId;
import dev.carillon.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a client wants to send.
 *
 * <pre>{@code
 * {"content":"Hello everyone!","temp_id":"temp_123456789","thread_id":null,
 *  "attachments":[{"id":"...","filename":"image.jpg","content_type":"image/jpeg","url":"https://..."}]}
 * }</pre>
 */
public final class SendBody {
  private SendBody() {}

  /**
   * The command; what is wrong with its text, the chat says.
   *
   * @throws dev.carillon.json.JsonException when a member is of another kind than expected
   */
  public static SendMessage read(JsonObject payload, String channelId, String userId) {
    return new SendMessage(
        channelId,
        userId,
        payload.optionalString("content").orElse(""),
        payload.optionalString("thread_id").orElse(null),
        payload.optionalBool("broadcast").orElse(false),
        payload.optionalObjects("attachments").orElse(List.of()).stream()
            .map(SendBody::attached)
            .toList(),
        tempId(payload));
  }

  /** Text or a number: given back as it came. */
  static @Nullable TempId tempId(JsonObject payload) {
    Optional<byte[]> raw = payload.raw("temp_id");
    if (raw.isEmpty() || !payload.has("temp_id")) {
      return null;
    }
    boolean isText = raw.get()[0] == '"';
    String text =
        isText
            ? payload.string("temp_id")
            : payload
                .optionalDecimal("temp_id")
                .map(_ -> new String(raw.get(), StandardCharsets.US_ASCII))
                .orElse("");
    if (text.length() > TempId.MAX_CHARS) {
      throw payload.mismatch("temp_id", "should be at most " + TempId.MAX_CHARS + " character(s)");
    }
    return new TempId(text, !isText);
  }

  /** Of a file of ours only the id is believed; what lies elsewhere is named by its address. */
  private static Attached attached(JsonObject attachment) {
    String id = attachment.optionalString("id").orElse("");
    Optional<String> url = attachment.optionalString("url");
    if (Door.isId(id.toLowerCase(Locale.ROOT)) || url.isEmpty()) {
      return new SendMessage.Stored(id);
    }
    return new SendMessage.External(
        url.get(),
        attachment.optionalString("filename").orElse(null),
        attachment.optionalString("content_type").orElse(null));
  }
}
