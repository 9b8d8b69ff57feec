package dev.carillon.core.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Puts values into the bytes of a note, one after the other; {@link NoteReader} takes them out. */
public final class NoteWriter {
  private byte[] bytes;
  private int size;

  /**
   * @param expectedBytes about how long the note will be
   */
  public NoteWriter(int expectedBytes) {
    bytes = new byte[Math.max(16, expectedBytes)];
  }

  public NoteWriter putByte(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /** Any number; small ones that are not negative take the least room. */
  public NoteWriter putNumber(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  public NoteWriter putText(String text) {
    return putBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public NoteWriter putBytes(byte[] value) {
    int start = putRoom(value.length);
    System.arraycopy(value, 0, bytes, start, value.length);
    return this;
  }

  /**
   * Puts a length, and room for so many bytes, which the caller fills in.
   *
   * @return where the room begins in {@link #target()}
   */
  public int putRoom(int length) {
    putNumber(length);
    room(length);
    int start = size;
    size += length;
    return start;
  }

  /** The bytes under work: valid until the next value is put. */
  public byte[] target() {
    return bytes;
  }

  /** The note. */
  public byte[] toBytes() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
