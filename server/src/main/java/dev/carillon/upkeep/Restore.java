package dev.carillon.upkeep;

import dev.carillon.storage.FolderLock;
import dev.carillon.storage.FolderSync;
import dev.carillon.storage.OwnerOnly;
import dev.carillon.storage.Sha256;
import dev.carillon.storage.sqlite.SqliteDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Brings a backup into an empty data folder, whole or not at all. While it works a file says so, at
 * which a server refuses to start. One thread.
 */
public final class Restore {
  private static final String MARK = "restoring";
  private static final int PIECE_BYTES = 1 << 16;

  private final Path source;
  private final Path data;

  private Restore(Path source, Path data) {
    this.source = source;
    this.data = data;
  }

  /**
   * Refuses a folder in which a restore was cut short: nothing there is to be used.
   *
   * @throws UpkeepException says so
   */
  public static void refuseHalf(Path data) {
    if (wasCutShort(data)) {
      throw new UpkeepException(
          "A restore into " + data + " was cut short (expected: it is done again)", null);
    }
  }

  private static boolean wasCutShort(Path data) {
    return Files.exists(data.resolve(MARK));
  }

  /**
   * Restores, and says what. Blocks.
   *
   * @param data made when it is missing
   * @throws UpkeepException when it can't be done; then the folder is as empty as before
   */
  public static String read(Path source, Path data) {
    Restore restore = new Restore(source, data);
    if (!Files.isRegularFile(source)) {
      throw new UpkeepException(source + " is not there (expected: a backup)", null);
    }
    try (ZipFile zip = restore.open()) {
      Manifest manifest = restore.manifest(zip);
      restore.locked(zip, manifest);
      return "%s: %,d files with %,d bytes, made %s by version %s, are in %s\n"
          .formatted(
              source,
              manifest.entries().size(),
              manifest.bytes(),
              manifest.made(),
              manifest.version(),
              data);
    } catch (IOException problem) {
      throw new UpkeepException(
          "The backup can't be restored into " + data + ": " + problem.getMessage(), problem);
    }
  }

  private ZipFile open() {
    try {
      return new ZipFile(source.toFile(), StandardCharsets.UTF_8);
    } catch (IOException problem) {
      throw damaged("it is not whole", problem);
    }
  }

  private UpkeepException damaged(String why, Throwable cause) {
    return new UpkeepException(
        source + " is damaged, or no backup of Carillon: " + why + " (expected: as it was written)",
        cause);
  }

  private Manifest manifest(ZipFile zip) {
    ZipEntry entry = zip.getEntry(Manifest.NAME);
    if (entry == null) {
      throw damaged("it has no manifest", new IOException(Manifest.NAME));
    }
    try (InputStream bytes = zip.getInputStream(entry)) {
      String text = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
      return Manifest.of(text)
          .orElseThrow(() -> damaged("its manifest can't be read", new IOException(text)));
    } catch (IOException problem) {
      throw damaged("its manifest can't be read", problem);
    }
  }

  private void locked(ZipFile zip, Manifest manifest) throws IOException {
    Files.createDirectories(data, OwnerOnly.folder());
    refuseUsed();
    try (FolderLock _ =
        FolderLock.take(data, SqliteDatabase.LOCK_FILE)
            .orElseThrow(() ->
                new UpkeepException(
                    "another process uses the data folder " + data + " (expected: none)", null))) {
      empty();
      Files.createFile(data.resolve(MARK));
      FolderSync.force(data);
      boolean done = false;
      try {
        for (Manifest.Entry entry : manifest.entries()) {
          restore(zip, entry);
        }
        done = true;
      } finally {
        if (!done) {
          empty();
        }
      }
      Files.delete(data.resolve(MARK));
      FolderSync.force(data);
    }
  }

  private void refuseUsed() throws IOException {
    List<Path> found =
        Folders.list(data).stream()
            .filter(file -> !file.endsWith(SqliteDatabase.LOCK_FILE))
            .toList();
    if (!found.isEmpty() && !wasCutShort(data)) {
      throw new UpkeepException(
          "The data folder %s is not empty: it has %s (expected: a new or an empty folder)"
              .formatted(data, found.getFirst().getFileName()),
          null);
    }
  }

  /** Deletes all but the lock; what says that nothing is to be used, last. */
  private void empty() throws IOException {
    for (Path file : Folders.list(data)) {
      if (!file.endsWith(SqliteDatabase.LOCK_FILE) && !file.endsWith(MARK)) {
        Folders.delete(file);
      }
    }
    Files.deleteIfExists(data.resolve(MARK));
  }

  private void restore(ZipFile zip, Manifest.Entry entry) throws IOException {
    ZipEntry zipped = zip.getEntry(entry.name());
    if (zipped == null) {
      throw damaged(entry.name() + " is missing", new IOException(entry.name()));
    }
    Path file = data.resolve(entry.name());
    Path folder = Folders.of(file);
    Files.createDirectories(folder, OwnerOnly.folder());
    Files.createFile(file, OwnerOnly.file());
    try (FileChannel target = FileChannel.open(file, StandardOpenOption.WRITE)) {
      String sha256;
      try (InputStream bytes = zip.getInputStream(zipped)) {
        sha256 = copy(bytes, target);
      }
      if (!sha256.equals(entry.sha256())) {
        throw damaged(entry.name() + " has changed", new IOException(sha256));
      }
      target.force(true);
    }
    FolderSync.force(folder);
  }

  private String copy(InputStream bytes, FileChannel target) throws IOException {
    MessageDigest digest = Sha256.begin();
    byte[] piece = new byte[PIECE_BYTES];
    for (int n = read(bytes, piece); n >= 0; n = read(bytes, piece)) {
      digest.update(piece, 0, n);
      ByteBuffer buffer = ByteBuffer.wrap(piece, 0, n);
      while (buffer.hasRemaining()) {
        target.write(buffer);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private int read(InputStream bytes, byte[] piece) {
    try {
      return bytes.read(piece);
    } catch (IOException problem) {
      throw damaged(String.valueOf(problem.getMessage()), problem);
    }
  }
}
