package dev.carillon.bench;

import dev.carillon.journal.Journal;
import dev.carillon.storage.journal.FileJournal;
import dev.carillon.storage.journal.JournalSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Prints what a batch of the journal costs until it is durable, beside the least that any program
 * could do: the same bytes in one write and one force, at the end of a file and into a file that
 * has its size already.
 */
final class JournalFigures {
  private static final int RECORD_BYTES = 100;
  private static final int ROUNDS = 3;
  private static final int FORCES = 1_000;
  private static final int WARM_UP = 200;
  private static final byte[] RECORD = new byte[RECORD_BYTES];

  /** Makes a batch of so many records durable. */
  @FunctionalInterface
  private interface Writing {
    void write(int records) throws IOException;
  }

  private JournalFigures() {}

  /** The folder is made, and must not be one with a journal in it. */
  static void print(PrintStream out, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int round = 1; round <= ROUNDS; round++) {
      for (int records : new int[] {1, 64, 1_024}) {
        String what = "round %d, %,5d records: ".formatted(round, records);
        journal(out, folder.resolve("journal"), what + "journal", records);
        plain(out, folder.resolve("growing"), what + "plain, growing file", records, 0);
        plain(
            out, folder.resolve("whole"), what + "plain, preallocated", records, FORCES + WARM_UP);
      }
    }
  }

  private static void journal(PrintStream out, Path folder, String what, int records)
      throws IOException {
    try (Journal journal = FileJournal.open(folder, new JournalSettings(64 << 20, 0))) {
      measure(
          out,
          what,
          records,
          count -> {
            for (int i = 0; i < count; i++) {
              journal.append(RECORD, 0, RECORD_BYTES);
            }
            journal.force();
          });
      journal.release(journal.lastSequence());
    }
  }

  private static void plain(PrintStream out, Path path, String what, int records, int batches)
      throws IOException {
    ByteBuffer batch = ByteBuffer.allocateDirect(records * RECORD_BYTES);
    try (FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      for (int i = 0; i < batches; i++) {
        file.write(batch.clear());
      }
      file.force(true);
      file.position(0);
      measure(
          out,
          what,
          records,
          _ -> {
            file.write(batch.clear());
            file.force(false);
          });
    }
  }

  private static void measure(PrintStream out, String what, int records, Writing writing)
      throws IOException {
    long[] nanos = new long[FORCES];
    for (int i = -WARM_UP; i < FORCES; i++) {
      long begin = System.nanoTime();
      writing.write(records);
      if (i >= 0) {
        nanos[i] = System.nanoTime() - begin;
      }
    }
    double seconds = Arrays.stream(nanos).sum() / 1e9;
    Arrays.sort(nanos);
    out.printf(
        "%-44s p50 %6.3f  p99 %6.3f  max %7.3f ms, %,10.0f records/s%n",
        what,
        nanos[FORCES / 2] / 1e6,
        nanos[FORCES * 99 / 100] / 1e6,
        nanos[FORCES - 1] / 1e6,
        FORCES * records / seconds);
  }
}
