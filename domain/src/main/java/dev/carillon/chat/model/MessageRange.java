package dev.carillon.chat.model;

import org.jspecify.annotations.Nullable;

/**
 * Which messages to read; deleted ones are never among them.
 *
 * @param ofId the channel's id, or of {@link Kind#THREAD} the root's
 * @param anchorId where the range begins; that message is not in it. Need not exist (any more).
 *     Null: at the end that the direction comes from
 * @param direction {@link Direction#OLDER} gives the newest first, {@link Direction#NEWER} the
 *     oldest first
 */
public record MessageRange(
    Kind kind, String ofId, @Nullable String anchorId, Direction direction, int limit) {

  /** What counts. */
  public enum Kind {
    /** What the channel itself shows: no replies, but for those that were broadcast. */
    LISTED,
    /** Of a channel, replies too. */
    ALL,
    /** The replies of one thread. */
    THREAD
  }

  /** Which way to go. */
  public enum Direction {
    OLDER,
    NEWER
  }

  /** The latest of a channel that are older than a message. */
  public static MessageRange before(String channelId, @Nullable String anchorId, int limit) {
    return new MessageRange(Kind.LISTED, channelId, anchorId, Direction.OLDER, limit);
  }
}
