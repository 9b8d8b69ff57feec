package dev.carillon.app;

import dev.carillon.app.config.Config;
import dev.carillon.storage.journal.FileJournal;
import dev.carillon.storage.journal.JournalSettings;
import java.io.IOException;
import java.nio.file.Path;

/** Where the exchange's engine keeps its journal and its snapshots. */
record EngineFolder(Path journal, Path snapshots) {

  static EngineFolder of(Config config) {
    Path folder = config.operation().data().resolve("engine");
    return new EngineFolder(folder.resolve("journal"), folder.resolve("snapshots"));
  }

  /** Opens the journal; makes its folder when it is missing. */
  FileJournal openJournal(Config config) throws IOException {
    Config.Journal sizes = config.exchange().journal();
    return FileJournal.open(journal, new JournalSettings(sizes.segmentBytes(), sizes.keptBytes()));
  }
}
