package dev.carillon.chat;

import dev.carillon.chat.model.AuditEntry;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reading. Members of the workspace read its public channels, others and guests only their own. */
@SuppressWarnings("DoNotCallSuggester") // Until the bodies land.
public final class ChatHistory {

  /**
   * The channel as a member of it needs it on joining.
   *
   * @param messages how many of the latest, 0 to 100
   */
  public Outcome<ChannelSnapshot> snapshot(String userId, String channelId, int messages) {
    throw new UnsupportedOperationException();
  }

  /**
   * What happened after the event with a number. Refused: NOT_FOUND.
   *
   * @param limit 1 to 1,000
   */
  public Outcome<Missed> missed(String userId, String channelId, long afterSeq, int limit) {
    throw new UnsupportedOperationException();
  }

  /**
   * A part of the channel's messages, always oldest first. Refused: NOT_FOUND (channel, or the
   * anchor is of no message that ever was in it).
   *
   * @param replies whether those in threads are in it too
   */
  public Outcome<Page<Message>> messages(
      String userId, String channelId, Paging paging, boolean replies) {
    throw new UnsupportedOperationException();
  }

  /** One message; a deleted one too, without its text. Refused: NOT_FOUND. */
  public Outcome<Message> message(String userId, MessageRef ref) {
    throw new UnsupportedOperationException();
  }

  /** The pinned messages, latest first. Refused: NOT_FOUND. */
  public Outcome<List<Message>> pins(String userId, String channelId) {
    throw new UnsupportedOperationException();
  }

  /**
   * Messages that have all words of the text, latest first, in whatever the user may read. Refused:
   * NOT_FOUND (workspace), INVALID ("q").
   *
   * @param channelId only there, or null
   * @param paging older ones only
   */
  public Outcome<Page<Message>> search(
      String userId, String workspaceId, String text, @Nullable String channelId, Paging paging) {
    throw new UnsupportedOperationException();
  }

  /**
   * What moderators did, latest first, for the workspace's admins. Refused: NOT_FOUND, FORBIDDEN.
   */
  public Outcome<Page<AuditEntry>> audit(String userId, String workspaceId, Paging paging) {
    throw new UnsupportedOperationException();
  }
}
