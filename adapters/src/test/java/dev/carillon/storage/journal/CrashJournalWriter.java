package dev.carillon.storage.journal;

import dev.carillon.journal.Journal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;

/** The process that {@link CrashJournalIT} kills: appends and prints what is acknowledged. */
final class CrashJournalWriter {
  static final JournalSettings SETTINGS = new JournalSettings(64 << 10, 1 << 30);

  private CrashJournalWriter() {}

  public static void main(String[] args) throws IOException {
    PrintStream acknowledged = System.out;
    Random random = new Random(Long.parseLong(args[1]));
    try (Journal journal = FileJournal.open(Path.of(args[0]), SETTINGS)) {
      while (true) {
        for (int record = 1 + random.nextInt(50); record > 0; record--) {
          byte[] bytes = text(journal.lastSequence() + 1).getBytes(StandardCharsets.UTF_8);
          journal.append(bytes, 0, bytes.length);
        }
        acknowledged.println(journal.force());
      }
    }
  }

  /** What the record with a number says. */
  static String text(long sequence) {
    return ("record " + sequence + " ").repeat((int) (sequence % 7));
  }
}
