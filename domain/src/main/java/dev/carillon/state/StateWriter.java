package dev.carillon.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that grow while a state is written into them. Not for several threads; reusable by {@link
 * #clear()}, which keeps its room.
 */
public final class StateWriter {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[256];
  private int size;

  public StateWriter putByte(int value) {
    room(Byte.BYTES);
    bytes[size++] = (byte) value;
    return this;
  }

  public StateWriter putBoolean(boolean value) {
    return putByte(value ? 1 : 0);
  }

  public StateWriter putInt(int value) {
    room(Integer.BYTES);
    INT.set(bytes, size, value);
    size += Integer.BYTES;
    return this;
  }

  public StateWriter putLong(long value) {
    room(Long.BYTES);
    LONG.set(bytes, size, value);
    size += Long.BYTES;
    return this;
  }

  /** A text as its length and its UTF-8 bytes; null is not the empty text. */
  public StateWriter putText(@Nullable String text) {
    if (text == null) {
      return putInt(-1);
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return putBytes(utf8, 0, utf8.length);
  }

  /** A part of {@code source} as its length and its bytes. */
  public StateWriter putBytes(byte[] source, int offset, int length) {
    putInt(length);
    room(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
    return this;
  }

  /** Writes a constant as its place among its fellows: enums that are stored only grow. */
  @SuppressWarnings("EnumOrdinal")
  public StateWriter putConstant(Enum<?> constant) {
    return putByte(constant.ordinal());
  }

  /** How many bytes were written since the last {@link #clear()}. */
  public int size() {
    return size;
  }

  /** The room itself, of which {@link #size()} bytes are written; changes with the next put. */
  public byte[] array() {
    return bytes;
  }

  /** A copy of what was written. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Starts anew. */
  public void clear() {
    size = 0;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
    }
  }
}
