package dev.carillon.upkeep;

import dev.carillon.storage.FolderSync;
import dev.carillon.storage.OwnerOnly;
import dev.carillon.storage.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A backup that is being written: a zip file with the {@link Manifest} at its end. It has another
 * name until it is whole and on the disk, and belongs to whoever wrote it alone. One thread.
 */
final class Archive implements AutoCloseable {
  private static final int PIECE_BYTES = 1 << 16;

  private final Path target;
  private final Path coming;
  private final FileChannel file;
  private final ZipOutputStream zip;
  private final List<Manifest.Entry> entries = new ArrayList<>();
  private boolean isWhole;

  private Archive(Path target, Path coming, FileChannel file) {
    this.target = target;
    this.coming = coming;
    this.file = file;
    OutputStream bytes = Channels.newOutputStream(file);
    zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8);
    zip.setLevel(Deflater.BEST_SPEED);
  }

  /** Begins; what a try that was cut short has left is replaced. */
  static Archive begin(Path target) throws IOException {
    Path coming = target.resolveSibling(target.getFileName() + ".coming");
    Files.deleteIfExists(coming);
    Files.createFile(coming, OwnerOnly.file());
    return new Archive(target, coming, FileChannel.open(coming, StandardOpenOption.WRITE));
  }

  /** Adds the first {@code length} bytes of a file. */
  void add(String name, FileChannel bytes, long length) throws IOException {
    if (!Manifest.Entry.isName(name)) {
      throw new IOException("a file's name has more than one line: " + name);
    }
    MessageDigest digest = Sha256.begin();
    byte[] piece = new byte[PIECE_BYTES];
    zip.putNextEntry(new ZipEntry(name));
    long at = 0;
    while (at < length) {
      int n = bytes.read(ByteBuffer.wrap(piece, 0, (int) Math.min(PIECE_BYTES, length - at)), at);
      if (n < 0) {
        throw new IOException(name + " became shorter while it was copied");
      }
      digest.update(piece, 0, n);
      zip.write(piece, 0, n);
      at += n;
    }
    zip.closeEntry();
    entries.add(new Manifest.Entry(HexFormat.of().formatHex(digest.digest()), length, name));
  }

  /** It is whole, and durable under its name. */
  Manifest end(String version, Instant made) throws IOException {
    Manifest manifest = new Manifest(version, made, entries);
    zip.putNextEntry(new ZipEntry(Manifest.NAME));
    zip.write(manifest.text().getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
    zip.finish();
    file.force(true);
    Files.move(coming, target, StandardCopyOption.ATOMIC_MOVE);
    isWhole = true;
    FolderSync.force(Folders.of(target));
    return manifest;
  }

  /** What is not whole is deleted. */
  @Override
  public void close() throws IOException {
    file.close();
    if (!isWhole) {
      Files.deleteIfExists(coming);
    }
  }
}
