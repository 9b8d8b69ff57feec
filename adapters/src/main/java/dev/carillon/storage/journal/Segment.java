package dev.carillon.storage.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One file of the journal, as its header and its name tell.
 *
 * @param id contiguous, so that a missing file is noticed
 * @param firstSequence of the first record in it, or of the one that will be
 */
record Segment(Path file, long id, long firstSequence, long sizeBytes) {
  static final String SUFFIX = ".segment";

  private static final long MAGIC = 0x6c6e726a_6c726143L; // "Carljrnl"
  private static final int VERSION = 1;
  private static final int ID_AT = FileHeader.CONTENT_AT + Integer.BYTES;
  private static final int FIRST_SEQUENCE_AT = ID_AT + Long.BYTES;

  static String name(long id) {
    return "%010d%s".formatted(id, SUFFIX);
  }

  /** The bytes with which such a file begins. */
  ByteBuffer header() {
    return FileHeader.seal(
        FileHeader.begin(MAGIC, VERSION).putInt(0).putLong(id).putLong(firstSequence));
  }

  /** Reads the header of a file; throws JournalException when it isn't what was written. */
  static Segment read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return read(file, channel);
    }
  }

  /** As {@link #read(Path)}, of a file that is open. */
  static Segment read(Path file, FileChannel channel) throws IOException {
    ByteBuffer header = FileHeader.read(channel);
    if (!FileHeader.isSealed(header, MAGIC)) {
      throw Damage.at(file, 0, "the header isn't that of a journal, or has changed");
    }
    int version = header.getInt(FileHeader.VERSION_AT);
    if (version != VERSION) {
      throw Damage.at(
          file, FileHeader.VERSION_AT, "version: " + version + " (expected: " + VERSION + ")");
    }
    Segment segment =
        new Segment(file, header.getLong(ID_AT), header.getLong(FIRST_SEQUENCE_AT), channel.size());
    if (!file.endsWith(name(segment.id))) {
      throw Damage.at(file, 0, "by its header this is " + name(segment.id));
    }
    return segment;
  }
}
