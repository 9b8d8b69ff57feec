package dev.carillon.upkeep;

import dev.carillon.storage.OwnerOnly;
import dev.carillon.storage.journal.JournalCopy;
import dev.carillon.storage.sql.StorageException;
import dev.carillon.storage.sqlite.SqliteCopy;
import dev.carillon.storage.sqlite.SqliteDatabase;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies the data folder of a server, which may run, into one file. One thread.
 *
 * <p>Order is what makes it consistent. The journals that are there are held first; then come the
 * databases, each as it is at one moment; then the journals with what was written meanwhile. So the
 * histories in the databases are nowhere ahead of the journals, and what they lack is in these. Of
 * what the main database refers to, uploads, nothing is copied before it.
 */
public final class Backup {
  private static final String DATABASE = ".db";
  private static final String JOURNAL = "journal";
  private static final String SNAPSHOTS = "snapshots";

  /** Ends of names of what is not whole, or is of no use elsewhere. */
  private static final List<String> LEFT_OUT = List.of(".coming", ".new", "-wal", "-shm", ".lock");

  private final Path data;
  private final Archive archive;

  private Backup(Path data, Archive archive) {
    this.data = data;
    this.archive = archive;
  }

  /**
   * Writes a backup and says what is in it. Blocks.
   *
   * @param target must not be there yet
   * @param version of this server
   * @throws UpkeepException when it can't be done; then there is no such file
   */
  public static String write(Path data, Path target, String version, Instant now) {
    Restore.refuseHalf(data);
    if (!Files.exists(data.resolve(SqliteDatabase.FILE))) {
      throw new UpkeepException(
          data + " has no " + SqliteDatabase.FILE + " (expected: the data folder of a server)",
          null);
    }
    if (Files.exists(target)) {
      throw new UpkeepException(target + " is there already (expected: a new file)", null);
    }
    try (Archive archive = Archive.begin(target)) {
      new Backup(data, archive).copy(target);
      Manifest manifest = archive.end(version, now);
      return "%s: %,d files with %,d bytes\n"
          .formatted(target, manifest.entries().size(), manifest.bytes());
    } catch (IOException | StorageException problem) {
      throw new UpkeepException(
          "The backup " + target + " can't be written: " + problem.getMessage(), problem);
    }
  }

  private void copy(Path target) throws IOException {
    List<Machine> machines = new ArrayList<>();
    Path room = Files.createTempDirectory(Folders.of(target), ".backup", OwnerOnly.folder());
    try {
      for (Path file : Folders.list(data)) {
        if (Files.isDirectory(file.resolve(JOURNAL)) && !isLeftOut(file)) {
          machines.add(Machine.hold(file));
        }
      }
      for (Path file : Folders.list(data)) {
        if (file.toString().endsWith(DATABASE)) {
          copyDatabase(file, room);
        }
      }
      for (Machine machine : machines) {
        String name = machine.name() + "/";
        machine.copy().copy((file, bytes, length) -> archive.add(name + file, bytes, length));
      }
      copyOthers(data, "");
    } finally {
      Folders.delete(room);
      for (Machine machine : machines) {
        machine.copy().close();
      }
    }
  }

  /** A machine's journal and snapshots. */
  private record Machine(String name, JournalCopy copy) {
    static Machine hold(Path folder) throws IOException {
      return new Machine(
          String.valueOf(folder.getFileName()),
          JournalCopy.of(folder.resolve(JOURNAL), folder.resolve(SNAPSHOTS)));
    }
  }

  private void copyDatabase(Path database, Path room) throws IOException {
    String name = String.valueOf(database.getFileName());
    Path copy = room.resolve(name);
    SqliteCopy.copy(database, copy);
    copyFile(copy, name);
    Files.delete(copy);
  }

  private void copyOthers(Path folder, String prefix) throws IOException {
    for (Path file : Folders.list(folder)) {
      String name = prefix + file.getFileName();
      if (isLeftOut(file) || name.endsWith(DATABASE)) {
        continue;
      }
      if (!Files.isDirectory(file)) {
        copyFile(file, name);
      } else if (!Files.isDirectory(file.resolve(JOURNAL))) {
        copyOthers(file, name + "/");
      }
    }
  }

  private static boolean isLeftOut(Path file) {
    return LEFT_OUT.stream().anyMatch(file.toString()::endsWith);
  }

  private void copyFile(Path file, String name) throws IOException {
    try (FileChannel bytes = FileChannel.open(file, StandardOpenOption.READ)) {
      archive.add(name, bytes, bytes.size());
    } catch (NoSuchFileException _) {
      // Deleted meanwhile by whoever it belonged to.
    }
  }
}
