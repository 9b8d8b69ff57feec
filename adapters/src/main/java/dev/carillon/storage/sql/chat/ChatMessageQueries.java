package dev.carillon.storage.sql.chat;

import static dev.carillon.storage.sql.IdBytes.bytes;

import dev.carillon.chat.model.Ids;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.MessageRange;
import dev.carillon.chat.model.MessageSearch;
import dev.carillon.chat.model.Reaction;
import dev.carillon.chat.model.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Messages with their authors and reactions. Pages walk an index from their anchor and stop at
 * their limit, so they cost the same however many messages there are.
 */
final class ChatMessageQueries {
  private static final String SELECT =
      "SELECT "
          + ChatRows.MESSAGE
          + " FROM chat_messages x JOIN chat_people p ON p.id = x.user_id ";
  private static final String LISTED = SELECT + "WHERE x.listed = 1 AND x.channel_id = ? AND x.id ";
  private static final String ALL =
      SELECT + "WHERE x.deleted_at IS NULL AND x.channel_id = ? AND x.id ";
  private static final String THREAD =
      SELECT + "WHERE x.deleted_at IS NULL AND x.thread_id = ? AND x.id ";
  private static final String OLDER = "< ? ORDER BY x.id DESC LIMIT ?";
  private static final String NEWER = "> ? ORDER BY x.id LIMIT ?";

  private final ChatSql sql;

  ChatMessageQueries(ChatSql sql) {
    this.sql = sql;
  }

  /** A row, and whether it is worth asking for its reactions. */
  private record Found(Message message, boolean hasReactions) {
    static Found of(ResultSet row) throws SQLException {
      return new Found(ChatRows.message(row), ChatRows.hasReactions(row));
    }
  }

  Optional<Message> byId(String messageId) {
    return sql.one(SELECT + "WHERE x.id = ?", Found::of, bytes(messageId)).map(this::complete);
  }

  List<Message> range(MessageRange range) {
    boolean older = range.direction() == MessageRange.Direction.OLDER;
    String select =
        switch (range.kind()) {
          case LISTED -> LISTED;
          case ALL -> ALL;
          case THREAD -> THREAD;
        };
    return complete(
        sql.all(
            select + (older ? OLDER : NEWER),
            Found::of,
            bytes(range.ofId()),
            bytes(anchor(range.anchorId(), older)),
            range.limit()));
  }

  private static String anchor(@Nullable String id, boolean older) {
    if (id != null) {
      return id;
    }
    return older ? Ids.LAST : Ids.NIL;
  }

  List<Message> pins(String channelId, int limit) {
    return complete(
        sql.all(
            SELECT
                + "WHERE x.channel_id = ? AND x.pinned_at IS NOT NULL"
                + " ORDER BY x.pinned_at DESC, x.id DESC LIMIT ?",
            Found::of,
            bytes(channelId),
            limit));
  }

  List<Message> search(MessageSearch search) {
    ChatSearch.Query query =
        new ChatSearch.Query(
            search.words(),
            end(search.beforeId()),
            search.reader().workspaceId(),
            search.reader().person().id(),
            search.reader().role() == Role.GUEST,
            search.channelId(),
            search.limit());
    return complete(sql.search(ChatRows.MESSAGE, query, Found::of));
  }

  private long end(@Nullable String beforeId) {
    return beforeId == null
        ? Long.MAX_VALUE
        : sql.one(
                "SELECT number FROM chat_messages WHERE id = ?",
                row -> row.getLong(1),
                bytes(beforeId))
            .orElse(0L);
  }

  private List<Message> complete(List<Found> found) {
    List<Message> messages = new ArrayList<>(found.size());
    for (Found each : found) {
      messages.add(complete(each));
    }
    return messages;
  }

  private Message complete(Found found) {
    return found.hasReactions()
        ? found.message().with(reactions(found.message().id()))
        : found.message();
  }

  private List<Reaction> reactions(String messageId) {
    return sql.all(
        "SELECT "
            + ChatRows.REACTION
            + " FROM chat_reactions r JOIN chat_people p ON p.id = r.user_id"
            + " WHERE r.message_id = ? ORDER BY r.id",
        ChatRows::reaction,
        bytes(messageId));
  }
}
