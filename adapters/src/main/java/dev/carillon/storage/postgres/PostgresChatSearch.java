package dev.carillon.storage.postgres;

import dev.carillon.storage.sql.IdBytes;
import dev.carillon.storage.sql.Sql;
import dev.carillon.storage.sql.chat.ChatSearch;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The words of messages in a column of their own with an index.
 *
 * <p>Words are made here and not by PostgreSQL, whose idea of them depends on the server's locale
 * and takes addresses for single words: so both databases find the same.
 */
final class PostgresChatSearch implements ChatSearch {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** PostgreSQL takes no longer ones: it is bytes there, at most four for a letter. */
  private static final int MAX_WORD = 500;

  private static final String SEARCH =
      """
       FROM chat_messages x JOIN chat_people p ON p.id = x.user_id
      WHERE x.words @@ CAST(? AS tsquery) AND x.number < ? AND x.deleted_at IS NULL
        AND x.channel_id IN
          (SELECT m.channel_id FROM chat_members m JOIN chat_channels c ON c.id = m.channel_id
            WHERE m.user_id = ? AND c.workspace_id = ?
          UNION ALL
          SELECT o.id FROM chat_channels o
            WHERE o.workspace_id = ? AND o.type = 'PUBLIC' AND ? = 0)
        AND (? = 1 OR x.channel_id = ?)
      ORDER BY x.number DESC LIMIT ?\
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
        query.isGuest(),
        query.channelId() == null,
        IdBytes.bytesOrNone(query.channelId()),
        query.limit());
  }

  private static String match(List<String> words) {
    return words.stream()
            .map(word -> "'" + String.join("", words(word)) + "'")
            .collect(Collectors.joining(" & "))
        + ":*";
  }

  @Override
  public @Nullable Column column() {
    return new Column(
        "words",
        "CAST(? AS tsvector)",
        content ->
            words(content).stream().map(word -> "'" + word + "'").collect(Collectors.joining(" ")));
  }

  /** Letters and digits only, so nothing in them has a meaning to PostgreSQL. */
  private static List<String> words(String text) {
    String plain =
        MARKS
            .matcher(Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD))
            .replaceAll("");
    return Arrays.stream(BETWEEN_WORDS.split(plain))
        .filter(word -> !word.isEmpty())
        .map(word -> word.length() > MAX_WORD ? word.substring(0, MAX_WORD) : word)
        .distinct()
        .toList();
  }
}
