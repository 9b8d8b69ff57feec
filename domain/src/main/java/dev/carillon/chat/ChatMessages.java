package dev.carillon.chat;

import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.MessageEdit;
import java.util.List;
import java.util.function.Consumer;

/** Sending, editing, deleting and pinning. */
@SuppressWarnings("DoNotCallSuggester") // Until the bodies land.
public final class ChatMessages {

  /**
   * Sends a message or a reply. Done with the message as it is stored; already, when the same was
   * sent under the same temp id within 24 hours, with that first message as it is now.
   *
   * <p>Refused: NOT_FOUND (channel, or {@code threadId} unknown in it), FORBIDDEN (no member, or
   * read-only), ARCHIVED, DELETED (the root), TOO_FAST (slow mode), INVALID ("content",
   * "attachments").
   */
  public Outcome<Message> send(
      SendMessage command, long nowMillis, Consumer<? super Outcome<Message>> answered) {
    throw new UnsupportedOperationException();
  }

  /**
   * Replaces the text; already, when it is the same text.
   *
   * <p>Refused: NOT_FOUND, FORBIDDEN (another's), ARCHIVED, DELETED, EDIT_TIME_LIMIT, INVALID
   * ("content").
   */
  public Outcome<Message> edit(
      String userId,
      MessageRef ref,
      String content,
      long nowMillis,
      Consumer<? super Outcome<Message>> answered) {
    throw new UnsupportedOperationException();
  }

  /**
   * Deletes a message of one's own, or any as a moderator; already, when it is deleted. What is
   * left of it has no text and no attachments.
   *
   * <p>Refused: NOT_FOUND, FORBIDDEN, ARCHIVED.
   */
  public Outcome<Message> delete(
      String userId, MessageRef ref, long nowMillis, Consumer<? super Outcome<Message>> answered) {
    throw new UnsupportedOperationException();
  }

  /**
   * Pins (or unpins) a message; every member may. Refused: NOT_FOUND, FORBIDDEN, ARCHIVED, DELETED.
   */
  public Outcome<Message> pin(
      String userId,
      MessageRef ref,
      boolean pinned,
      long nowMillis,
      Consumer<? super Outcome<Message>> answered) {
    throw new UnsupportedOperationException();
  }

  /**
   * The former texts of a message, for its author and moderators. Refused: NOT_FOUND, FORBIDDEN.
   */
  public Outcome<List<MessageEdit>> edits(String userId, MessageRef ref) {
    throw new UnsupportedOperationException();
  }
}
