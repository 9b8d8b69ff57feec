package dev.carillon.chat;

import dev.carillon.chat.model.ChatReader;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.MessageRange;
import dev.carillon.chat.model.Page;
import java.util.List;

/** Reads one more than was asked for, which tells whether there is more. */
final class Pages {
  private Pages() {}

  /** A part of a list of messages, oldest first whatever its direction. */
  static Page<Message> read(ChatReader reader, MessageRange.Kind kind, String ofId, Paging paging) {
    MessageRange.Direction direction =
        paging.newer() ? MessageRange.Direction.NEWER : MessageRange.Direction.OLDER;
    Page<Message> page =
        cut(
            reader.messages(
                new MessageRange(kind, ofId, paging.anchorId(), direction, paging.limit() + 1)),
            paging.limit());
    return paging.newer() ? page : new Page<>(page.items().reversed(), page.hasMore());
  }

  static <T> Page<T> cut(List<T> found, int limit) {
    return new Page<>(found.subList(0, Math.min(limit, found.size())), found.size() > limit);
  }
}
