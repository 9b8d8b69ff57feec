package dev.carillon.storage.sql;

import dev.carillon.messages.Body;
import dev.carillon.messages.Message;
import dev.carillon.messages.MessageQuery;
import dev.carillon.messages.Target;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages as rows, and the queries that list them. Each walks indexes backwards from the page's
 * begin and stops at its limit, so a page costs the same however many messages there are.
 */
final class MessageRows {
  static final String COLUMNS =
      "id, user_id, recipient_id, channel_id, content, attachments, metadata, created_at,"
          + " updated_at";
  static final int COUNT = 9;

  private static final String PAGE =
      " AND deleted_at IS NULL AND seq < ? ORDER BY seq DESC LIMIT ?";
  private static final String SELECT = "SELECT " + COLUMNS + " FROM messages WHERE ";
  private static final String ALL = SELECT + "TRUE" + PAGE;
  private static final String OF_CHANNEL = SELECT + "channel_id = ?" + PAGE;
  private static final String BETWEEN =
      SELECT
          + "seq IN (SELECT * FROM (SELECT seq FROM messages WHERE recipient_id = ? AND user_id = ?"
          + PAGE
          + ") UNION SELECT * FROM (SELECT seq FROM messages WHERE recipient_id = ? AND user_id = ?"
          + PAGE
          + ")) ORDER BY seq DESC LIMIT ?";
  private static final String VISIBLE =
      SELECT
          + "seq IN (SELECT * FROM (SELECT seq FROM messages WHERE recipient_id IS NULL"
          + PAGE
          + ") UNION SELECT * FROM (SELECT seq FROM messages WHERE user_id = ?"
          + PAGE
          + ") UNION SELECT * FROM (SELECT seq FROM messages WHERE recipient_id = ?"
          + PAGE
          + ")) ORDER BY seq DESC LIMIT ?";

  private MessageRows() {}

  static List<Message> list(Sql sql, MessageQuery query) throws SQLException {
    long end = end(sql, query.before());
    int limit = query.limit();
    String reader = query.reader();
    String channel = query.channelId();
    String other = query.otherUserId();
    if (channel != null) {
      return sql.all(OF_CHANNEL, MessageRows::message, channel, end, limit);
    }
    if (other != null) {
      return sql.all(
          BETWEEN,
          MessageRows::message,
          reader,
          other,
          end,
          limit,
          other,
          reader,
          end,
          limit,
          limit);
    }
    if (reader != null) {
      return sql.all(
          VISIBLE, MessageRows::message, end, limit, reader, end, limit, reader, end, limit, limit);
    }
    return sql.all(ALL, MessageRows::message, end, limit);
  }

  /**
   * The sequence number a page ends before; 0, so that it is empty, when there is no such message.
   */
  private static long end(Sql sql, @Nullable String before) throws SQLException {
    return before == null
        ? Long.MAX_VALUE
        : sql.one("SELECT seq FROM messages WHERE id = ?", row -> row.getLong(1), before)
            .orElse(0L);
  }

  static Message message(ResultSet row) throws SQLException {
    return new Message(
        row.getString(1),
        row.getString(2),
        target(row.getString(3), row.getString(4)),
        new Body(row.getString(5), row.getString(6), row.getString(7)),
        row.getLong(8),
        row.getLong(9));
  }

  private static Target target(@Nullable String recipientId, @Nullable String channelId) {
    if (recipientId != null) {
      return new Target.OneUser(recipientId);
    }
    return channelId == null ? new Target.Everyone() : new Target.Channel(channelId);
  }
}
