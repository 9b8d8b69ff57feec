package dev.carillon.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where the bytes of files are kept. Port; any thread; blocks. Keys are {@code [0-9a-f-]{1,64}}.
 */
public interface FileStore {

  /**
   * What was kept.
   *
   * @param sha256 as 64 hex digits
   */
  record Stored(long sizeBytes, String sha256) {}

  /**
   * Keeps all bytes of a stream; they survive a crash once this returns. When the stream or the
   * store fails, nothing is kept.
   */
  Stored put(String key, InputStream bytes) throws IOException;

  /** The bytes from a position on; whoever reads them closes them. Empty: there is no such file. */
  Optional<InputStream> open(String key, long fromByte) throws IOException;

  /** Deletes a file; nothing happens when there is none. */
  void delete(String key) throws IOException;

  /** Names each file that was put before a time, in no order. */
  void forEachKeyBefore(long millis, Consumer<String> action) throws IOException;
}
