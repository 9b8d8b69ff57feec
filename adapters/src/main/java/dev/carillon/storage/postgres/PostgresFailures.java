package dev.carillon.storage.postgres;

import dev.carillon.storage.sql.StorageException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The sentences for what PostgreSQL says; its states are five letters, of which two are a class.
 */
final class PostgresFailures {
  static final String LOCKED = "55P03";
  static final String DEADLOCK = "40P01";
  static final String CONFLICT = "40001";
  static final String NOT_UNIQUE = "23505";
  private static final int CLASS = 2;

  private PostgresFailures() {}

  static StorageException of(String what, SQLException cause) {
    return new StorageException("storage: can't " + what + ": " + reason(cause), cause);
  }

  static StorageException opening(PostgresUrl url, Exception cause) {
    SQLException found = sql(cause);
    String reason = found == null ? String.valueOf(cause.getMessage()) : reason(found);
    return new StorageException("can't open the database " + url + ": " + reason, cause);
  }

  /** The database's own exception in what it was wrapped in, if it is one. */
  static @Nullable SQLException sql(Throwable thrown) {
    Throwable found = thrown;
    while (found != null && !(found instanceof SQLException)) {
      found = found.getCause();
    }
    return (SQLException) found;
  }

  /** Empty: no state of the database. */
  static String state(Throwable thrown) {
    SQLException found = sql(thrown);
    String state = found == null ? null : found.getSQLState();
    return state == null ? "" : state;
  }

  private static String reason(SQLException e) {
    String state = state(e);
    return switch (state) {
      case "25006" -> "it may not be written (a standby server?)";
      case "28P01", "28000" -> "the user or the password is not accepted";
      case "3D000" -> "there is no such database";
      case "53100" -> "the disk is full";
      case "53300" -> "it has no connection left";
      case LOCKED, DEADLOCK -> "others hold it up";
      case "57014" -> "it took too long";
      default -> reasonOfClass(state, e);
    };
  }

  private static String reasonOfClass(String state, SQLException e) {
    return switch (state.length() < CLASS ? "" : state.substring(0, CLASS)) {
      case "08", "57" -> "it is not reachable";
      case "" -> "it is not reachable (" + e.getClass().getSimpleName() + ")";
      default -> "state " + state;
    };
  }
}
