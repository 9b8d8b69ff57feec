package dev.carillon.engine;

import dev.carillon.journal.Journal;
import dev.carillon.machine.Follower;
import dev.carillon.machine.MachineCounts;
import dev.carillon.machine.MachinePorts;
import dev.carillon.machine.MachineSettings;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import dev.carillon.storage.journal.FileJournal;
import dev.carillon.storage.journal.FileSnapshots;
import dev.carillon.storage.journal.JournalSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The process that {@link EngineCrashIT} kills: pays in and prints each balance it is told. */
final class CrashEngine {
  static final String OWNER = "john";

  static final JournalSettings SEGMENTS = new JournalSettings(64 << 10, 0);
  private static final MachineSettings SETTINGS = new MachineSettings(1_024, 64, 500, 60_000);

  private CrashEngine() {}

  public static void main(String[] args) throws IOException {
    PrintStream acknowledged = System.out;
    try (FileJournal journal = FileJournal.open(Path.of(args[0]), SEGMENTS);
        ExecutorService snapshotWriter = Executors.newSingleThreadExecutor()) {
      EngineAgent agent = open(journal, Path.of(args[0]), snapshotWriter);
      agent.submit(new Command.DefinePair(EngineWorld.PAIR), _ -> {});
      while (true) {
        payIn(agent, answer -> acknowledged.println(units((Answer.Balances) answer)));
      }
    }
  }

  /** Some deposits at a time. */
  static void payIn(EngineAgent agent, Consumer<Answer> answered) {
    for (int i = 0; i < 20; i++) {
      agent.submit(new Command.Deposit(OWNER, "BTC", 1, null), answered);
    }
    int _ = agent.doWork();
  }

  static EngineAgent open(FileJournal journal, Path folder, ExecutorService snapshotWriter)
      throws IOException {
    MachinePorts<Journal> ports =
        new MachinePorts<>(
            "engine",
            journal,
            new FileSnapshots(folder),
            InstantSource.system(),
            System::nanoTime,
            MachineCounts.NONE);
    EngineAgent.Parts parts = new EngineAgent.Parts(CandleGrid.EPOCH, List.of(), Follower.NONE);
    return EngineAgent.recover(ports, SETTINGS, parts, snapshotWriter);
  }

  private static long units(Answer.Balances balances) {
    return balances.balances().getFirst().available();
  }
}
