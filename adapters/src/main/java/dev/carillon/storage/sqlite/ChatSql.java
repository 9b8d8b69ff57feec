package dev.carillon.storage.sqlite;

import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the chat's ports use it: they know no SQLException, so it is said in a sentence
 * here; and their ids are texts where the columns have 16 bytes.
 */
final class ChatSql {
  private static final HexFormat HEX = HexFormat.of();
  private static final int ID_BYTES = 16;

  private final Sql sql;

  ChatSql(Sql sql) {
    this.sql = sql;
  }

  int update(String statement, @Nullable Object... arguments) {
    try {
      return sql.update(statement, arguments);
    } catch (SQLException e) {
      throw Failures.of("write", e);
    }
  }

  <T> Optional<T> one(String query, Sql.Row<T> row, @Nullable Object... arguments) {
    try {
      return sql.one(query, row, arguments);
    } catch (SQLException e) {
      throw Failures.of("read", e);
    }
  }

  <T> List<T> all(String query, Sql.Row<T> row, @Nullable Object... arguments) {
    try {
      return sql.all(query, row, arguments);
    } catch (SQLException e) {
      throw Failures.of("read", e);
    }
  }

  /** The 16 bytes of an id, in the order of its text. */
  static byte[] bytes(String id) {
    byte[] bytes = new byte[ID_BYTES];
    int at = 0;
    for (int i = 0; i < ID_BYTES; i++) {
      if (id.charAt(at) == '-') {
        at++;
      }
      bytes[i] =
          (byte)
              (HexFormat.fromHexDigit(id.charAt(at)) << 4
                  | HexFormat.fromHexDigit(id.charAt(at + 1)));
      at += 2;
    }
    return bytes;
  }

  static byte @Nullable [] bytesOrNull(@Nullable String id) {
    return id == null ? null : bytes(id);
  }

  static String id(byte[] bytes) {
    StringBuilder id = new StringBuilder(36);
    for (int i = 0; i < ID_BYTES; i++) {
      if (i == 4 || i == 6 || i == 8 || i == 10) {
        id.append('-');
      }
      HEX.toHexDigits(id, bytes[i]);
    }
    return id.toString();
  }

  static @Nullable String idOrNull(byte @Nullable [] bytes) {
    return bytes == null ? null : id(bytes);
  }
}
