package dev.carillon.storage.journal;

import dev.carillon.journal.Journal;
import dev.carillon.journal.JournalContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Segments so small that every suite rolls. */
class FileJournalIT extends JournalContract {
  private static final JournalSettings SMALL = new JournalSettings(4 << 10, 0);

  private @TempDir Path folder;

  @Override
  protected Journal open() throws IOException {
    return FileJournal.open(folder, SMALL);
  }
}
