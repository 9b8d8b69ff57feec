package dev.carillon.storage.journal;

import dev.carillon.journal.Snapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * With what a snapshot's file begins.
 *
 * @param crc of the state
 */
record SnapshotHeader(Snapshot snapshot, int crc) {
  private static final long MAGIC = 0x706e7361_6c726143L; // "Carlasnp"
  private static final int VERSION = 1;
  private static final int SEQUENCE_AT = FileHeader.CONTENT_AT + Integer.BYTES;
  private static final int HASH_AT = SEQUENCE_AT + Long.BYTES;
  private static final int SIZE_AT = HASH_AT + Long.BYTES;

  ByteBuffer toBytes() {
    return FileHeader.seal(
        FileHeader.begin(MAGIC, VERSION)
            .putInt(crc)
            .putLong(snapshot.sequence())
            .putLong(snapshot.stateHash())
            .putLong(snapshot.sizeBytes()));
  }

  /** Empty: the file doesn't begin as it was written, or hasn't the length that it says. */
  static Optional<SnapshotHeader> read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer header = FileHeader.read(channel);
      if (!FileHeader.isSealed(header, MAGIC)
          || header.getInt(FileHeader.VERSION_AT) != VERSION
          || header.getLong(SIZE_AT) != channel.size() - FileHeader.BYTES) {
        return Optional.empty();
      }
      Snapshot snapshot =
          new Snapshot(
              header.getLong(SEQUENCE_AT), header.getLong(HASH_AT), header.getLong(SIZE_AT));
      return Optional.of(new SnapshotHeader(snapshot, header.getInt(FileHeader.CONTENT_AT)));
    }
  }

  static int crc(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
