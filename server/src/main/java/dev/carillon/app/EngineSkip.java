package dev.carillon.app;

import dev.carillon.app.config.Config;
import dev.carillon.engine.EngineAgent;
import dev.carillon.journal.JournalException;
import dev.carillon.machine.Follower;
import dev.carillon.machine.MachineCounts;
import dev.carillon.machine.MachinePorts;
import dev.carillon.machine.MachineSettings;
import dev.carillon.machine.Omission;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.storage.journal.FileJournal;
import dev.carillon.storage.journal.FileSnapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.List;

/** {@code ./carillon engine skip POSITION}, on the data folder of a server that does not run. */
final class EngineSkip {
  private final Config config;
  private final EngineFolder folder;

  EngineSkip(Config config) {
    this.config = config;
    this.folder = EngineFolder.of(config);
  }

  /**
   * Leaves a record out, and says what came of it. Blocks for two starts of the engine.
   *
   * @throws StartException when it can't be, in one sentence
   */
  String leaveOut(long position) {
    if (!Files.isDirectory(folder.journal())) {
      throw new StartException(
          "There is no journal in " + folder.journal(),
          new NoSuchFileException(folder.journal().toString()));
    }
    try (FileJournal journal = folder.openJournal(config)) {
      FileSnapshots snapshots = folder.openSnapshots();
      return new Omission(journal, () -> start(journal, snapshots)).leaveOut(position);
    } catch (IOException | JournalException problem) {
      throw new StartException(String.valueOf(problem.getMessage()), problem);
    }
  }

  private long start(FileJournal journal, FileSnapshots snapshots) {
    MachinePorts ports =
        new MachinePorts(
            "engine",
            journal,
            snapshots,
            InstantSource.system(),
            System::nanoTime,
            MachineCounts.NONE);
    EngineAgent.Parts parts =
        new EngineAgent.Parts(
            CandleGrid.anchoredAt(config.exchange().threeDayAnchor()), List.of(), Follower.NONE);
    return EngineAgent.recover(ports, MachineSettings.DEFAULT, parts, Runnable::run).sequence();
  }
}
