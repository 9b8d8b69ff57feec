package dev.carillon.storage.sql.chat;

import static dev.carillon.storage.sql.IdBytes.bytes;
import static dev.carillon.storage.sql.IdBytes.bytesOrNull;

import dev.carillon.chat.codec.ChatBytes;
import dev.carillon.chat.model.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes messages, and beside each whom it mentions. The search index is told. */
final class ChatMessageChanges {
  private static final String UPDATE_STATE =
      """
      UPDATE chat_messages SET edited_at = ?, deleted_at = ?, pinned_at = ?, reply_count = ?,
        last_reply_id = ?, thread_started = ?
      WHERE id = ?\
      """;

  private ChatMessageChanges() {}

  static void insert(ChatSql sql, Message message) {
    String threadId = message.threadId();
    ChatSearch.Column words = sql.words();
    List<@Nullable Object> values = new ArrayList<>();
    Collections.addAll(
        values,
        bytes(message.id()),
        bytes(message.channelId()),
        message.seq(),
        message.author().id(),
        bytesOrNull(threadId),
        message.place().broadcast(),
        message.place().isListed(),
        message.content(),
        attachments(message),
        mentions(message));
    if (words != null) {
      values.add(words.ofContent().apply(message.content()));
    }
    sql.update(insert(words), values.toArray());
    if (!message.state().equals(Message.State.NEW)) {
      updateState(sql, message.id(), message.state());
    }
    insertMentions(sql, message);
  }

  static void update(ChatSql sql, Message message) {
    deleteMentions(sql, message);
    ChatSearch.Column words = sql.words();
    List<@Nullable Object> values = new ArrayList<>();
    Collections.addAll(
        values,
        message.content(),
        attachments(message),
        mentions(message),
        message.place().isListed() && !message.isDeleted());
    if (words != null) {
      values.add(words.ofContent().apply(message.content()));
    }
    values.add(bytes(message.id()));
    sql.update(update(words), values.toArray());
    updateState(sql, message.id(), message.state());
    insertMentions(sql, message);
  }

  private static String insert(ChatSearch.@Nullable Column words) {
    return "INSERT INTO chat_messages (id, channel_id, seq, user_id, thread_id, broadcast, listed,"
        + " content, attachments, mentions, reply_count, thread_started"
        + (words == null ? "" : ", " + words.name())
        + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0"
        + (words == null ? ")" : ", " + words.parameter() + ")");
  }

  private static String update(ChatSearch.@Nullable Column words) {
    return "UPDATE chat_messages SET content = ?, attachments = ?, mentions = ?, listed = ?"
        + (words == null ? "" : ", " + words.name() + " = " + words.parameter())
        + " WHERE id = ?";
  }

  static void updateState(ChatSql sql, String messageId, Message.State state) {
    sql.update(
        UPDATE_STATE,
        state.editedAtMillis(),
        state.deletedAtMillis(),
        state.pinnedAtMillis(),
        state.replyCount(),
        bytesOrNull(state.lastReplyId()),
        state.threadStarted(),
        bytes(messageId));
  }

  private static byte @Nullable [] attachments(Message message) {
    return message.attachments().isEmpty() ? null : ChatBytes.of(message.attachments());
  }

  private static String mentions(Message message) {
    return String.join(" ", message.mentions());
  }

  /** Of the text that is stored still: the table knows them by user first. */
  private static void deleteMentions(ChatSql sql, Message message) {
    String old =
        sql.one(
                "SELECT mentions FROM chat_messages WHERE id = ?",
                row -> row.getString(1),
                bytes(message.id()))
            .orElse("");
    for (String userId : old.isEmpty() ? new String[0] : old.split(" ")) {
      sql.update(
          "DELETE FROM chat_mentions WHERE user_id = ? AND channel_id = ? AND message_id = ?",
          userId,
          bytes(message.channelId()),
          bytes(message.id()));
    }
  }

  private static void insertMentions(ChatSql sql, Message message) {
    if (!message.place().isListed() || message.isDeleted()) {
      return;
    }
    for (String userId : message.mentions()) {
      sql.update(
          "INSERT INTO chat_mentions (user_id, channel_id, message_id) VALUES (?, ?, ?)",
          userId,
          bytes(message.channelId()),
          bytes(message.id()));
    }
  }

  static void addReplies(
      ChatSql sql, String threadId, String userId, int difference, String replyId) {
    byte[] thread = bytes(threadId);
    sql.update(
        """
        INSERT INTO chat_repliers (thread_id, user_id, replies, first_reply_id)
        VALUES (?, ?, ?, ?)
        ON CONFLICT (thread_id, user_id) DO UPDATE
          SET replies = chat_repliers.replies + excluded.replies\
        """,
        thread,
        userId,
        difference,
        bytes(replyId));
    sql.update(
        "DELETE FROM chat_repliers WHERE thread_id = ? AND user_id = ? AND replies <= 0",
        thread,
        userId);
  }
}
