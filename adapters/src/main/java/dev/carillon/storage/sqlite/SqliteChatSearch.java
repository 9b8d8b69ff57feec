package dev.carillon.storage.sqlite;

import dev.carillon.storage.sql.IdBytes;
import dev.carillon.storage.sql.Sql;
import dev.carillon.storage.sql.chat.ChatSearch;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The words of messages by SQLite's FTS5, whose index follows the messages by triggers. */
final class SqliteChatSearch implements ChatSearch {

  /** The search index gives its rows in the order in which messages came: no sort, no more read. */
  private static final String SEARCH =
      """
       FROM chat_search CROSS JOIN chat_messages x ON x.number = chat_search.rowid
        CROSS JOIN chat_people p ON p.id = x.user_id
      WHERE chat_search MATCH ? AND chat_search.rowid < ? AND x.deleted_at IS NULL
        AND x.channel_id IN
          (SELECT m.channel_id FROM chat_members m JOIN chat_channels c ON c.id = m.channel_id
            WHERE m.user_id = ? AND c.workspace_id = ?
          UNION ALL
          SELECT o.id FROM chat_channels o
            WHERE o.workspace_id = ? AND o.type = 'PUBLIC' AND ?)
        AND (? OR x.channel_id = ?)
      ORDER BY chat_search.rowid DESC LIMIT ?\
      """;

  @Override
  public <T> List<T> find(Sql sql, String columns, Query query, Sql.Row<T> row)
      throws SQLException {
    byte[] workspace = IdBytes.bytes(query.workspaceId());
    return sql.all(
        "SELECT " + columns + SEARCH,
        row,
        match(query.words()),
        query.endNumber(),
        query.userId(),
        workspace,
        workspace,
        !query.isGuest(),
        query.channelId() == null,
        IdBytes.bytesOrNull(query.channelId()),
        query.limit());
  }

  /** Quoted, so that no word is an operator of the search. */
  private static String match(List<String> words) {
    return words.stream().map(word -> '"' + word + '"').collect(Collectors.joining(" ")) + "*";
  }

  @Override
  public @Nullable Column column() {
    return null;
  }
}
