package dev.carillon.app;

import dev.carillon.app.config.Config;
import dev.carillon.deskengine.DeskAgent;
import dev.carillon.engine.EngineAgent;
import dev.carillon.journal.Journal;
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
import java.util.function.ToLongFunction;

/**
 * {@code ./carillon engine skip POSITION} and {@code desk skip}, on the data folder of a server
 * that does not run.
 */
final class JournalSkip {
  private final Config config;
  private final EngineFolder folder;
  private final String name;
  private final ToLongFunction<MachinePorts<Journal>> start;

  /**
   * @param start brings a new machine to where the journal ends and says where that is
   */
  private JournalSkip(
      Config config,
      EngineFolder folder,
      String name,
      ToLongFunction<MachinePorts<Journal>> start) {
    this.config = config;
    this.folder = folder;
    this.name = name;
    this.start = start;
  }

  /** In the journal of the exchange's engine. */
  static JournalSkip ofEngine(Config config) {
    CandleGrid grid = CandleGrid.anchoredAt(config.exchange().threeDayAnchor());
    EngineAgent.Parts parts = new EngineAgent.Parts(grid, List.of(), Follower.NONE);
    return new JournalSkip(
        config,
        EngineFolder.of(config),
        "engine",
        ports ->
            EngineAgent.recover(ports, MachineSettings.DEFAULT, parts, Runnable::run).sequence());
  }

  /** In the journal of the FX desk. */
  static JournalSkip ofDesk(Config config) {
    DeskAgent.Parts parts = new DeskAgent.Parts(List.of(), Follower.NONE);
    return new JournalSkip(
        config,
        EngineFolder.ofDesk(config),
        "desk",
        ports ->
            DeskAgent.recover(ports, MachineSettings.DEFAULT, parts, Runnable::run).sequence());
  }

  /**
   * Leaves a record out, and says what came of it. Blocks for two starts of the machine.
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
      MachinePorts<Journal> ports = ports(journal, folder.openSnapshots());
      return new Omission(journal, () -> start.applyAsLong(ports)).leaveOut(position);
    } catch (IOException | JournalException problem) {
      throw new StartException(String.valueOf(problem.getMessage()), problem);
    }
  }

  private MachinePorts<Journal> ports(FileJournal journal, FileSnapshots snapshots) {
    return new MachinePorts<>(
        name, journal, snapshots, InstantSource.system(), System::nanoTime, MachineCounts.NONE);
  }
}
