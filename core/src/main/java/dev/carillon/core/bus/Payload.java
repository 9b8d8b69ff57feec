package dev.carillon.core.bus;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of UTF-8 that nobody changes any more, usually one JSON value. */
public final class Payload {
  private final byte[] bytes;

  private Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of a part of {@code bytes}. */
  public static Payload copyOf(byte[] bytes, int offset, int length) {
    return new Payload(Arrays.copyOfRange(bytes, offset, offset + length));
  }

  /** The UTF-8 bytes of {@code text}. */
  public static Payload of(String text) {
    return new Payload(text.getBytes(StandardCharsets.UTF_8));
  }

  public int sizeBytes() {
    return bytes.length;
  }

  /** Copies all bytes into {@code target} from {@code position} on. */
  public void copyTo(byte[] target, int position) {
    System.arraycopy(bytes, 0, target, position, bytes.length);
  }

  /** The bytes as text, for tests and cold paths. */
  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
