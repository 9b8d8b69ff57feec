package dev.carillon.storage.sql.history;

import dev.carillon.storage.sql.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Forgets what ended before a time, a step at a time. Needs no index on times: within an owner or a
 * pair the numbers rise with the time, so what is old stands in front. For one change at a time.
 */
final class Forgetting {
  private static final int STEP = 2_000;

  /** {@link Names} are numbered from 1. */
  private static final long NONE = 0;

  private static final String LAST_OF_STEP =
      """
      SELECT id, created_at FROM #orders WHERE owner = ? AND id > ?
        ORDER BY id LIMIT 1 OFFSET ?\
      """;

  /**
   * A table whose rows are grouped by owner or pair, and numbered within.
   *
   * @param live whether some of its rows must stay however old they are
   */
  record Table(String nextGroup, String oldRows, boolean live) {
    /** The table of orders. {@code hasEnded} says in SQL whether one of them may go. */
    static Table ofOrders(String hasEnded) {
      return new Table(
          nextGroup("orders", "owner"),
          """
          DELETE FROM #orders WHERE owner = ? AND id IN (SELECT id FROM
            (SELECT id, words, updated_at FROM #orders WHERE owner = ? AND id > ? ORDER BY id LIMIT ?)
            AS step WHERE updated_at < ? AND %s)\
          """
              .formatted(hasEnded),
          true);
    }

    /** A table of what happened once, with the column {@code at}. */
    static Table of(String table, String group, String number) {
      return new Table(
          nextGroup(table, group),
          """
          DELETE FROM #%1$s WHERE %2$s = ? AND %3$s IN (SELECT %3$s FROM
            (SELECT %3$s, at FROM #%1$s WHERE %2$s = ? ORDER BY %3$s LIMIT ?) AS step WHERE at < ?)\
          """
              .formatted(table, group, number),
          false);
    }

    private static String nextGroup(String table, String group) {
      return "SELECT min(%s) FROM #%s WHERE %1$s > ?".formatted(group, table);
    }
  }

  /** The last order of a step, and when it was made. */
  private record Last(long id, long createdAt) {}

  private final Wording wording;
  private final List<Table> tables;

  /** Where the last step ended: the table, and the group in it that was done last. */
  private int table;

  private long group = NONE;

  Forgetting(Wording wording, List<Table> tables) {
    this.wording = wording;
    this.tables = tables;
  }

  /** How many rows went; 0: all tables were looked through, and there was nothing to forget. */
  int step(Sql sql, long beforeMillis) throws SQLException {
    int gone = 0;
    while (gone < STEP && table < tables.size()) {
      Table here = tables.get(table);
      long next = sql.one(wording.of(here.nextGroup()), row -> row.getLong(1), group).orElse(NONE);
      if (next == NONE) {
        table++;
        group = NONE;
        continue;
      }
      String oldRows = wording.of(here.oldRows());
      gone +=
          here.live()
              ? orders(sql, oldRows, next, beforeMillis)
              : rows(sql, oldRows, next, beforeMillis);
    }
    table %= tables.size();
    return gone;
  }

  private int rows(Sql sql, String oldRows, long which, long beforeMillis) throws SQLException {
    int gone = sql.update(oldRows, which, which, STEP, beforeMillis);
    if (gone < STEP) {
      group = which;
    }
    return gone;
  }

  /** Live orders and those that ended late may stand before others that can go. */
  private int orders(Sql sql, String oldRows, long owner, long beforeMillis) throws SQLException {
    int gone = 0;
    long after = Long.MIN_VALUE;
    while (gone < STEP) {
      Optional<Last> last =
          sql.one(
              wording.of(LAST_OF_STEP),
              row -> new Last(row.getLong(1), row.getLong(2)),
              owner,
              after,
              STEP - 1);
      gone += sql.update(oldRows, owner, owner, after, STEP, beforeMillis);
      if (last.isEmpty() || last.get().createdAt() >= beforeMillis) {
        group = owner;
        return gone;
      }
      after = last.get().id();
    }
    return gone;
  }
}
