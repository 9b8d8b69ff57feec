package dev.carillon.chat.model;

import org.jspecify.annotations.Nullable;

/**
 * One user's place in a thread, apart from the one in the channel.
 *
 * @param threadId its root
 * @param following whether the user wants to know of new replies
 * @param lastReadId the latest reply that was read; null: none. Moves forward only
 */
public record ThreadMark(
    String threadId, String userId, boolean following, @Nullable String lastReadId) {

  /** Of a user who has nothing to do with a thread yet. */
  public static ThreadMark none(String threadId, String userId) {
    return new ThreadMark(threadId, userId, false, null);
  }

  public ThreadMark following(boolean now) {
    return new ThreadMark(threadId, userId, now, lastReadId);
  }

  /** Having read up to a reply; an earlier one changes nothing. */
  public ThreadMark read(String replyId) {
    boolean isLater = lastReadId == null || lastReadId.compareTo(replyId) < 0;
    return new ThreadMark(threadId, userId, following, isLater ? replyId : lastReadId);
  }
}
