package dev.carillon.storage.sql.chat;

import dev.carillon.storage.sql.IdBytes;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Deletes what has served its time, in steps that hold the writer up only briefly. */
final class ChatForgetting {
  private ChatForgetting() {}

  static int sends(ChatSql sql, long beforeMillis, int limit) {
    return sql.count(
        """
        DELETE FROM chat_sends WHERE (channel_id, user_id, message_key) IN
          (SELECT channel_id, user_id, message_key FROM chat_sends WHERE created_at < ?
            ORDER BY created_at LIMIT ?)\
        """,
        beforeMillis,
        limit);
  }

  static int events(ChatSql sql, long beforeMillis, int limit) {
    return sql.count(
        """
        DELETE FROM chat_events WHERE (channel_id, seq) IN
          (SELECT channel_id, seq FROM chat_events WHERE at < ? ORDER BY at LIMIT ?)\
        """,
        beforeMillis,
        limit);
  }

  /** A channel whose first kept event is too far behind its last one. */
  private record Excess(String channelId, long first, long lastToGo) {
    static Excess of(ResultSet row) throws SQLException {
      return new Excess(ChatRows.id(row, 1), row.getLong(2), row.getLong(3));
    }
  }

  /** Numbers have no gaps, so the numbers tell how many there are. */
  static int eventsBeyond(ChatSql sql, int kept, int limit) {
    int forgotten = 0;
    for (Excess excess :
        sql.all(
            """
            SELECT id, first_seq, last_seq - ? FROM
              (SELECT c.id, c.last_seq,
                  (SELECT MIN(e.seq) FROM chat_events e WHERE e.channel_id = c.id) AS first_seq
                FROM chat_channels c WHERE c.last_seq > ?) AS kept
            WHERE first_seq <= last_seq - ?\
            """,
            Excess::of,
            kept,
            kept,
            kept)) {
      forgotten +=
          sql.count(
              "DELETE FROM chat_events WHERE channel_id = ? AND seq <= ?",
              IdBytes.bytes(excess.channelId()),
              Math.min(excess.lastToGo(), excess.first() + limit - 1));
    }
    return forgotten;
  }
}
