package dev.carillon.app;

import dev.carillon.app.config.Config;
import dev.carillon.storage.FolderSync;
import dev.carillon.storage.journal.FileJournal;
import dev.carillon.storage.journal.FileSnapshots;
import dev.carillon.storage.journal.JournalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/** Where the exchange's engine, or the desk, keeps its journal and its snapshots. */
record EngineFolder(Path root) {

  static EngineFolder of(Config config) {
    return new EngineFolder(config.operation().data().resolve("engine"));
  }

  static EngineFolder ofDesk(Config config) {
    return new EngineFolder(config.operation().data().resolve("desk"));
  }

  /** Where one is made that later takes the place of this. */
  EngineFolder next() {
    return new EngineFolder(root.resolveSibling(root.getFileName() + ".new"));
  }

  Path journal() {
    return root.resolve("journal");
  }

  /** Opens the journal; makes its folder when it is missing. */
  FileJournal openJournal(Config config) throws IOException {
    Config.Journal sizes = config.exchange().journal();
    return FileJournal.open(
        journal(), new JournalSettings(sizes.segmentBytes(), sizes.keptBytes()));
  }

  /** The snapshots; makes their folder when it is missing. */
  FileSnapshots openSnapshots() throws IOException {
    return new FileSnapshots(Files.createDirectories(root.resolve("snapshots")));
  }

  /** Whether anything was ever journaled here, even if the journal itself is gone. */
  boolean isUsed(Config config) throws IOException {
    if (!Files.isDirectory(root)) {
      return false;
    }
    if (!openSnapshots().list().isEmpty()) {
      return true;
    }
    try (FileJournal journal = openJournal(config)) {
      return journal.lastSequence() > 0;
    }
  }

  /** Deletes it with all that is in it. */
  void delete() throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Moves {@link #next} to this place, in one durable step. Here is nothing that is needed. */
  void takeNext() throws IOException {
    delete();
    Files.move(next().root, root, StandardCopyOption.ATOMIC_MOVE);
    FolderSync.force(Objects.requireNonNull(root.toAbsolutePath().getParent()));
  }
}
