package dev.carillon.storage.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/**
 * The bytes with which each file begins: 8 that tell what it is, 4 of its version, then what the
 * kind of file says of itself, and at the end a CRC32C of all before.
 */
final class FileHeader {
  static final int BYTES = 64;
  static final int VERSION_AT = 8;
  static final int CONTENT_AT = 12;

  private static final int CRC_AT = BYTES - Integer.BYTES;

  private FileHeader() {}

  /** A header to which the content is to be added, at the buffer's position. */
  static ByteBuffer begin(long magic, int version) {
    return allocate().putLong(magic).putInt(version);
  }

  /** Ends a header; its bytes are from the position to the limit. */
  static ByteBuffer seal(ByteBuffer header) {
    return header.putInt(CRC_AT, crc(header)).rewind();
  }

  /** Reads what the file has of a header: less than all when the position says so. */
  static ByteBuffer read(FileChannel file) throws IOException {
    ByteBuffer header = allocate();
    int read = file.read(header, 0);
    while (read > 0 && header.hasRemaining()) {
      read = file.read(header, header.position());
    }
    return header;
  }

  /** Whether a header that was read is whole, unchanged and of that kind. */
  static boolean isSealed(ByteBuffer header, long magic) {
    return !header.hasRemaining()
        && header.getLong(0) == magic
        && header.getInt(CRC_AT) == crc(header);
  }

  private static ByteBuffer allocate() {
    return ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int crc(ByteBuffer header) {
    CRC32C crc = new CRC32C();
    crc.update(header.slice(0, CRC_AT));
    return (int) crc.getValue();
  }
}
