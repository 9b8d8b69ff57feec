package dev.carillon.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON text into a growing byte array. Commas are its own business; that begin and end
 * pair up is the caller's.
 *
 * <p>Confined to one thread at a time; {@link #reset()} makes it fit for the next text.
 */
public final class JsonWriter {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final int WORST_BYTES_PER_CHAR = 6;

  private byte[] buffer;
  private int size;
  private boolean comma;

  public JsonWriter() {
    this(256);
  }

  /** {@code sizeBytes} is what the text will probably need. */
  public JsonWriter(int sizeBytes) {
    buffer = new byte[Math.max(16, sizeBytes)];
  }

  /** Forgets what was written; keeps the memory. */
  public JsonWriter reset() {
    size = 0;
    comma = false;
    return this;
  }

  public int size() {
    return size;
  }

  /** A copy of what was written. */
  public byte[] toBytes() {
    return Arrays.copyOf(buffer, size);
  }

  /** What {@code taker} makes of the bytes, which it must copy if it keeps them. */
  public <T> T give(Taker<T> taker) {
    return taker.take(buffer, 0, size);
  }

  /** Makes something of a part of an array. */
  @FunctionalInterface
  public interface Taker<T> {
    T take(byte[] bytes, int offset, int length);
  }

  /** What was written as text, for tests and logs. */
  @Override
  public String toString() {
    return new String(buffer, 0, size, StandardCharsets.UTF_8);
  }

  public JsonWriter beginObject() {
    return open('{');
  }

  public JsonWriter endObject() {
    return close('}');
  }

  public JsonWriter beginArray() {
    return open('[');
  }

  public JsonWriter endArray() {
    return close(']');
  }

  /** The name of an object's next member. */
  public JsonWriter name(String name) {
    separate();
    quote(name);
    put(':');
    comma = false;
    return this;
  }

  public JsonWriter string(@Nullable String value) {
    if (value == null) {
      return ascii(NULL);
    }
    separate();
    quote(value);
    comma = true;
    return this;
  }

  public JsonWriter number(long value) {
    separate();
    if (value == Long.MIN_VALUE) {
      bytes("-9223372036854775808".getBytes(StandardCharsets.US_ASCII), 0, 20);
    } else {
      digits(value);
    }
    comma = true;
    return this;
  }

  /** A finite number in Java's shortest form. */
  public JsonWriter number(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value: " + value + " (expected: a finite number)");
    }
    return ascii(Double.toString(value).getBytes(StandardCharsets.US_ASCII));
  }

  public JsonWriter bool(boolean value) {
    return ascii(value ? TRUE : FALSE);
  }

  public JsonWriter nullValue() {
    return ascii(NULL);
  }

  /** A complete JSON value that is known to be one. */
  public JsonWriter raw(byte[] json) {
    return raw(json, 0, json.length);
  }

  /** A complete JSON value that is known to be one. */
  public JsonWriter raw(byte[] json, int offset, int length) {
    separate();
    bytes(json, offset, length);
    comma = true;
    return this;
  }

  /**
   * A complete JSON value that is known to be one, written by {@code source} into the array it is
   * given, from the index it is given.
   */
  public JsonWriter raw(int length, ObjIntConsumer<byte[]> source) {
    separate();
    ensure(length);
    source.accept(buffer, size);
    size += length;
    comma = true;
    return this;
  }

  /** A member with text; null is written as null. */
  public JsonWriter field(String name, @Nullable String value) {
    return name(name).string(value);
  }

  public JsonWriter field(String name, long value) {
    return name(name).number(value);
  }

  public JsonWriter field(String name, boolean value) {
    return name(name).bool(value);
  }

  /**
   * A tree of maps, collections, text, numbers, booleans and nulls; anything else by its {@code
   * toString()}. For cold paths.
   */
  public JsonWriter value(@Nullable Object value) {
    return switch (value) {
      case null -> nullValue();
      case Boolean b -> bool(b);
      case Double d -> number(d);
      case Float f -> number(f.doubleValue());
      case Long n -> number(n);
      case Integer n -> number(n);
      case Number n -> ascii(n.toString().getBytes(StandardCharsets.US_ASCII));
      case Map<?, ?> map -> members(map);
      case Collection<?> elements -> {
        beginArray();
        elements.forEach(this::value);
        yield endArray();
      }
      default -> string(value.toString());
    };
  }

  private JsonWriter members(Map<?, ?> map) {
    beginObject();
    map.forEach((name, value) -> name(String.valueOf(name)).value(value));
    return endObject();
  }

  private JsonWriter open(char bracket) {
    separate();
    put(bracket);
    comma = false;
    return this;
  }

  private JsonWriter close(char bracket) {
    put(bracket);
    comma = true;
    return this;
  }

  private JsonWriter ascii(byte[] token) {
    return raw(token, 0, token.length);
  }

  private void separate() {
    if (comma) {
      put(',');
    }
  }

  private void put(char ascii) {
    ensure(1);
    buffer[size++] = (byte) ascii;
  }

  private void bytes(byte[] source, int offset, int length) {
    ensure(length);
    System.arraycopy(source, offset, buffer, size, length);
    size += length;
  }

  private void ensure(int more) {
    if (buffer.length - size < more) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, Math.addExact(size, more)));
    }
  }

  private void digits(long value) {
    ensure(20);
    long rest = value;
    if (rest < 0) {
      buffer[size++] = '-';
      rest = -rest;
    }
    int end = size + 1;
    for (long probe = rest; probe >= 10; probe /= 10) {
      end++;
    }
    for (int i = end - 1; i >= size; i--) {
      buffer[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size = end;
  }

  private void quote(String text) {
    int length = text.length();
    ensure(Math.addExact(2, Math.multiplyExact(length, WORST_BYTES_PER_CHAR)));
    buffer[size++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        asciiChar(c);
      } else if (c < 0x800) {
        buffer[size++] = (byte) (0xc0 | (c >> 6));
        buffer[size++] = (byte) (0x80 | (c & 0x3f));
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        supplementary(Character.toCodePoint(c, text.charAt(++i)));
      } else {
        threeBytes(Character.isSurrogate(c) ? '\ufffd' : c);
      }
    }
    buffer[size++] = '"';
  }

  private void asciiChar(char c) {
    if (c >= 0x20 && c != '"' && c != '\\') {
      buffer[size++] = (byte) c;
      return;
    }
    buffer[size++] = '\\';
    switch (c) {
      case '"', '\\' -> buffer[size++] = (byte) c;
      case '\n' -> buffer[size++] = 'n';
      case '\r' -> buffer[size++] = 'r';
      case '\t' -> buffer[size++] = 't';
      default -> {
        buffer[size++] = 'u';
        buffer[size++] = '0';
        buffer[size++] = '0';
        buffer[size++] = HEX[c >> 4];
        buffer[size++] = HEX[c & 15];
      }
    }
  }

  private void threeBytes(char c) {
    buffer[size++] = (byte) (0xe0 | (c >> 12));
    buffer[size++] = (byte) (0x80 | ((c >> 6) & 0x3f));
    buffer[size++] = (byte) (0x80 | (c & 0x3f));
  }

  private void supplementary(int codePoint) {
    buffer[size++] = (byte) (0xf0 | (codePoint >> 18));
    buffer[size++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
    buffer[size++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
    buffer[size++] = (byte) (0x80 | (codePoint & 0x3f));
  }
}
