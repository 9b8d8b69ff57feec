package dev.carillon.wire.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The masking of RFC 6455 section 5.3, eight bytes at a time.
 *
 * <p>A key is an int whose lowest byte meets the next payload byte.
 */
final class Masking {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private Masking() {}

  /** The key whose four bytes stand at {@code at}. */
  static int key(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  /** The key for the byte that comes {@code count} bytes later. */
  static int advance(int key, int count) {
    return Integer.rotateRight(key, 8 * (count & 3));
  }

  /**
   * Unmasks in place.
   *
   * @return whether any byte is outside ASCII afterwards
   */
  static boolean unmask(byte[] bytes, int from, int to, int key) {
    long wide = (key & 0xFFFF_FFFFL) | (long) key << 32;
    long seen = 0;
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long plain = (long) LONG.get(bytes, at) ^ wide;
      LONG.set(bytes, at, plain);
      seen |= plain;
    }
    for (int shift = 0; at < to; at++, shift += 8) {
      byte plain = (byte) (bytes[at] ^ (int) (wide >>> shift));
      bytes[at] = plain;
      seen |= plain;
    }
    return (seen & HIGH_BITS) != 0;
  }

  /** The first place from {@code from} on that may be outside ASCII; {@code to} when none is. */
  static int skipAscii(byte[] bytes, int from, int to) {
    int at = from;
    while (at <= to - Long.BYTES && ((long) LONG.get(bytes, at) & HIGH_BITS) == 0) {
      at += Long.BYTES;
    }
    while (at < to && bytes[at] >= 0) {
      at++;
    }
    return at;
  }
}
