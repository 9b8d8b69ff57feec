package dev.carillon.core.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes out what {@link NoteWriter} put in, in the same order. Each method throws {@link
 * IllegalArgumentException} when there is no such thing: another node may speak another version.
 */
public final class NoteReader {
  private final byte[] bytes;
  private int position;

  public NoteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  public int takeByte() {
    require(1);
    return bytes[position++];
  }

  public long takeNumber() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = takeByte();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("note: a number at " + position + " has no end");
  }

  public String takeText() {
    int length = takeLength();
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  public byte[] takeBytes() {
    int length = takeLength();
    byte[] taken = Arrays.copyOfRange(bytes, position, position + length);
    position += length;
    return taken;
  }

  /** A number of things that each take at least a byte. */
  public int takeLength() {
    long length = takeNumber();
    if (length < 0 || length > bytes.length - position) {
      throw new IllegalArgumentException(
          "note: length " + length + " (expected: 0.." + (bytes.length - position) + ")");
    }
    return (int) length;
  }

  private void require(int more) {
    if (bytes.length - position < more) {
      throw new IllegalArgumentException("note: ends at " + bytes.length + ", in a value");
    }
  }
}
