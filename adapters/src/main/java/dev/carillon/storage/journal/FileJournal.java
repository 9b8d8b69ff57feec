package dev.carillon.storage.journal;

import dev.carillon.journal.Journal;
import dev.carillon.journal.JournalException;
import dev.carillon.storage.FolderLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal as segments in a folder that belongs to one process at a time: one write and one
 * force for each batch.
 *
 * <p>The owner's thread must not be interrupted: Java closes a file under an interrupted writer,
 * and that ends the journal as any error does. A failed force is never tried again: the system may
 * have dropped the bytes that it could not write, and then says that all is well.
 */
public final class FileJournal implements Journal {
  private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);

  private static final String LOCK = "lock";

  private final JournalSettings settings;
  private final Disk disk;
  private final FolderLock folderLock;
  private final Segments segments;
  private final SegmentMaker maker;
  private final LeftOut leftOut;
  private final Batch batch = new Batch();
  private FileChannel file;
  private long position;
  private long lastDurable;
  private @Nullable JournalException failure;

  private FileJournal(
      JournalSettings settings, Disk disk, FolderLock folderLock, Segments segments, Path folder)
      throws IOException {
    this.settings = settings;
    this.disk = disk;
    this.folderLock = folderLock;
    this.segments = segments;
    this.leftOut = LeftOut.in(folder);
    this.maker = new SegmentMaker(folder, settings.segmentBytes(), disk);
    Segment last = segments.last().orElse(null);
    if (last == null) {
      this.file = begin(ByteBuffer.allocate(0));
    } else {
      Tail tail = tail(last);
      this.file = FileChannel.open(last.file(), StandardOpenOption.WRITE);
      this.position = tail.position();
      this.lastDurable = tail.lastSequence();
      cut(last, tail);
    }
    maker.prepare();
  }

  /**
   * Opens the journal of a folder; makes both when they are missing. What a crash left of an
   * unfinished write is cut off and reported.
   *
   * @throws JournalException when another process has it, or it is damaged
   * @throws IOException when the folder can't be read or written
   */
  public static FileJournal open(Path folder, JournalSettings settings) throws IOException {
    return open(folder, settings, new Disk());
  }

  static FileJournal open(Path folder, JournalSettings settings, Disk disk) throws IOException {
    Files.createDirectories(folder);
    FolderLock folderLock =
        FolderLock.take(folder, LOCK)
            .orElseThrow(() ->
                new JournalException(
                    "The journal in "
                        + folder
                        + " is in use: stop the other server or choose another folder"));
    try {
      return new FileJournal(settings, disk, folderLock, Segments.in(folder), folder);
    } catch (IOException | RuntimeException | Error e) {
      folderLock.close();
      throw e;
    }
  }

  private static Tail tail(Segment last) throws IOException {
    try (MappedSegment mapped = MappedSegment.open(last)) {
      return Tail.find(last, mapped.records());
    }
  }

  /** Writes zeros over the unfinished write, so that nothing of it can ever follow a new record. */
  private void cut(Segment last, Tail tail) throws IOException {
    if (tail.tornBytes() == 0) {
      return;
    }
    disk.write(file, ByteBuffer.allocate(tail.tornBytes()), tail.position());
    disk.force(file, true);
    LOG.warn(
        "The journal ended in an unfinished write, as after a crash: {} bytes from position {} of {}"
            + " were cut off; its last record is {}",
        tail.tornBytes(),
        tail.position(),
        last.file(),
        tail.lastSequence());
  }

  @Override
  public long append(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length > MAX_RECORD_BYTES) {
      throw new IllegalArgumentException(
          "length: " + length + " (expected: at most " + MAX_RECORD_BYTES + ")");
    }
    refuseAfterFailure();
    if (batch.isFull()) {
      writeBatch();
    }
    long sequence = lastSequence() + 1;
    batch.add(sequence, bytes, offset, length);
    return sequence;
  }

  @Override
  public long force() {
    refuseAfterFailure();
    if (!batch.isEmpty()) {
      writeBatch();
    }
    return lastDurable;
  }

  private void refuseAfterFailure() {
    if (failure != null) {
      throw new JournalException(failure.getMessage() + " (earlier)", failure);
    }
  }

  private void writeBatch() {
    try {
      int size = batch.size();
      long left = file.size() - position;
      if (size <= left) {
        disk.write(file, batch.written(), position);
        disk.force(file, false);
        position += size;
      } else {
        roll();
      }
      lastDurable += batch.records();
      batch.clear();
    } catch (IOException | RuntimeException | Error e) {
      failure =
          new JournalException(
              "The journal can't be written: "
                  + e
                  + ". Nothing more is acknowledged; see that its disk works and has room, then start"
                  + " the server again",
              e);
      throw failure;
    }
  }

  private void roll() throws IOException {
    file.close();
    file = begin(batch.written());
    maker.prepare();
  }

  /** Begins a segment with its first records; they are durable when this returns. */
  private FileChannel begin(ByteBuffer firstRecords) throws IOException {
    long end = (long) FileHeader.BYTES + firstRecords.remaining();
    Segment segment = segments.following(lastDurable + 1, Math.max(settings.segmentBytes(), end));
    FileChannel begun = maker.take(segment, firstRecords);
    segments.add(segment);
    position = end;
    return begun;
  }

  @Override
  public long lastSequence() {
    return lastDurable + batch.records();
  }

  @Override
  public long firstSequence() {
    return segments.all().getFirst().firstSequence();
  }

  @Override
  public void replay(long fromSequence, Visitor visitor) {
    read(fromSequence, lastDurable, visitor);
  }

  @Override
  public void read(long fromSequence, long throughSequence, Visitor visitor) {
    List<Segment> all = segments.all();
    long first = all.getFirst().firstSequence();
    if (fromSequence < first || fromSequence > throughSequence + 1) {
      throw new JournalException(
          "The journal can't be read from record %d on: it has the records from %d to %d"
              .formatted(fromSequence, first, throughSequence));
    }
    for (int i = 0; i < all.size() && all.get(i).firstSequence() <= throughSequence; i++) {
      long end = i + 1 < all.size() ? all.get(i + 1).firstSequence() - 1 : throughSequence;
      long last = Math.min(end, throughSequence);
      if (last >= fromSequence) {
        SegmentReplay.read(all.get(i), fromSequence, last, checked(visitor));
      }
    }
  }

  private Visitor checked(Visitor visitor) {
    return (sequence, bytes, offset, length) -> {
      if (leftOut.contains(sequence)) {
        leftOut.check(sequence, checksum(bytes, offset, length));
      }
      visitor.record(sequence, bytes, offset, length);
    };
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  @Override
  public void leaveOut(long sequence) {
    if (sequence > lastDurable) {
      throw new JournalException(
          "There is no record " + sequence + ": the journal ends with record " + lastDurable);
    }
    int[] checksum = new int[1];
    replay(
        sequence,
        (each, bytes, offset, length) -> {
          if (each == sequence) {
            checksum[0] = checksum(bytes, offset, length);
          }
        });
    try {
      leftOut.add(sequence, checksum[0]);
    } catch (IOException e) {
      throw new JournalException("The journal can't leave out record " + sequence + ": " + e, e);
    }
  }

  @Override
  public boolean isLeftOut(long sequence) {
    return leftOut.contains(sequence);
  }

  @Override
  public void release(long throughSequence) {
    segments.release(throughSequence, settings.keptBytes());
  }

  @Override
  public void close() {
    try {
      try {
        file.close();
      } finally {
        maker.close();
      }
      folderLock.close();
    } catch (IOException e) {
      throw new JournalException("The journal can't be closed: " + e, e);
    }
  }
}
