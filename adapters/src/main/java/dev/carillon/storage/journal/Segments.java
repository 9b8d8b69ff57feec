package dev.carillon.storage.journal;

import dev.carillon.journal.JournalException;
import dev.carillon.storage.FolderSync;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The segments of a folder, oldest first, of which the last one is written to. Any thread. */
final class Segments {
  private final Path folder;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Segment> kept = new ArrayDeque<>();
  private long keptBytes;

  private Segments(Path folder) {
    this.folder = folder;
  }

  /** Reads all headers; throws JournalException when one is damaged or a file is missing. */
  static Segments in(Path folder) throws IOException {
    List<Segment> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + Segment.SUFFIX)) {
      for (Path file : files) {
        found.add(Segment.read(file));
      }
    }
    found.sort(Comparator.comparingLong(Segment::id));
    for (int i = 1; i < found.size(); i++) {
      refuseGap(folder, found.get(i - 1), found.get(i));
    }
    Segments segments = new Segments(folder);
    found.forEach(segments::add);
    return segments;
  }

  private static void refuseGap(Path folder, Segment one, Segment next) {
    if (next.id() != one.id() + 1) {
      throw Damage.in(folder, "segment " + Segment.name(one.id() + 1) + " is missing");
    }
    if (next.firstSequence() < one.firstSequence()) {
      throw Damage.at(
          next.file(),
          0,
          "it begins with record %d, the one before with %d"
              .formatted(next.firstSequence(), one.firstSequence()));
    }
  }

  void add(Segment segment) {
    lock.lock();
    try {
      kept.addLast(segment);
      keptBytes += segment.sizeBytes();
    } finally {
      lock.unlock();
    }
  }

  /** What the segment after the last one is, beginning with a record. */
  Segment following(long firstSequence, long sizeBytes) {
    long id = last().map(Segment::id).orElse(0L) + 1;
    return new Segment(folder.resolve(Segment.name(id)), id, firstSequence, sizeBytes);
  }

  Optional<Segment> last() {
    lock.lock();
    try {
      return Optional.ofNullable(kept.peekLast());
    } finally {
      lock.unlock();
    }
  }

  List<Segment> all() {
    lock.lock();
    try {
      return List.copyOf(kept);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Deletes the oldest segments that have no record after the given one, as long as so many bytes
   * are left. One by one and durably, so that no crash leaves a gap.
   */
  void release(long throughSequence, long bytesLeft) {
    Segment oldest = removeOldest(throughSequence, bytesLeft);
    while (oldest != null) {
      try {
        Files.deleteIfExists(oldest.file());
        FolderSync.force(folder);
      } catch (IOException e) {
        throw new JournalException("The journal can't delete " + oldest.file() + ": " + e, e);
      }
      oldest = removeOldest(throughSequence, bytesLeft);
    }
  }

  private @Nullable Segment removeOldest(long throughSequence, long bytesLeft) {
    lock.lock();
    try {
      Segment oldest = kept.pollFirst();
      Segment second = kept.peekFirst();
      if (oldest == null) {
        return null;
      }
      if (second != null
          && second.firstSequence() - 1 <= throughSequence
          && keptBytes - oldest.sizeBytes() >= bytesLeft) {
        keptBytes -= oldest.sizeBytes();
        return oldest;
      }
      kept.addFirst(oldest);
      return null;
    } finally {
      lock.unlock();
    }
  }
}
