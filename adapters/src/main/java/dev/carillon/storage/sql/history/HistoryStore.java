package dev.carillon.storage.sql.history;

import dev.carillon.storage.sql.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the histories have in common: how far they go, names, and what is forgotten. Any thread;
 * changes take turns.
 *
 * <p>How far a history goes stands in one row, which every change locks first. So of nodes that
 * both believe that they are to store, one waits until the other has committed, and then leaves out
 * what that one has stored: a history never goes back.
 */
final class HistoryStore {
  private static final String SEQUENCE = "SELECT sequence FROM #progress";

  /** Makes the row when it is missing, and locks it. */
  private static final String LOCK =
      """
      INSERT INTO #progress AS known (one, sequence) VALUES (1, 0)
      ON CONFLICT (one) DO UPDATE SET sequence = known.sequence RETURNING sequence\
      """;

  private static final String ADVANCE = "UPDATE #progress SET sequence = ?";

  private final HistoryTables tables;
  private final Wording wording;
  private final Names names;
  private final Forgetting forgetting;
  private final ReentrantLock lock = new ReentrantLock();

  HistoryStore(HistoryTables tables, List<Forgetting.Table> forgotten) {
    this.tables = tables;
    wording = new Wording(tables.prefix());
    names = new Names(wording);
    forgetting = new Forgetting(wording, forgotten);
  }

  /** Rows that a change writes. */
  interface Rows {
    void write(HistoryChange change) throws SQLException;
  }

  /** Which rows of an owner are asked for: those before a number, of one symbol or of all. */
  record Part(String owner, @Nullable String symbol, long before, int limit) {}

  long sequence() {
    return tables
        .readers()
        .read(sql -> sql.one(wording.of(SEQUENCE), row -> row.getLong(1)).orElse(0L));
  }

  /** Writes the rows unless the history goes that far already. */
  void store(long sequence, Rows rows) {
    boolean _ =
        change(sql -> {
          if (lockedSequence(sql) >= sequence) {
            return false;
          }
          rows.write(new HistoryChange(sql, wording, names));
          return sql.update(wording.of(ADVANCE), sequence) == 1;
        });
  }

  /** Deletes all rows of these tables, and begins anew. */
  void clear(List<String> ofTables) {
    boolean _ =
        change(sql -> {
          lockedSequence(sql);
          for (String table : ofTables) {
            sql.update(tables.emptying() + tables.prefix() + table);
          }
          return sql.update(wording.of(ADVANCE), 0L) == 1;
        });
  }

  /** How many rows went; 0: nothing is left to forget. */
  int forget(long beforeMillis) {
    return change(sql -> {
      lockedSequence(sql);
      return forgetting.step(sql, beforeMillis);
    });
  }

  private long lockedSequence(Sql sql) throws SQLException {
    return sql.one(wording.of(LOCK), row -> row.getLong(1)).orElseThrow();
  }

  private <T> T change(Sql.Work<T> work) {
    lock.lock();
    boolean done = false;
    try {
      T result = tables.change(work);
      done = true;
      return result;
    } finally {
      if (!done) {
        names.rolledBack();
      }
      lock.unlock();
    }
  }

  <T> Optional<T> one(String query, Sql.Row<T> row, @Nullable Object... arguments) {
    return tables.readers().read(sql -> sql.one(wording.of(query), row, arguments));
  }

  <T> List<T> all(String query, Sql.Row<T> row, @Nullable Object... arguments) {
    return tables.readers().read(sql -> sql.all(wording.of(query), row, arguments));
  }

  /**
   * A part of an owner's rows.
   *
   * @param query up to the number before which they are
   * @param order what it ends with
   */
  <T> List<T> part(String query, String order, Part part, Sql.Row<T> row) {
    String symbol = part.symbol();
    return symbol == null
        ? all(query + order, row, part.owner(), part.before(), part.limit())
        : all(
            query + " AND symbol = " + Names.NUMBER + order,
            row,
            part.owner(),
            part.before(),
            symbol,
            part.limit());
  }
}
