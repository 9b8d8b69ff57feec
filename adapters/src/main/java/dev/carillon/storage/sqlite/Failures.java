package dev.carillon.storage.sqlite;

import dev.carillon.storage.sql.StorageException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The sentences for what SQLite says. */
final class Failures {
  private Failures() {}

  static StorageException of(String what, SQLException cause) {
    return new StorageException("storage: can't " + what + ": " + reason(cause), cause);
  }

  static StorageException opening(Path file, Exception cause) {
    Throwable found = cause;
    while (found != null && !(found instanceof SQLException)) {
      found = found.getCause();
    }
    String reason = found instanceof SQLException sql ? reason(sql) : cause.getMessage();
    return new StorageException("can't open the database " + file + ": " + reason, cause);
  }

  private static String reason(SQLException e) {
    if (!(e instanceof SQLiteException sqlite)) {
      return String.valueOf(e.getMessage());
    }
    SQLiteErrorCode code = sqlite.getResultCode();
    return switch (code.code & 0xff) {
      case 5, 6 -> "it is locked by another program";
      case 8 -> "it may not be written";
      case 10 -> "the disk reports an error (" + code.name() + ")";
      case 11, 26 -> "it is damaged or not a database";
      case 13 -> "the disk is full";
      case 14 -> "the file or its folder can't be opened for writing";
      default -> code.name();
    };
  }
}
