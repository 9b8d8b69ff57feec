package dev.carillon.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What is done once for all tests of a build, which run in two JVMs. */
public final class Once {
  /** Does it, unless it finds that it is done. */
  public interface Work<T> {
    T go() throws IOException;
  }

  private Once() {}

  /** Does the work while no other JVM does any in that folder, which it makes. */
  public static <T> T in(Path folder, Work<T> work) {
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        return work.go();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
