package dev.carillon.storage.sql.chat;

import dev.carillon.storage.sql.IdBytes;
import dev.carillon.storage.sql.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the chat's ports use it: they know no SQLException, so it is said in a sentence
 * here.
 */
final class ChatSql {
  private final Sql sql;
  private final ChatSearch search;

  ChatSql(Sql sql, ChatSearch search) {
    this.sql = sql;
    this.search = search;
  }

  /** See {@link Sql#later}. */
  void update(String statement, @Nullable Object... arguments) {
    try {
      sql.lockUnlessLocked();
      sql.later(statement, arguments);
    } catch (SQLException e) {
      throw sql.failure("write", e);
    }
  }

  /** How many rows it touched. */
  int count(String statement, @Nullable Object... arguments) {
    try {
      sql.lockUnlessLocked();
      return sql.update(statement, arguments);
    } catch (SQLException e) {
      throw sql.failure("write", e);
    }
  }

  void lock(String id) {
    try {
      sql.lock(IdBytes.lockOf(id));
    } catch (SQLException e) {
      throw sql.failure("write", e);
    }
  }

  /** See {@link ChatSearch#column}. */
  ChatSearch.@Nullable Column words() {
    return search.column();
  }

  <T> List<T> search(String columns, ChatSearch.Query query, Sql.Row<T> row) {
    try {
      return search.find(sql, columns, query, row);
    } catch (SQLException e) {
      throw sql.failure("read", e);
    }
  }

  <T> Optional<T> one(String query, Sql.Row<T> row, @Nullable Object... arguments) {
    try {
      return sql.one(query, row, arguments);
    } catch (SQLException e) {
      throw sql.failure("read", e);
    }
  }

  <T> List<T> all(String query, Sql.Row<T> row, @Nullable Object... arguments) {
    try {
      return sql.all(query, row, arguments);
    } catch (SQLException e) {
      throw sql.failure("read", e);
    }
  }
}
