package dev.carillon.chat.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes values one after the other; {@link Unpacker} reads them back. One thread. */
final class Packer {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

  byte[] bytes() {
    return out.toByteArray();
  }

  void flag(boolean value) {
    out.write(value ? 1 : 0);
  }

  /** A small number: 0 to 255. */
  void small(int value) {
    out.write(value);
  }

  /** Seven bits a byte, the lowest first; small numbers are short. */
  void number(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.write((int) (left & 0x7f) | 0x80);
      left >>>= 7;
    }
    out.write((int) left);
  }

  void text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    out.writeBytes(bytes);
  }

  /** The last value: it reaches to the end. */
  void rest(byte[] value) {
    out.writeBytes(value);
  }

  <T> void optional(@Nullable T value, Consumer<T> write) {
    flag(value != null);
    if (value != null) {
      write.accept(value);
    }
  }

  <T> void list(List<T> values, Consumer<T> write) {
    number(values.size());
    values.forEach(write);
  }
}
