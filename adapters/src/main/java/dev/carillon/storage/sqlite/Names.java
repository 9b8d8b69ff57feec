package dev.carillon.storage.sqlite;

import dev.carillon.storage.sql.Sql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The numbers of the names in a history's rows: owners, pairs, symbols. The writer's. */
final class Names {
  /** In SQL, the number of a name that is asked for; null, and so no row's, if there is none. */
  static final String NUMBER = "(SELECT number FROM names WHERE name = ?)";

  private final Sql sql;
  private final Map<String, Long> known = new HashMap<>();

  Names(Sql sql) {
    this.sql = sql;
  }

  /** The number of a name, which is given one if it has none. */
  long number(String name) throws SQLException {
    Long number = known.get(name);
    if (number == null) {
      sql.update("INSERT OR IGNORE INTO names (name) VALUES (?)", name);
      number =
          sql.one("SELECT number FROM names WHERE name = ?", row -> row.getLong(1), name)
              .orElseThrow();
      known.put(name, number);
    }
    return number;
  }

  /** What was given since the last commit was taken back. */
  void rolledBack() {
    known.clear();
  }
}
