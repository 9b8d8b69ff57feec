package dev.carillon.storage.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A journal and its snapshots to be copied while another process goes on writing. One thread.
 *
 * <p>What is there at first is held: whatever that process deletes meanwhile, its bytes stay. So a
 * history that is copied after this was made, and before {@link #copy}, is neither behind the first
 * record of the copy nor ahead of its last.
 */
public final class JournalCopy implements AutoCloseable {
  private static final int TRIES = 10;

  private final Path journal;
  private final List<Held> snapshots = new ArrayList<>();
  private final List<Held> segments = new ArrayList<>();

  private JournalCopy(Path journal) {
    this.journal = journal;
  }

  /** Who takes the files of the copy. */
  @FunctionalInterface
  public interface Target {
    /**
     * A file.
     *
     * @param name with that of its folder: {@code journal/0000000001.segment}
     * @param bytes which are its first {@code length}
     */
    void file(String name, FileChannel bytes, long length) throws IOException;
  }

  private record Held(Path file, FileChannel channel) {
    static Held open(Path file) throws IOException {
      return new Held(file, FileChannel.open(file, StandardOpenOption.READ));
    }

    Segment segment() throws IOException {
      return Segment.read(file, channel);
    }
  }

  /**
   * Holds what is there.
   *
   * @param journal the folder of the segments
   * @param snapshots the folder of the snapshots
   */
  public static JournalCopy of(Path journal, Path snapshots) throws IOException {
    for (int tries = 1; true; tries++) {
      JournalCopy copy = new JournalCopy(journal);
      if (copy.hold(snapshots)) {
        return copy;
      }
      copy.close();
      if (tries == TRIES) {
        throw tooSlow(journal);
      }
    }
  }

  private static IOException tooSlow(Path journal) {
    return new IOException(
        "The journal in " + journal + " is deleted faster than it can be copied");
  }

  /** False: something was deleted meanwhile that is needed. */
  private boolean hold(Path folder) throws IOException {
    try {
      for (Path file : files(folder, FileSnapshots.SUFFIX).reversed()) {
        snapshots.add(Held.open(file));
      }
      holdSegments();
    } catch (NoSuchFileException _) {
      return false;
    }
    if (snapshots.isEmpty() || segments.isEmpty()) {
      return true;
    }
    // Of the newest two a start uses the older one.
    Held needed = snapshots.get(Math.min(1, snapshots.size() - 1));
    return segments.getFirst().segment().firstSequence()
        <= FileSnapshots.sequence(needed.file()) + 1;
  }

  private void holdSegments() throws IOException {
    Path last = segments.isEmpty() ? null : segments.getLast().file();
    for (Path file : files(journal, Segment.SUFFIX)) {
      if (last == null || file.compareTo(last) > 0) {
        segments.add(Held.open(file));
      }
    }
  }

  /** In the order of their names. */
  private static List<Path> files(Path folder, String suffix) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + suffix)) {
      files.forEach(found::add);
    }
    found.sort(Comparator.naturalOrder());
    return found;
  }

  /** Copies what is held, and what was written since. */
  public void copy(Target target) throws IOException {
    for (Held snapshot : snapshots) {
      whole(target, snapshot);
    }
    holdSegments();
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i).segment();
      if (i > 0 && segment.id() != segments.get(i - 1).segment().id() + 1) {
        throw tooSlow(journal);
      }
      if (i + 1 < segments.size()) {
        whole(target, segments.get(i));
      } else {
        target.file(name(segment.file()), segments.get(i).channel(), end(segment));
      }
    }
    Path leftOut = journal.resolve(LeftOut.FILE);
    if (Files.exists(leftOut)) {
      Held held = Held.open(leftOut);
      try (FileChannel _ = held.channel()) {
        whole(target, held);
      }
    }
  }

  private static void whole(Target target, Held held) throws IOException {
    target.file(name(held.file()), held.channel(), held.channel().size());
  }

  private static String name(Path file) {
    return file.getName(file.getNameCount() - 2) + "/" + file.getFileName();
  }

  /** Behind the last record that is whole now: what comes while we look is not of this copy. */
  private static long end(Segment last) throws IOException {
    try (MappedSegment mapped = MappedSegment.open(last)) {
      Records records = mapped.records();
      int at = FileHeader.BYTES;
      long next = last.firstSequence();
      while (records.isWhole(at) && records.sequence(at) == next) {
        at = records.next(at);
        next++;
      }
      return at;
    }
  }

  @Override
  public void close() throws IOException {
    for (Held held : segments) {
      held.channel().close();
    }
    for (Held held : snapshots) {
      held.channel().close();
    }
  }
}
