package dev.carillon.messages;

import org.jspecify.annotations.Nullable;

/**
 * Which messages to list.
 *
 * @param reader only what this user may see ({@link Message#isVisibleTo}); null: everything
 * @param channelId only of this channel, or null
 * @param otherUserId only direct messages between the reader and this user, or null; needs a reader
 * @param before only messages older than the one with this id, or null
 * @param limit at most so many, 1 to {@value #MAX_LIMIT}
 */
public record MessageQuery(
    @Nullable String reader,
    @Nullable String channelId,
    @Nullable String otherUserId,
    @Nullable String before,
    int limit) {
  public static final int MAX_LIMIT = 1_000;

  public MessageQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1.." + MAX_LIMIT + ")");
    }
    if (otherUserId != null && reader == null) {
      throw new IllegalArgumentException("reader: null (expected: a user beside otherUserId)");
    }
  }

  /** Whatever the user may see, newest first. */
  public static MessageQuery visibleTo(String reader, int limit) {
    return new MessageQuery(reader, null, null, null, limit);
  }

  /** The next page of the same list. */
  public MessageQuery before(String id) {
    return new MessageQuery(reader, channelId, otherUserId, id, limit);
  }
}
