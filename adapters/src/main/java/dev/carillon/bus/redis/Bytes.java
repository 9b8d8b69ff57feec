package dev.carillon.bus.redis;

import java.nio.charset.StandardCharsets;

/** Text as bytes and back. */
final class Bytes {
  private Bytes() {}

  static byte[] of(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] of(long number) {
    return of(Long.toString(number));
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static long number(byte[] bytes) {
    return Long.parseLong(text(bytes));
  }
}
