package dev.carillon.storage.journal;

import dev.carillon.storage.FolderSync;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes segments: files of zeros on the disk, so that a write into one changes nothing but its
 * bytes and a force needs no second write for the file's size. The next one is made ahead on a
 * thread of its own. All methods are the owner's.
 */
final class SegmentMaker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentMaker.class);
  private static final String PREPARED = "prepared";
  private static final int PIECE_BYTES = 1 << 20;

  private final Path folder;
  private final int segmentBytes;
  private final Disk disk;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("carillon-journal-preparer").daemon().factory());
  private @Nullable Future<FileChannel> prepared;

  SegmentMaker(Path folder, int segmentBytes, Disk disk) {
    this.folder = folder;
    this.segmentBytes = segmentBytes;
    this.disk = disk;
  }

  /** Begins to make the next file. */
  void prepare() {
    prepared = thread.submit(() -> makeReported(segmentBytes));
  }

  /**
   * Makes the next segment of the prepared file, with the first bytes of it; it is durable under
   * its name when this returns.
   *
   * @return the file, open for writing
   */
  FileChannel take(Segment segment, ByteBuffer firstBytes) throws IOException {
    FileChannel file = file(FileHeader.BYTES + firstBytes.remaining());
    try {
      disk.write(file, segment.header(), 0);
      disk.write(file, firstBytes, FileHeader.BYTES);
      disk.force(file, false);
      Files.move(folder.resolve(PREPARED), segment.file(), StandardCopyOption.ATOMIC_MOVE);
      FolderSync.force(folder);
      return file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private FileChannel file(int minBytes) throws IOException {
    FileChannel file = awaitPrepared();
    if (file != null && file.size() >= minBytes) {
      return file;
    }
    if (file != null) {
      file.close();
    }
    return make(Math.max(segmentBytes, minBytes));
  }

  private @Nullable FileChannel awaitPrepared() {
    Future<FileChannel> awaited = prepared;
    prepared = null;
    if (awaited == null) {
      return null;
    }
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return awaited.get();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } catch (ExecutionException _) {
      // It has been reported; now it is tried once more, and that failure counts.
      return null;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private FileChannel makeReported(int sizeBytes) throws IOException {
    try {
      return make(sizeBytes);
    } catch (IOException e) {
      LOG.error(
          "The journal's next segment can't be prepared in {}: {}. Without it the journal stops when"
              + " the present one is full",
          folder,
          e.toString());
      throw e;
    }
  }

  private FileChannel make(int sizeBytes) throws IOException {
    FileChannel file =
        FileChannel.open(
            folder.resolve(PREPARED),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    try {
      ByteBuffer zeros = ByteBuffer.allocateDirect(Math.min(sizeBytes, PIECE_BYTES));
      for (int at = 0; at < sizeBytes; at += zeros.limit()) {
        disk.write(file, zeros.clear().limit(Math.min(zeros.capacity(), sizeBytes - at)), at);
      }
      disk.force(file, true);
      return file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    FileChannel file = awaitPrepared();
    thread.shutdown();
    if (file != null) {
      file.close();
    }
    Files.deleteIfExists(folder.resolve(PREPARED));
  }
}
