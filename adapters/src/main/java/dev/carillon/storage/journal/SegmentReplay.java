package dev.carillon.storage.journal;

import dev.carillon.journal.JournalException;
import dev.carillon.journal.Records.Visitor;
import java.io.IOException;

/** Reads records of a segment of which it is known where it ends. */
final class SegmentReplay {
  private SegmentReplay() {}

  /** Visits the records from one number through another, which is the segment's last. */
  static void read(Segment segment, long from, long through, Visitor visitor) {
    try (MappedSegment mapped = MappedSegment.open(segment)) {
      read(segment, mapped.records(), from, through, visitor);
    } catch (IOException e) {
      throw new JournalException("The journal can't read " + segment.file() + ": " + e, e);
    }
  }

  private static void read(
      Segment segment, Records records, long from, long through, Visitor visitor) {
    byte[] copy = new byte[1 << 10];
    int at = FileHeader.BYTES;
    for (long sequence = segment.firstSequence(); sequence <= through; sequence++) {
      if (!records.isWhole(at)) {
        throw Damage.at(segment.file(), at, "record " + sequence + " has changed or is gone");
      }
      if (records.sequence(at) != sequence) {
        throw Damage.at(
            segment.file(), at, "record " + records.sequence(at) + " (expected: " + sequence + ")");
      }
      if (sequence >= from) {
        int length = records.recordBytes(at) - Records.HEADER_BYTES;
        if (length > copy.length) {
          copy = new byte[Math.max(length, 2 * copy.length)];
        }
        records.copy(at, copy);
        visitor.record(sequence, copy, 0, length);
      }
      at = records.next(at);
    }
  }
}
