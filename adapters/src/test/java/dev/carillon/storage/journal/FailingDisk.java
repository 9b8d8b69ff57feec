package dev.carillon.storage.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;

/** A disk that is full when it is told to be. Once: the call after it would succeed. */
final class FailingDisk extends Disk {
  private final AtomicInteger writesLeft = new AtomicInteger(-1);
  private final AtomicInteger forcesLeft = new AtomicInteger(-1);
  private final AtomicInteger wholeForcesLeft = new AtomicInteger(-1);
  private final AtomicInteger wholeForces = new AtomicInteger();

  /** Makes a write fail, after so many more. */
  void failAtWrite(int writes) {
    writesLeft.set(writes);
  }

  /** Makes a force of bytes fail, after so many more. */
  void failAtForce(int forces) {
    forcesLeft.set(forces);
  }

  /** Makes a force of a new file fail, after so many more. */
  void failAtNewFile(int forces) {
    wholeForcesLeft.set(forces);
  }

  /** How many new files were forced. */
  int newFiles() {
    return wholeForces.get();
  }

  @Override
  void write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
    failIfItIsTime(writesLeft);
    super.write(file, bytes, position);
  }

  @Override
  void force(FileChannel file, boolean metadata) throws IOException {
    failIfItIsTime(metadata ? wholeForcesLeft : forcesLeft);
    super.force(file, metadata);
    if (metadata) {
      wholeForces.incrementAndGet();
    }
  }

  private static void failIfItIsTime(AtomicInteger left) throws IOException {
    if (left.getAndUpdate(n -> Math.max(-1, n - 1)) == 0) {
      throw new IOException("No space left on device");
    }
  }
}
