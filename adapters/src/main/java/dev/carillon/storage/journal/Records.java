package dev.carillon.storage.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The records of a segment, read where they lie. One thread. */
final class Records {
  static final int LENGTH_AT = 4;
  static final int SEQUENCE_AT = 8;
  static final int IN_BATCH_AT = 16;
  static final int HEADER_BYTES = 20;
  static final int ALIGNMENT = 8;

  private final ByteBuffer bytes;
  private final CRC32C crc = new CRC32C();

  /**
   * @param bytes a whole segment, little-endian
   */
  Records(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  static int padded(int position) {
    return (position + ALIGNMENT - 1) & -ALIGNMENT;
  }

  /** The checksum of the record of so many bytes; leaves the buffer cleared. */
  static int crc(CRC32C crc, ByteBuffer bytes, int at, int recordBytes) {
    crc.reset();
    crc.update(bytes.limit(at + recordBytes).position(at + LENGTH_AT));
    bytes.clear();
    return (int) crc.getValue();
  }

  int limit() {
    return bytes.capacity();
  }

  /** Whether a record stands there as it was written, whatever its number. */
  boolean isWhole(int at) {
    if (at + HEADER_BYTES > limit()) {
      return false;
    }
    int recordBytes = recordBytes(at);
    return recordBytes >= HEADER_BYTES
        && recordBytes <= limit() - at
        && bytes.getInt(at) == crc(crc, bytes, at, recordBytes);
  }

  /** The length of the record that stands there, if one does. */
  int recordBytes(int at) {
    return bytes.getInt(at + LENGTH_AT);
  }

  /** The number of the record that stands there, if one does. */
  long sequence(int at) {
    return bytes.getLong(at + SEQUENCE_AT);
  }

  /** The number with which the batch of a whole record begins. */
  long batchSequence(int at) {
    return sequence(at) - bytes.getInt(at + IN_BATCH_AT);
  }

  /** Where the record after a whole one stands. */
  int next(int at) {
    return Math.min(limit(), padded(at + recordBytes(at)));
  }

  /** Copies what a whole record contains. */
  void copy(int at, byte[] target) {
    bytes.get(at + HEADER_BYTES, target, 0, recordBytes(at) - HEADER_BYTES);
  }

  /** Where the zeros begin with which a segment ends, at a position that 8 divides, or its end. */
  int endOfData() {
    int at = limit() & -ALIGNMENT;
    if (!isZero(at, limit())) {
      return limit();
    }
    while (at > 0 && bytes.getLong(at - ALIGNMENT) == 0) {
      at -= ALIGNMENT;
    }
    return at;
  }

  boolean isZero(int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes.get(at) != 0) {
        return false;
      }
    }
    return true;
  }
}
