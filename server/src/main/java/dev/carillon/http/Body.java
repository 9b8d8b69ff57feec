package dev.carillon.http;

import java.nio.charset.StandardCharsets;

/** The bytes of a request or response. Whoever gives them here must not change them any more. */
public final class Body {
  public static final Body EMPTY = new Body(new byte[0]);

  private final byte[] bytes;

  private Body(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes {@code bytes} over without a copy. */
  public static Body of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Body(bytes);
  }

  public static Body of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  public int sizeBytes() {
    return bytes.length;
  }

  /** The bytes themselves, not a copy: read only. */
  public byte[] bytes() {
    return bytes;
  }

  /** As text in UTF-8. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Only the size: a body may hold secrets. */
  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
