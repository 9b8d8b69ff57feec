package dev.carillon.storage.sql.history;

import dev.carillon.storage.sql.Sql;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One change of a history: rows, and the names in them. One thread. */
final class HistoryChange {
  private final Sql sql;
  private final Wording wording;
  private final Names names;

  HistoryChange(Sql sql, Wording wording, Names names) {
    this.sql = sql;
    this.wording = wording;
    this.names = names;
  }

  /** Puts all rows of a kind; none of them twice. All go to the driver in one call. */
  <T> void put(String statement, List<T> items, Sql.Binder<? super T> binder) throws SQLException {
    sql.each(wording.of(statement), items, binder);
  }

  /** A text that every database takes: a zero in it is shown as what can't be read. */
  static @Nullable String text(@Nullable String text) {
    return text == null ? null : text.replace('\0', '\uFFFD');
  }

  /** The number of a name, which is given one if it has none. */
  long number(String name) throws SQLException {
    return names.number(sql, name);
  }
}
