package dev.carillon.storage.sql;

import dev.carillon.messages.Unpublished;
import java.sql.SQLException;
import java.util.List;

/** What was done to messages, until it is known to have reached the bus. */
final class MessageOutbox {
  private static final String INSERT =
      "INSERT INTO messages_outbox (message_id, kind, at, taken_at) VALUES (?, ?, ?, ?)"
          + " ON CONFLICT DO NOTHING";
  private static final String DELETE =
      "DELETE FROM messages_outbox WHERE message_id = ? AND kind = ? AND at = ?";

  /** Of nodes that ask at once each gets others: a row that was taken is not as old any more. */
  private static final String TAKE =
      "WITH taken AS (UPDATE messages_outbox SET taken_at = ? WHERE taken_at < ?"
          + " AND (message_id, kind, at) IN (SELECT message_id, kind, at FROM messages_outbox"
          + " WHERE taken_at < ? ORDER BY taken_at LIMIT ?) RETURNING message_id, kind, at) SELECT "
          + MessageRows.COLUMNS
          + ", kind, at FROM taken JOIN messages ON id = message_id ORDER BY at, seq";

  /**
   * What was changed again, or deleted, is told by whoever did that, or stands here for that: told
   * now it would be told with what came later, and that a second time.
   */
  private static final String OVERTAKEN =
      "DELETE FROM messages_outbox WHERE taken_at < ? AND kind <> 'DELETED' AND EXISTS"
          + " (SELECT 1 FROM messages WHERE id = message_id AND (deleted_at IS NOT NULL"
          + " OR (kind = 'UPDATED' AND updated_at <> at)))";

  private MessageOutbox() {}

  /** To be committed with the change itself. */
  static void insert(Sql sql, String messageId, Unpublished.Kind kind, long atMillis)
      throws SQLException {
    sql.later(INSERT, messageId, kind.name(), atMillis, atMillis);
  }

  static int delete(Sql sql, String messageId, Unpublished.Kind kind, long atMillis)
      throws SQLException {
    return sql.update(DELETE, messageId, kind.name(), atMillis);
  }

  static List<Unpublished> take(Sql sql, long beforeMillis, long nowMillis, int limit)
      throws SQLException {
    sql.later(OVERTAKEN, beforeMillis);
    return sql.all(
        TAKE,
        row ->
            new Unpublished(
                MessageRows.message(row),
                Unpublished.Kind.valueOf(row.getString(MessageRows.COUNT + 1)),
                row.getLong(MessageRows.COUNT + 2)),
        nowMillis,
        beforeMillis,
        beforeMillis,
        limit);
  }

  /** Those whose messages are forgotten, too. */
  static int forget(Sql sql, long beforeMillis) throws SQLException {
    return sql.update("DELETE FROM messages_outbox WHERE at < ?", beforeMillis);
  }
}
