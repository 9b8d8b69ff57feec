package dev.carillon.chat.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link Packer} wrote, in the same order. One thread. */
final class Unpacker {
  private final ByteBuffer in;

  Unpacker(byte[] bytes) {
    in = ByteBuffer.wrap(bytes);
  }

  boolean flag() {
    return in.get() != 0;
  }

  int small() {
    return in.get() & 0xff;
  }

  long number() {
    long value = 0;
    int shift = 0;
    byte next = in.get();
    while (next < 0) {
      value |= (next & 0x7fL) << shift;
      shift += 7;
      next = in.get();
    }
    return value | ((long) next << shift);
  }

  String text() {
    byte[] bytes = new byte[Math.toIntExact(number())];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The last value. */
  byte[] rest() {
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    return bytes;
  }

  <T> @Nullable T optional(Supplier<T> read) {
    return flag() ? read.get() : null;
  }

  <T> List<T> list(Supplier<T> read) {
    long size = number();
    List<T> values = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      values.add(read.get());
    }
    return values;
  }
}
