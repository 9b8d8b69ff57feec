package dev.carillon.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes the names in a folder survive a crash: forcing a file makes only its bytes do so. */
public final class FolderSync {
  private FolderSync() {}

  /** Blocks until what was created, renamed or deleted in the folder is on the disk. */
  public static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
