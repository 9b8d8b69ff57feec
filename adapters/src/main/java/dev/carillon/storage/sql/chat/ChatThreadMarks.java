package dev.carillon.storage.sql.chat;

import static dev.carillon.storage.sql.IdBytes.bytes;
import static dev.carillon.storage.sql.IdBytes.bytesOrNone;
import static dev.carillon.storage.sql.IdBytes.bytesOrNull;

import dev.carillon.chat.model.ThreadMark;
import dev.carillon.chat.model.Unread;
import dev.carillon.storage.sql.IdBytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The users' places in threads. */
final class ChatThreadMarks {
  private static final String MARK = "t.thread_id, t.user_id, t.following, t.last_read_id";

  private ChatThreadMarks() {}

  static Optional<ThreadMark> find(ChatSql sql, String threadId, String userId) {
    return sql.one(
        "SELECT " + MARK + " FROM chat_thread_marks t WHERE t.user_id = ? AND t.thread_id = ?",
        ChatThreadMarks::mark,
        userId,
        bytes(threadId));
  }

  static int unread(ChatSql sql, ThreadMark mark) {
    return sql.one(
            """
            SELECT COUNT(*) FROM (SELECT 1 FROM chat_messages x
              WHERE x.thread_id = ? AND x.id > ? AND x.deleted_at IS NULL
                AND x.user_id <> ?
              ORDER BY x.id LIMIT ?)\
            """,
            row -> row.getInt(1),
            bytes(mark.threadId()),
            bytesOrNone(mark.lastReadId()),
            mark.userId(),
            Unread.MAX)
        .orElse(0);
  }

  static List<ThreadMark> followed(ChatSql sql, String workspaceId, String userId, int limit) {
    return sql.all(
        "SELECT "
            + MARK
            + " FROM chat_thread_marks t JOIN chat_messages x ON x.id = t.thread_id"
            + " JOIN chat_channels c ON c.id = x.channel_id"
            + " WHERE t.user_id = ? AND t.following = 1 AND c.workspace_id = ?"
            + " ORDER BY COALESCE(x.last_reply_id, '') DESC, t.thread_id DESC LIMIT ?",
        ChatThreadMarks::mark,
        userId,
        bytes(workspaceId),
        limit);
  }

  private static ThreadMark mark(ResultSet row) throws SQLException {
    return new ThreadMark(
        ChatRows.id(row, 1),
        row.getString(2),
        row.getBoolean(3),
        IdBytes.idOrNull(row.getBytes(4)));
  }

  static void put(ChatSql sql, ThreadMark mark) {
    sql.update(
        """
        INSERT INTO chat_thread_marks (user_id, thread_id, following, last_read_id)
        VALUES (?, ?, ?, ?)
        ON CONFLICT (user_id, thread_id) DO UPDATE SET following = excluded.following,
          last_read_id = excluded.last_read_id\
        """,
        mark.userId(),
        bytes(mark.threadId()),
        mark.following(),
        bytesOrNull(mark.lastReadId()));
  }
}
