package dev.carillon.storage.postgres;

import dev.carillon.files.FileStore;
import dev.carillon.storage.Sha256;
import dev.carillon.storage.sql.Reader;
import dev.carillon.storage.sql.Sql;
import dev.carillon.storage.sql.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Files as pieces in a table, so that every node has them. Any thread.
 *
 * <p>Each piece is written and read by itself: a client that is slow holds neither a connection nor
 * a transaction. A file is seen once its last piece is durable; what was coming when a node died is
 * dropped a day later.
 */
final class PostgresFileStore implements FileStore {
  static final int PIECE_BYTES = 256 << 10;
  private static final Pattern KEY = Pattern.compile("[0-9a-f-]{1,64}");
  private static final long DAY_MILLIS = 24L * 60 * 60 * 1_000;

  /** The database's clock: nodes need not agree on the time. */
  private static final String NOW = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";

  private static final String BEGIN =
      "INSERT INTO files (key, created_at, is_whole) VALUES (?, " + NOW + ", 0)";
  private static final String DROP_LEFT =
      "DELETE FROM files WHERE is_whole = 0 AND created_at < " + NOW + " - ?";
  static final String PIECE = "INSERT INTO file_pieces (key, number, bytes) VALUES (?, ?, ?)";
  private static final String END = "UPDATE files SET is_whole = 1 WHERE key = ?";

  private final PostgresPool pool;
  private final Reader readers;

  PostgresFileStore(PostgresPool pool, Reader readers) {
    this.pool = pool;
    this.readers = readers;
  }

  @Override
  public Stored put(String key, InputStream bytes) throws IOException {
    check(key);
    write(sql -> {
      sql.update(DROP_LEFT, DAY_MILLIS);
      return sql.update(BEGIN, key);
    });
    boolean isWhole = false;
    try {
      Stored stored = writePieces(key, bytes);
      if (write(sql -> sql.update(END, key)) != 1) {
        throw new IOException("the file " + key + " was deleted while it came");
      }
      isWhole = true;
      return stored;
    } finally {
      if (!isWhole) {
        forget(key);
      }
    }
  }

  private Stored writePieces(String key, InputStream bytes) throws IOException {
    MessageDigest digest = Sha256.begin();
    long size = 0;
    int number = 0;
    for (byte[] piece = bytes.readNBytes(PIECE_BYTES);
        piece.length > 0;
        piece = bytes.readNBytes(PIECE_BYTES)) {
      digest.update(piece);
      size += piece.length;
      byte[] whole = piece;
      int at = number++;
      write(sql -> sql.update(PIECE, key, at, whole));
    }
    return new Stored(size, HexFormat.of().formatHex(digest.digest()));
  }

  /** What broke off; if this fails too, it is dropped a day later. */
  private void forget(String key) {
    try {
      delete(key);
    } catch (IOException _) {
      // The failure that brought us here is the one to report.
    }
  }

  @Override
  public Optional<InputStream> open(String key, long fromByte) throws IOException {
    check(key);
    boolean known =
        read(sql ->
            sql.one("SELECT 1 FROM files WHERE key = ? AND is_whole = 1", row -> true, key)
                .orElse(false));
    return known
        ? Optional.of(new PiecesStream(number -> piece(key, number), fromByte))
        : Optional.empty();
  }

  private Optional<byte[]> piece(String key, long number) throws IOException {
    return read(sql ->
        sql.one(
            "SELECT bytes FROM file_pieces WHERE key = ? AND number = ?",
            row -> row.getBytes(1),
            key,
            number));
  }

  @Override
  public void delete(String key) throws IOException {
    check(key);
    write(sql -> sql.update("DELETE FROM files WHERE key = ?", key));
  }

  @Override
  public void forEachKeyBefore(long millis, Consumer<String> action) throws IOException {
    List<String> keys =
        read(sql ->
            sql.all(
                "SELECT key FROM files WHERE is_whole = 1 AND created_at < ?",
                row -> row.getString(1),
                millis));
    keys.forEach(action);
  }

  private static void check(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("key: " + key + " (expected: [0-9a-f-]{1,64})");
    }
  }

  private <T> T read(Sql.Work<T> query) throws IOException {
    try {
      return readers.read(query);
    } catch (StorageException | RejectedExecutionException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Each statement is a transaction. */
  private int write(Sql.Work<Integer> work) throws IOException {
    try (Connection connection = pool.connection()) {
      return work.run(new PipelinedSql(connection, pool::failure));
    } catch (SQLException e) {
      throw new IOException(pool.failure("write", e).getMessage(), e);
    }
  }
}
