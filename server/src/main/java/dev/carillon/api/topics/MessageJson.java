package dev.carillon.api.topics;

import dev.carillon.json.IsoTime;
import dev.carillon.json.JsonWriter;
import dev.carillon.messages.Message;
import dev.carillon.messages.Target;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Stored messages as JSON. */
final class MessageJson {
  private static final String NO_ATTACHMENTS = "[]";

  private MessageJson() {}

  /**
   * As REST answers it: {@code {"id","userId","recipientId" or "channelId","content","attachments",
   * "metadata","createdAt","updatedAt"}}.
   */
  static void stored(JsonWriter json, Message message) {
    write(json, message, true);
  }

  /**
   * The {@code data} of its broadcast: as in the document, attachments only when there are some.
   */
  static void broadcast(JsonWriter json, Message message) {
    write(json, message, false);
  }

  /** What remains to be said of a message that is gone. */
  static void deleted(JsonWriter json, Message message, long nowMillis) {
    beginWithTarget(json, message);
    json.field("deletedAt", IsoTime.text(nowMillis)).endObject();
  }

  private static void write(JsonWriter json, Message message, boolean alwaysAttachments) {
    beginWithTarget(json, message);
    json.field("content", message.body().content());
    String attachments = message.body().attachments();
    if (alwaysAttachments || !attachments.equals(NO_ATTACHMENTS)) {
      raw(json, "attachments", attachments);
    }
    raw(json, "metadata", message.body().metadata());
    json.field("createdAt", IsoTime.text(message.createdAtMillis()))
        .field("updatedAt", IsoTime.text(message.updatedAtMillis()))
        .endObject();
  }

  private static void beginWithTarget(JsonWriter json, Message message) {
    json.beginObject().field("id", message.id()).field("userId", message.userId());
    switch (message.target()) {
      case Target.Everyone() -> {}
      case Target.OneUser(String recipientId) -> json.field("recipientId", recipientId);
      case Target.Channel(String channelId) -> json.field("channelId", channelId);
    }
  }

  private static void raw(JsonWriter json, String name, @Nullable String value) {
    if (value != null) {
      json.name(name).raw(value.getBytes(StandardCharsets.UTF_8));
    }
  }
}
