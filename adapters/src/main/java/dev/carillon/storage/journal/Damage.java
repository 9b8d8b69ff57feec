package dev.carillon.storage.journal;

import dev.carillon.journal.JournalException;
import java.nio.file.Path;

/** How the journal says that its files can't be trusted. */
final class Damage {
  private static final String ADVICE =
      ". Put back an undamaged copy; docs/operations.md (\"The journal\") says what else can be done";

  private Damage() {}

  static JournalException at(Path file, long position, String what) {
    return new JournalException(
        "The journal is damaged: " + file + ", position " + position + ": " + what + ADVICE);
  }

  static JournalException in(Path folder, String what) {
    return new JournalException("The journal in " + folder + " is damaged: " + what + ADVICE);
  }
}
