package dev.carillon.storage.sql.chat;

import dev.carillon.storage.sql.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How a database finds the words of messages. Any thread. */
public interface ChatSearch {

  /**
   * Messages that are not deleted, latest first.
   *
   * @param columns to be selected: of the message x and of its author p
   */
  <T> List<T> find(Sql sql, String columns, Query query, Sql.Row<T> row) throws SQLException;

  /** Where messages have the words of their text; null: the database looks after it by itself. */
  @Nullable Column column();

  /**
   * A column of messages that is written with their text.
   *
   * @param parameter what stands for its value in a statement
   * @param ofContent its value for a text
   */
  record Column(String name, String parameter, UnaryOperator<String> ofContent) {}

  /**
   * What to look for.
   *
   * @param words letters and digits only; the last may be the beginning of one
   * @param endNumber only messages with a smaller one
   * @param userId who looks
   * @param isGuest sees own channels only
   * @param channelId null: in all
   */
  record Query(
      List<String> words,
      long endNumber,
      String workspaceId,
      String userId,
      boolean isGuest,
      @Nullable String channelId,
      int limit) {}
}
