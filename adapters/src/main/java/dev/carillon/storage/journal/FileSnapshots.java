package dev.carillon.storage.journal;

import dev.carillon.journal.JournalException;
import dev.carillon.journal.Snapshot;
import dev.carillon.journal.Snapshots;
import dev.carillon.storage.FolderSync;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file for each snapshot, beside the journal's segments: the journal's lock keeps other
 * processes out. A file has another name until it is whole and on the disk.
 */
public final class FileSnapshots implements Snapshots {
  private static final Logger LOG = LoggerFactory.getLogger(FileSnapshots.class);
  static final String SUFFIX = ".snapshot";
  private static final String COMING = ".coming";
  private static final String NAME = "%020d" + SUFFIX;

  private final Path folder;
  private final Disk disk;

  /** Drops what was coming when the process ended. The folder is there: the journal is open. */
  public FileSnapshots(Path folder) throws IOException {
    this(folder, new Disk());
  }

  FileSnapshots(Path folder, Disk disk) throws IOException {
    this.folder = folder;
    this.disk = disk;
    for (Path file : files(COMING)) {
      Files.delete(file);
    }
  }

  @Override
  public void write(long sequence, long stateHash, byte[] state, int length) {
    Path whole = folder.resolve(NAME.formatted(sequence));
    Path coming = folder.resolve(whole.getFileName() + COMING);
    ByteBuffer body = ByteBuffer.wrap(state, 0, length);
    SnapshotHeader header =
        new SnapshotHeader(
            new Snapshot(sequence, stateHash, length), SnapshotHeader.crc(state, 0, length));
    try {
      try (FileChannel file =
          FileChannel.open(
              coming,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        disk.write(file, header.toBytes(), 0);
        disk.write(file, body, FileHeader.BYTES);
        disk.force(file, true);
      }
      Files.move(coming, whole, StandardCopyOption.ATOMIC_MOVE);
      FolderSync.force(folder);
    } catch (IOException e) {
      throw dropped(
          coming, new JournalException("The snapshot " + whole + " can't be written: " + e, e));
    }
  }

  private static JournalException dropped(Path coming, JournalException failure) {
    try {
      Files.deleteIfExists(coming);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  /** The number that a snapshot's file is named by. */
  static long sequence(Path file) {
    String name = String.valueOf(file.getFileName());
    return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
  }

  @Override
  public List<Snapshot> list() {
    try {
      List<Snapshot> found = new ArrayList<>();
      for (Path file : files(SUFFIX)) {
        header(file).map(SnapshotHeader::snapshot).ifPresent(found::add);
      }
      return List.copyOf(found);
    } catch (IOException e) {
      throw new JournalException("The snapshots in " + folder + " can't be read: " + e, e);
    }
  }

  @Override
  public Optional<byte[]> read(Snapshot snapshot) {
    Path file = folder.resolve(NAME.formatted(snapshot.sequence()));
    try {
      Optional<SnapshotHeader> header = header(file);
      if (header.isEmpty() || !header.get().snapshot().equals(snapshot)) {
        return Optional.empty();
      }
      byte[] bytes = Files.readAllBytes(file);
      int length = bytes.length - FileHeader.BYTES;
      if (SnapshotHeader.crc(bytes, FileHeader.BYTES, length) != header.get().crc()) {
        report(file, "its bytes have changed");
        return Optional.empty();
      }
      return Optional.of(Arrays.copyOfRange(bytes, FileHeader.BYTES, bytes.length));
    } catch (IOException e) {
      report(file, e.toString());
      return Optional.empty();
    }
  }

  private static Optional<SnapshotHeader> header(Path file) throws IOException {
    Optional<SnapshotHeader> header = SnapshotHeader.read(file);
    if (header.isEmpty()) {
      report(file, "its header or its length has changed");
    }
    return header;
  }

  private static void report(Path file, String why) {
    LOG.error("The snapshot {} is damaged and not used: {}", file, why);
  }

  @Override
  public void keep(int newest) {
    List<Snapshot> whole = list();
    if (whole.size() < newest) {
      return;
    }
    String oldestKept = NAME.formatted(whole.get(newest - 1).sequence());
    try {
      for (Path file : files(SUFFIX)) {
        if (file.getFileName().toString().compareTo(oldestKept) < 0) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new JournalException("Old snapshots in " + folder + " can't be deleted: " + e, e);
    }
  }

  /** The newest first, by their names. */
  private List<Path> files(String suffix) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + suffix)) {
      files.forEach(found::add);
    }
    found.sort(Comparator.reverseOrder());
    return found;
  }
}
