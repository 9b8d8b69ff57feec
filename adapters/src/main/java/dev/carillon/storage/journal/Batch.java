package dev.carillon.storage.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Records as bytes of a segment, gathered for one write. Owner's thread only; keeps its room, so
 * that a record costs no allocation.
 */
final class Batch {
  private static final int START_BYTES = 64 << 10;

  /** A batch that grew beyond this is written before it takes another record. */
  private static final int FULL_BYTES = 4 << 20;

  private final CRC32C crc = new CRC32C();
  private ByteBuffer bytes = allocate(START_BYTES);
  private int records;

  boolean isEmpty() {
    return records == 0;
  }

  boolean isFull() {
    return bytes.position() >= FULL_BYTES;
  }

  /** How many bytes will be written. */
  int size() {
    return bytes.position();
  }

  int records() {
    return records;
  }

  void add(long sequence, byte[] source, int offset, int length) {
    int at = bytes.position();
    int recordBytes = Records.HEADER_BYTES + length;
    int end = Records.padded(at + recordBytes);
    makeRoom(end);
    bytes.putInt(at + Records.LENGTH_AT, recordBytes);
    bytes.putLong(at + Records.SEQUENCE_AT, sequence);
    bytes.putInt(at + Records.IN_BATCH_AT, records);
    bytes.put(at + Records.HEADER_BYTES, source, offset, length);
    for (int i = at + recordBytes; i < end; i++) {
      bytes.put(i, (byte) 0);
    }
    bytes.putInt(at, Records.crc(crc, bytes, at, recordBytes));
    bytes.position(end);
    records++;
  }

  /** What to write, from its position to its limit; {@link #clear} follows. */
  ByteBuffer written() {
    return bytes.flip();
  }

  void clear() {
    bytes.clear();
    records = 0;
  }

  private void makeRoom(int end) {
    if (end > bytes.capacity()) {
      ByteBuffer larger = allocate(Math.max(end, 2 * bytes.capacity()));
      larger.put(bytes.flip());
      bytes = larger;
    }
  }

  private static ByteBuffer allocate(int capacity) {
    return ByteBuffer.allocateDirect(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }
}
