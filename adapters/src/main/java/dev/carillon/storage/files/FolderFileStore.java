package dev.carillon.storage.files;

import dev.carillon.files.FileStore;
import dev.carillon.storage.FolderSync;
import dev.carillon.storage.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * One file for each key. What is still coming has another name until it is whole and on the disk.
 * Any thread.
 */
public final class FolderFileStore implements FileStore {
  private static final Pattern KEY = Pattern.compile("[0-9a-f-]{1,64}");
  private static final String COMING = ".coming";
  private static final int PIECE_BYTES = 64 << 10;

  private final Path folder;

  /** Makes the folder when it is missing, and drops what was coming when the process ended. */
  public FolderFileStore(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + COMING)) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
  }

  @Override
  public Stored put(String key, InputStream bytes) throws IOException {
    Path whole = path(key);
    Path coming = whole.resolveSibling(key + COMING);
    boolean isWhole = false;
    try {
      Stored stored = write(coming, bytes);
      Files.move(coming, whole, StandardCopyOption.ATOMIC_MOVE);
      isWhole = true;
      FolderSync.force(folder);
      return stored;
    } finally {
      if (!isWhole) {
        Files.deleteIfExists(coming);
      }
    }
  }

  private static Stored write(Path file, InputStream bytes) throws IOException {
    MessageDigest digest = Sha256.begin();
    long size = 0;
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      byte[] piece = new byte[PIECE_BYTES];
      for (int n = bytes.read(piece); n >= 0; n = bytes.read(piece)) {
        digest.update(piece, 0, n);
        ByteBuffer buffer = ByteBuffer.wrap(piece, 0, n);
        while (buffer.hasRemaining()) {
          size += channel.write(buffer);
        }
      }
      channel.force(true);
    }
    return new Stored(size, HexFormat.of().formatHex(digest.digest()));
  }

  @Override
  public Optional<InputStream> open(String key, long fromByte) throws IOException {
    SeekableByteChannel channel;
    try {
      channel = Files.newByteChannel(path(key));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
    return Optional.of(Channels.newInputStream(channel.position(fromByte)));
  }

  @Override
  public void delete(String key) throws IOException {
    boolean _ = Files.deleteIfExists(path(key));
  }

  @Override
  public void forEachKeyBefore(long millis, Consumer<String> action) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (KEY.matcher(name).matches() && isBefore(file, millis)) {
          action.accept(name);
        }
      }
    }
  }

  private static boolean isBefore(Path file, long millis) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toMillis() < millis;
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  private Path path(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("key: " + key + " (expected: [0-9a-f-]{1,64})");
    }
    return folder.resolve(key);
  }
}
