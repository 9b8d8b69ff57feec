package dev.carillon.storage.sql;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Ids that are texts outside and 16 bytes in their columns, in the same order. */
public final class IdBytes {
  private static final HexFormat HEX = HexFormat.of();
  private static final int ID_BYTES = 16;
  private static final byte[] NONE = {};

  private IdBytes() {}

  /** The 16 bytes of an id, in the order of its text. */
  public static byte[] bytes(String id) {
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

  public static byte @Nullable [] bytesOrNull(@Nullable String id) {
    return id == null ? null : bytes(id);
  }

  /** Those of no id come before those of any. */
  public static byte[] bytesOrNone(@Nullable String id) {
    return id == null ? NONE : bytes(id);
  }

  /** What to lock for an id: two ids may have the same, and then wait for each other in vain. */
  public static long lockOf(String id) {
    ByteBuffer bytes = ByteBuffer.wrap(bytes(id));
    return bytes.getLong() * 31 + bytes.getLong();
  }

  public static String id(byte[] bytes) {
    StringBuilder id = new StringBuilder(36);
    for (int i = 0; i < ID_BYTES; i++) {
      if (i == 4 || i == 6 || i == 8 || i == 10) {
        id.append('-');
      }
      HEX.toHexDigits(id, bytes[i]);
    }
    return id.toString();
  }

  public static @Nullable String idOrNull(byte @Nullable [] bytes) {
    return bytes == null ? null : id(bytes);
  }
}
