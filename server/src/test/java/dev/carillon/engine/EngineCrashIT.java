package dev.carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.storage.journal.FileJournal;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.KilledProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real process is killed with signal 9 while it takes commands and writes snapshots. */
@Timeout(60)
class EngineCrashIT {
  private static final int KILLS = 3;

  private @TempDir Path folder;

  @Test
  void everyAcknowledgedCommandSurvivesKill9AndSnapshotsAgreeWithTheReplay() throws Exception {
    Random random = new Random(20_261_121);
    Path errors = folder.resolve("errors");
    Path data = folder.resolve("data");

    for (int kill = 0; kill < KILLS; kill++) {
      List<String> balances =
          KilledProcess.run(
              CrashEngine.class, errors, 1_500 + random.nextInt(3_000), data.toString());

      assertThat(start(data)).isGreaterThanOrEqualTo(Long.parseLong(balances.getLast()));
    }
    releasesOldSegments(data);
  }

  /** However far the snapshots of the killed processes came. */
  private static void releasesOldSegments(Path data) throws IOException {
    try (FileJournal journal = FileJournal.open(data, CrashEngine.SEGMENTS);
        ExecutorService snapshotWriter = Executors.newSingleThreadExecutor()) {
      EngineAgent agent = CrashEngine.open(journal, data, snapshotWriter);
      Await.until(() -> {
        CrashEngine.payIn(agent, _ -> {});
        return journal.firstSequence() > 1;
      });
    }
  }

  private static long start(Path data) throws IOException {
    AtomicLong units = new AtomicLong();
    try (FileJournal journal = FileJournal.open(data, CrashEngine.SEGMENTS);
        ExecutorService snapshotWriter = Executors.newSingleThreadExecutor()) {
      EngineAgent agent = CrashEngine.open(journal, data, snapshotWriter);
      boolean _ =
          agent.read(view -> units.set(view.balances(CrashEngine.OWNER).getFirst().available()));
      agent.doWork();
      return units.get();
    }
  }
}
