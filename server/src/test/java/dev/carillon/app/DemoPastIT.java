package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.app.config.Config;
import dev.carillon.app.config.Config.Mode;
import dev.carillon.app.config.ConfigLoader;
import dev.carillon.app.config.Loaded;
import dev.carillon.machine.MachineCounts;
import dev.carillon.market.history.MemoryMarketHistory;
import dev.carillon.storage.journal.FileJournal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoPastIT {
  private static final long NOW = 1_700_000_000_000L;

  @TempDir private Path data;

  @Test
  void aPastIsMadeWholeAndWhatAnAttemptThatWasCutShortHasLeftIsGone() throws IOException {
    Config config = config();
    EngineFolder folder = EngineFolder.of(config);
    byte[] rubbish = "of another past".getBytes(StandardCharsets.UTF_8);
    try (FileJournal journal = folder.next().openJournal(config)) {
      journal.append(rubbish, 0, rubbish.length);
      journal.force();
    }
    assertThat(folder.root()).doesNotExist();

    MemoryMarketHistory history = new MemoryMarketHistory();
    DemoPast past = new DemoPast(config, NOW);
    long commands;
    try (FolderHome home = home(folder, config)) {
      commands = home.begin(made -> past.make(made, history, Integer.MAX_VALUE));
      assertThat(home.begin(_ -> 17)).isZero();
    }

    assertThat(history.sequence()).isEqualTo(commands);
    assertThat(folder.next().root()).doesNotExist();
    assertThat(folder.openSnapshots().list()).hasSize(2);
    assertThat(history.trades("BTC/USDT", Long.MAX_VALUE, 10)).hasSize(10);
    try (FileJournal journal = folder.openJournal(config)) {
      assertThat(journal.lastSequence()).isEqualTo(commands).isGreaterThan(10_000);
    }
  }

  @Test
  void aJournalThatNobodyWroteToIsNoPast() throws IOException {
    Config config = config();
    EngineFolder folder = EngineFolder.of(config);
    folder.openJournal(config).close();
    assertThat(Files.isDirectory(folder.journal())).isTrue();

    try (FolderHome home = home(folder, config)) {
      long commands =
          home.begin(made -> {
            made.openJournal(config).close();
            return 17;
          });
      assertThat(commands).isEqualTo(17);
    }
  }

  private static FolderHome home(EngineFolder folder, Config config) {
    return new FolderHome("engine", folder, config, InstantSource.system(), MachineCounts.NONE);
  }

  private Config config() {
    Map<String, String> flags = Map.of("CARILLON_DATA", data.resolve("data").toString());
    return switch (ConfigLoader.load(Mode.DEMO, null, Map.of(), flags)) {
      case Loaded.Good(Config config, _) -> config;
      case Loaded.Bad bad -> throw new AssertionError(bad.problems());
    };
  }
}
