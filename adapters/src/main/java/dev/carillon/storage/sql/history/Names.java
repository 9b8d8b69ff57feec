package dev.carillon.storage.sql.history;

import dev.carillon.storage.sql.Sql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The numbers of the names in a history's rows: owners, pairs, symbols. For one change at a time.
 */
final class Names {
  /** In SQL, the number of a name that is asked for; null, and so no row's, if there is none. */
  static final String NUMBER = "(SELECT number FROM #names WHERE name = ?)";

  private final String insert;
  private final String number;
  private final Map<String, Long> known = new HashMap<>();

  Names(Wording wording) {
    insert = wording.of("INSERT INTO #names (name) VALUES (?) ON CONFLICT (name) DO NOTHING");
    number = wording.of("SELECT number FROM #names WHERE name = ?");
  }

  /** The number of a name, which is given one if it has none. */
  long number(Sql sql, String name) throws SQLException {
    Long found = known.get(name);
    if (found == null) {
      sql.update(insert, name);
      found = sql.one(number, row -> row.getLong(1), name).orElseThrow();
      known.put(name, found);
    }
    return found;
  }

  /** What was given since the last commit may have been taken back. */
  void rolledBack() {
    known.clear();
  }
}
