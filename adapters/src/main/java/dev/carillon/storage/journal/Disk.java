package dev.carillon.storage.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The calls that fail when a disk does, apart so that a test can make them fail. */
class Disk {

  /** Writes all that remains of the bytes. */
  void write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += file.write(bytes, at);
    }
  }

  /** Blocks until the bytes of the file are on the disk; its size and times too when asked. */
  void force(FileChannel file, boolean metadata) throws IOException {
    file.force(metadata);
  }
}
