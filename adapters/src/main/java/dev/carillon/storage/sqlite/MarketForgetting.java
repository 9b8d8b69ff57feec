package dev.carillon.storage.sqlite;

import dev.carillon.storage.sql.Sql;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Forgets what ended before a time, a step at a time. Needs no index on times: within an owner or a
 * pair the numbers rise with the time, so what is old stands in front. The writer's.
 */
final class MarketForgetting {
  private static final int STEP = 2_000;

  /** Owners and pairs are numbered from 1. */
  private static final long NONE = 0;

  private static final String OLD_ORDERS =
      """
      DELETE FROM orders WHERE owner = ? AND id IN (SELECT id FROM
        (SELECT id, words, updated_at FROM orders WHERE owner = ? AND id > ? ORDER BY id LIMIT ?)
        WHERE updated_at < ? AND %s)\
      """
          .formatted(OrderWords.HAS_ENDED);
  private static final String LAST_OF_STEP =
      """
      SELECT id, created_at FROM orders WHERE owner = ? AND id > ?
        ORDER BY id LIMIT 1 OFFSET ?\
      """;

  /** A table whose rows are grouped by owner or pair, and numbered within. */
  private enum Table {
    ORDERS("orders", "owner", "id"),
    FILLS("fills", "owner", "sequence"),
    TRADES("trades", "symbol", "id");

    private final String nextGroup;
    private final String oldRows;

    Table(String table, String group, String number) {
      nextGroup = "SELECT min(%s) FROM %s WHERE %1$s > ?".formatted(group, table);
      oldRows =
          """
          DELETE FROM %1$s WHERE %2$s = ? AND %3$s IN (SELECT %3$s FROM
            (SELECT %3$s, at FROM %1$s WHERE %2$s = ? ORDER BY %3$s LIMIT ?) WHERE at < ?)\
          """
              .formatted(table, group, number);
    }
  }

  /** The last order of a step, and when it was made. */
  private record Last(long id, long createdAt) {}

  private final Sql sql;

  /** Where the last step ended: the table, and the group in it that was done last. */
  private int table;

  private long group = NONE;

  MarketForgetting(Sql sql) {
    this.sql = sql;
  }

  /** How many rows went; 0: all tables were looked through, and there was nothing to forget. */
  int step(long beforeMillis) throws SQLException {
    Table[] tables = Table.values();
    int gone = 0;
    while (gone < STEP && table < tables.length) {
      Table here = tables[table];
      long next = sql.one(here.nextGroup, row -> row.getLong(1), group).orElse(NONE);
      if (next == NONE) {
        table++;
        group = NONE;
        continue;
      }
      gone += here == Table.ORDERS ? orders(next, beforeMillis) : rows(here, next, beforeMillis);
    }
    table %= tables.length;
    return gone;
  }

  private int rows(Table of, long which, long beforeMillis) throws SQLException {
    int gone = sql.update(of.oldRows, which, which, STEP, beforeMillis);
    if (gone < STEP) {
      group = which;
    }
    return gone;
  }

  /** Live orders and those that ended late may stand before others that can go. */
  private int orders(long owner, long beforeMillis) throws SQLException {
    int gone = 0;
    long after = Long.MIN_VALUE;
    while (gone < STEP) {
      Optional<Last> last =
          sql.one(
              LAST_OF_STEP,
              row -> new Last(row.getLong(1), row.getLong(2)),
              owner,
              after,
              STEP - 1);
      gone += sql.update(OLD_ORDERS, owner, owner, after, STEP, beforeMillis);
      if (last.isEmpty() || last.get().createdAt() >= beforeMillis) {
        group = owner;
        return gone;
      }
      after = last.get().id();
    }
    return gone;
  }
}
