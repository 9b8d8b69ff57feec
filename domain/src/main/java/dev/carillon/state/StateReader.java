package dev.carillon.state;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a {@link StateWriter} wrote, in the same order. Not for several threads.
 *
 * <p>Every method throws {@link IllegalArgumentException} when the bytes end too early or make no
 * sense: they passed a checksum before, so such bytes are of another version or a bug.
 */
public final class StateReader {
  private final ByteBuffer bytes;

  public StateReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Reads a part of {@code bytes}, which must not change meanwhile. */
  public StateReader(byte[] bytes, int offset, int length) {
    this.bytes = ByteBuffer.wrap(bytes, offset, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  public int getByte() {
    need(Byte.BYTES);
    return bytes.get();
  }

  public boolean getBoolean() {
    int value = getByte();
    if (value != 0 && value != 1) {
      throw new IllegalArgumentException("flag: " + value + " (expected: 0 or 1)");
    }
    return value == 1;
  }

  public int getInt() {
    need(Integer.BYTES);
    return bytes.getInt();
  }

  public long getLong() {
    need(Long.BYTES);
    return bytes.getLong();
  }

  /** A count of things that follow, each of at least one byte: so it can't be absurd. */
  public int getCount() {
    int count = getInt();
    if (count < 0 || count > bytes.remaining()) {
      throw new IllegalArgumentException(
          "count: " + count + " (expected: 0.." + bytes.remaining() + ")");
    }
    return count;
  }

  /** A text that may be null. */
  public @Nullable String getText() {
    int length = getInt();
    if (length == -1) {
      return null;
    }
    if (length < 0) {
      throw new IllegalArgumentException("length of a text: " + length + " (expected: -1 or more)");
    }
    return new String(take(length), StandardCharsets.UTF_8);
  }

  /** Some bytes, copied. */
  public byte[] getBytes() {
    return take(getCount());
  }

  private byte[] take(int length) {
    need(length);
    byte[] taken = new byte[length];
    bytes.get(taken);
    return taken;
  }

  /** A text that is there. */
  public String getRequiredText() {
    String text = getText();
    if (text == null) {
      throw new IllegalArgumentException("text: none (expected: one)");
    }
    return text;
  }

  /** One of {@code constants}, which are all of its enum in their order. */
  public <E extends Enum<E>> E getConstant(E[] constants) {
    return constant(constants, getByte());
  }

  /**
   * The constant number {@code ordinal}.
   *
   * @throws IllegalArgumentException there is none: the bytes are of a newer version
   */
  public static <E extends Enum<E>> E constant(E[] constants, int ordinal) {
    if (ordinal < 0 || ordinal >= constants.length) {
      throw new IllegalArgumentException(
          constants[0].getDeclaringClass().getSimpleName()
              + ": "
              + ordinal
              + " (expected: 0.."
              + (constants.length - 1)
              + ")");
    }
    return constants[ordinal];
  }

  /** How many bytes are left. */
  public int remaining() {
    return bytes.remaining();
  }

  private void need(int length) {
    if (bytes.remaining() < length) {
      throw new IllegalArgumentException(
          "bytes left: " + bytes.remaining() + " (expected: at least " + length + ")",
          new BufferUnderflowException());
    }
  }
}
