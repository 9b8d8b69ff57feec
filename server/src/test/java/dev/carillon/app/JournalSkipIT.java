package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.app.config.Config;
import dev.carillon.app.config.Config.Mode;
import dev.carillon.app.config.ConfigLoader;
import dev.carillon.app.config.Loaded;
import dev.carillon.core.cluster.Alone;
import dev.carillon.journal.Journal;
import dev.carillon.journal.JournalException;
import dev.carillon.journal.SharedBatch;
import dev.carillon.machine.Agent;
import dev.carillon.machine.Feeds;
import dev.carillon.machine.Follower;
import dev.carillon.machine.MachineCounts;
import dev.carillon.machine.MachinePorts;
import dev.carillon.machine.MachineSettings;
import dev.carillon.machine.Sum;
import dev.carillon.machine.replica.LeadListener;
import dev.carillon.machine.replica.Replica;
import dev.carillon.machine.replica.ReplicaPorts;
import dev.carillon.market.codec.CommandCodec;
import dev.carillon.market.model.Command;
import dev.carillon.state.StateWriter;
import dev.carillon.storage.journal.FileJournal;
import dev.carillon.storage.postgres.PostgresPool;
import dev.carillon.storage.postgres.PostgresServer;
import dev.carillon.storage.postgres.PostgresUrl;
import dev.carillon.storage.postgres.journal.PostgresLease;
import dev.carillon.storage.postgres.journal.PostgresSharedJournal;
import dev.carillon.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
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

  /** A node's machine, that has a bug, at work by hand. */
  private static final class Unlucky implements MachineHome.Kind<Replica<Long, String, Sum>> {
    @Override
    public Replica<Long, String, Sum> alone(MachinePorts<Journal> ports, Executor snapshots) {
      throw new AssertionError("its journal is shared");
    }

    @Override
    public Replica<Long, String, Sum> shared(ReplicaPorts ports, Executor snapshots) {
      Feeds<Sum.SumFeed, Sum> feeds = new Feeds<>(List.of());
      return Replica.recover(
          ports,
          new MachineSettings(64, 16, 1_000, 100_000),
          new Agent.Parts<>(new Sum(feeds), new Sum.Numbers(), feeds, Follower.NONE),
          snapshots,
          LeadListener.NONE);
    }
  }

  /** What a node does with its machine. */
  private static <T> T onNode(
      Config config, String name, Function<Replica<Long, String, Sum>, T> task) {
    try (ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
        Machines machines =
            new Machines(config, new Alone(name), InstantSource.system(), blocking);
        MachineHome home = machines.home("sum", folder(config), MachineCounts.NONE)) {
      Replica<Long, String, Sum> replica = home.open(new Unlucky());
      try {
        return task.apply(replica);
      } finally {
        replica.end();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EngineFolder folder(Config config) {
    return new EngineFolder(config.operation().data().resolve("sum"));
  }

  private static List<String> answers(Replica<Long, String, Sum> replica, long... numbers) {
    List<String> answers = new ArrayList<>();
    Await.until(() -> isDone(replica));
    for (long number : numbers) {
      replica.submit(number, answers::add);
    }
    Await.until(() -> {
      while (replica.doWork() > 0) {}
      return answers.size() == numbers.length;
    });
    return answers;
  }

  private static boolean isDone(Replica<Long, String, Sum> replica) {
    while (replica.doWork() > 0) {}
    return replica.isAvailable();
  }

  private static long sum(Replica<Long, String, Sum> replica) {
    List<Long> seen = new ArrayList<>();
    assertThat(replica.read(sum -> seen.add(sum.sum()))).isTrue();
    while (replica.doWork() > 0) {}
    return seen.getFirst();
  }

  @Test
  void aRecordThatFailsOnEveryNodeIsLeftOutOfTheSharedJournal() {
    Config nodes = shared(PostgresServer.newDatabase());
    JournalSkip<?> skip =
        new JournalSkip<>(nodes, "sum", folder(nodes), new Unlucky(), Replica::sequence);

    List<String> first = onNode(nodes, "n1", node -> answers(node, 1, Sum.FAILS, 2));
    assertThat(first).containsExactly("is 1", "unavailable", "unavailable");
    // The first record says who leads.
    assertThatThrownBy(() -> onNode(nodes, "n2", Replica::sequence))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("Record 3 (13) fails with java.lang.IllegalStateException: unlucky");
    assertThatThrownBy(() -> skip.leaveOut(2))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("Record 2 can't be left out: it is not the one that fails. ");

    String said = skip.leaveOut(3);

    assertThat(said).startsWith("Record 3 is left out from now on. A start does all others, to ");
    assertThatThrownBy(() -> skip.leaveOut(3)).hasMessageContaining("nothing fails");
    long before = onNode(nodes, "n2", JournalSkipIT::sum);
    assertThat(before).isIn(1L, 3L);
    List<String> after = onNode(nodes, "n3", node -> answers(node, 10));
    assertThat(after).containsExactly("is " + (before + 10));
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
