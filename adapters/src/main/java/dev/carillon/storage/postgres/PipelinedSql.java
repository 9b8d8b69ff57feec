package dev.carillon.storage.postgres;

import dev.carillon.storage.sql.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection on which changes that nobody waits for travel with the next question, so that a work
 * costs as many ways over the network as it asks questions, and one more. One thread at a time.
 *
 * <p>It knows the locks of its transaction. A lock belongs to the savepoint it was taken in: what
 * is undone gives its locks back.
 */
final class PipelinedSql extends Sql {
  private static final String SAVEPOINT = "SAVEPOINT work";

  /** Locks are the database's: the same number in another schema is another cluster's. */
  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtextextended(current_schema(), ?))";

  /** What all works lock that change something without a lock of their own. */
  private static final long ALL = Long.MIN_VALUE;

  /** The work has read what another node may have changed since: it has to begin again. */
  static final class Restart extends RuntimeException {
    Restart() {
      super("a change without a lock", null, false, false);
    }
  }

  private final List<String> waiting = new ArrayList<>();
  private final List<@Nullable Object> values = new ArrayList<>();
  private final Set<Long> held = new HashSet<>();
  private final Set<Long> heldByWork = new HashSet<>();
  private boolean isSavepointSent;
  private boolean isLocked;
  private boolean hasRead;

  PipelinedSql(Connection connection, Wording wording) {
    super(connection, wording);
  }

  /** Begins a work that can be undone alone. */
  void begin(boolean locksAll) throws SQLException {
    isSavepointSent = false;
    isLocked = false;
    hasRead = false;
    later(SAVEPOINT);
    if (locksAll) {
      lock(ALL);
    }
  }

  /** What the work did is part of the transaction. */
  void end(String... then) throws SQLException {
    later("RELEASE SAVEPOINT work");
    for (String statement : then) {
      later(statement);
    }
    send();
    held.addAll(heldByWork);
    heldByWork.clear();
  }

  /** As if the work had not begun. */
  void undo() throws SQLException {
    waiting.clear();
    values.clear();
    heldByWork.clear();
    if (isSavepointSent) {
      update("ROLLBACK TO SAVEPOINT work");
    }
  }

  @Override
  public void lock(long key) throws SQLException {
    isLocked = true;
    if (!held.contains(key) && heldByWork.add(key)) {
      later(LOCK, key);
    }
  }

  /** The database's clock: those of nodes differ. */
  @Override
  public long now() throws SQLException {
    return one(
            "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)",
            row -> row.getLong(1))
        .orElseThrow();
  }

  @Override
  public void lockUnlessLocked() throws SQLException {
    if (isLocked || held.contains(ALL)) {
      return;
    }
    if (hasRead) {
      throw new Restart();
    }
    lock(ALL);
  }

  @Override
  public void later(String sql, @Nullable Object... arguments) {
    waiting.add(sql);
    Collections.addAll(values, arguments);
  }

  @Override
  public int update(String sql, @Nullable Object... arguments) throws SQLException {
    later(sql, arguments);
    return Math.max(0, send().getUpdateCount());
  }

  @Override
  protected ResultSet query(String sql, @Nullable Object... arguments) throws SQLException {
    hasRead = true;
    later(sql, arguments);
    return send().getResultSet();
  }

  /** Sends all that waits in one go; the statement stands on the result of the last. */
  private PreparedStatement send() throws SQLException {
    PreparedStatement statement = prepared(String.join(";\n", waiting));
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, value(values.get(i)));
    }
    int statements = waiting.size();
    waiting.clear();
    values.clear();
    isSavepointSent = true;
    statement.execute();
    for (int i = 1; i < statements; i++) {
      statement.getMoreResults();
    }
    return statement;
  }

  /**
   * PostgreSQL takes no boolean for a number, and no text with a zero in it: that is shown as what
   * can't be read.
   */
  static @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case Boolean bool -> bool ? 1 : 0;
      case String text -> text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
      case null, default -> value;
    };
  }
}
