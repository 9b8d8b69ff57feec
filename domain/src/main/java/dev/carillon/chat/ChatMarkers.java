package dev.carillon.chat;

import dev.carillon.chat.model.ReadMark;
import dev.carillon.chat.model.Unread;
import java.util.List;
import java.util.function.Consumer;

/** Who has read up to where. */
@SuppressWarnings("DoNotCallSuggester") // Until the bodies land.
public final class ChatMarkers {

  /**
   * Marks a channel read up to a message; never moves back: already, when later ones were read.
   *
   * <p>Refused: NOT_FOUND (channel, or no such message in it), FORBIDDEN (no member).
   */
  public Outcome<ReadMark> markRead(
      String userId, MessageRef ref, long nowMillis, Consumer<? super Outcome<ReadMark>> answered) {
    throw new UnsupportedOperationException();
  }

  /** Marks a message and all after it unread. Refused: as {@link #markRead}. */
  public Outcome<ReadMark> markUnread(
      String userId, MessageRef ref, long nowMillis, Consumer<? super Outcome<ReadMark>> answered) {
    throw new UnsupportedOperationException();
  }

  /** What is unread in the channels of a workspace that one is a member of. Refused: NOT_FOUND. */
  public Outcome<List<Unread>> unread(String userId, String workspaceId) {
    throw new UnsupportedOperationException();
  }
}
