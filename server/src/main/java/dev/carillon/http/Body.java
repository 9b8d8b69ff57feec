package dev.carillon.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a request or response: in memory, or read one after the other. Whoever gives an
 * array here must not change it any more.
 */
public final class Body {
  public static final Body EMPTY = new Body(new byte[0], 0, null);

  private final byte[] bytes;
  private final int sizeBytes;
  private final @Nullable Source source;

  /** Opens bytes that are not in memory. */
  @FunctionalInterface
  public interface Source {

    /** The bytes from the first one on; whoever reads them closes them. */
    InputStream open() throws IOException;
  }

  private Body(byte[] bytes, int sizeBytes, @Nullable Source source) {
    this.bytes = bytes;
    this.sizeBytes = sizeBytes;
    this.source = source;
  }

  /** Takes {@code bytes} over without a copy. */
  public static Body of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Body(bytes, bytes.length, null);
  }

  public static Body of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Bytes that are read as they are needed, by a thread that may block.
   *
   * @param sizeBytes how many; -1: not known yet, which only a request's may be
   */
  public static Body ofStream(int sizeBytes, Source source) {
    return new Body(EMPTY.bytes, sizeBytes, source);
  }

  /** How many; -1: not known before they are read. */
  public int sizeBytes() {
    return sizeBytes;
  }

  /** Whether the bytes are not in memory. */
  public boolean isStream() {
    return source != null;
  }

  /**
   * The bytes themselves, not a copy: read only.
   *
   * @throws IllegalStateException when they are not in memory
   */
  public byte[] bytes() {
    if (source != null) {
      throw new IllegalStateException("body: a stream (expected: bytes in memory)");
    }
    return bytes;
  }

  /** The bytes one after the other; those of a request can be read once. May block. */
  public InputStream stream() throws IOException {
    return source == null ? new ByteArrayInputStream(bytes) : source.open();
  }

  /** As text in UTF-8. */
  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** Only the size: a body may hold secrets. */
  @Override
  public String toString() {
    return sizeBytes + " bytes";
  }
}
