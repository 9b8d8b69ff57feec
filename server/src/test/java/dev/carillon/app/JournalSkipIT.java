package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.app.config.Config;
import dev.carillon.app.config.Config.Mode;
import dev.carillon.app.config.ConfigLoader;
import dev.carillon.app.config.Loaded;
import dev.carillon.journal.SharedBatch;
import dev.carillon.market.codec.CommandCodec;
import dev.carillon.market.model.Command;
import dev.carillon.state.StateWriter;
import dev.carillon.storage.journal.FileJournal;
import dev.carillon.storage.postgres.PostgresPool;
import dev.carillon.storage.postgres.PostgresServer;
import dev.carillon.storage.postgres.PostgresUrl;
import dev.carillon.storage.postgres.journal.PostgresLease;
import dev.carillon.storage.postgres.journal.PostgresSharedJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command that fails is left out by is in {@code FailingCommandTest}. */
class JournalSkipIT {
  @TempDir private Path data;
  private Config config;

  /** Of a node with others. */
  private Config shared(String database) {
    return config(
        Map.of(
            "CARILLON_DATA",
            data.toString(),
            "CARILLON_DATABASE_URL",
            database,
            "PUBSUB_ADAPTER",
            "redis",
            "CARILLON_SIGNING_KEY",
            TradingCrowd.KEY));
  }

  @BeforeEach
  void load() {
    config = config(Map.of("CARILLON_DATA", data.toString()));
  }

  private static Config config(Map<String, String> flags) {
    return switch (ConfigLoader.load(Mode.DEMO, null, Map.of(), flags)) {
      case Loaded.Good(Config good, _) -> good;
      case Loaded.Bad bad -> throw new AssertionError(bad.problems());
    };
  }

  @Test
  void theJournalOfSeveralNodesIsChangedWhileNoneOfThemLeads() {
    String url = PostgresServer.newDatabase();
    JournalSkip<?> skip = JournalSkip.ofEngine(shared(url));
    try (PostgresPool pool = new PostgresPool(PostgresUrl.of(url), "other", 2);
        PostgresLease lease = new PostgresLease(pool, "engine", "n1")) {
      StateWriter record = new StateWriter();
      CommandCodec.encode(record, new Command.Advance(), 1_700_000_000_000L);
      SharedBatch batch =
          new SharedBatch.Builder(lease.take().token(), "n1", 1)
              .addLead()
              .add(null, 0, record.array(), record.size())
              .build();
      assertThat(new PostgresSharedJournal(pool, "engine").append(batch)).isTrue();

      assertThatThrownBy(() -> skip.leaveOut(2))
          .isInstanceOf(StartException.class)
          .hasMessage("Node n1 leads the engine (expected: no node runs meanwhile)");
      lease.release();

      assertThatThrownBy(() -> skip.leaveOut(2))
          .isInstanceOf(StartException.class)
          .hasMessage("Record 2 can't be left out: nothing fails, the start does all records to 2");
      assertThat(lease.take().node()).isEqualTo("n1");
    }
  }

  @Test
  void withoutAJournalThereIsNothingToLeaveOut() {
    assertThatThrownBy(() -> JournalSkip.ofEngine(config).leaveOut(1))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("There is no journal in " + data);
    assertThat(data.resolve("engine")).doesNotExist();
  }

  @Test
  void aCommandThatTheEngineCanDoIsNotLeftOut() throws IOException {
    try (FileJournal journal = EngineFolder.of(config).openJournal(config)) {
      StateWriter record = new StateWriter();
      CommandCodec.encode(record, new Command.Advance(), 1_700_000_000_000L);
      journal.append(record.array(), 0, record.size());
      journal.force();
    }

    assertThatThrownBy(() -> JournalSkip.ofEngine(config).leaveOut(1))
        .isInstanceOf(StartException.class)
        .hasMessage("Record 1 can't be left out: nothing fails, the start does all records to 1");
    assertThatThrownBy(() -> JournalSkip.ofEngine(config).leaveOut(7))
        .hasMessageStartingWith("Record 7 can't be left out");
    try (FileJournal journal = EngineFolder.of(config).openJournal(config)) {
      assertThat(journal.isLeftOut(1)).isFalse();
    }
  }

  @Test
  void theDesksJournalIsAnotherOne() throws IOException {
    assertThatThrownBy(() -> JournalSkip.ofDesk(config).leaveOut(1))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("There is no journal in " + data.resolve("desk"));
    try (FileJournal journal = EngineFolder.ofDesk(config).openJournal(config)) {
      StateWriter record = new StateWriter();
      dev.carillon.desk.codec.CommandCodec.encode(
          record, new dev.carillon.desk.model.Command.Advance(), 1_700_000_000_000L);
      journal.append(record.array(), 0, record.size());
      journal.force();
    }

    assertThatThrownBy(() -> JournalSkip.ofDesk(config).leaveOut(1))
        .isInstanceOf(StartException.class)
        .hasMessage("Record 1 can't be left out: nothing fails, the start does all records to 1");
    assertThat(data.resolve("engine")).doesNotExist();
  }
}
