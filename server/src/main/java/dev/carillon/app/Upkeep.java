package dev.carillon.app;

import dev.carillon.app.config.Config;
import dev.carillon.app.config.Secret;
import dev.carillon.cli.Invocation;
import dev.carillon.journal.JournalException;
import dev.carillon.storage.journal.FileJournal;
import dev.carillon.storage.postgres.PostgresDatabase;
import dev.carillon.storage.sql.Schema;
import dev.carillon.storage.sql.StorageException;
import dev.carillon.storage.sqlite.SqliteSchemas;
import dev.carillon.upkeep.Backup;
import dev.carillon.upkeep.Move;
import dev.carillon.upkeep.Restore;
import dev.carillon.upkeep.UpkeepException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** {@code ./carillon migrate}, {@code backup}, {@code restore} and {@code move}. One thread. */
final class Upkeep {
  /** What {@code migrate --check} ends with when there is something to do. */
  private static final int BEHIND = 3;

  private final Config config;
  private final Path data;

  Upkeep(Config config) {
    this.config = config;
    this.data = config.operation().data();
  }

  /** What is to be printed, and the exit code. */
  record Done(String text, int exitCode) {}

  /**
   * Does it. Blocks.
   *
   * @throws StartException when it can't be done, in one sentence
   */
  Done run(Invocation.Care what) {
    try {
      return switch (what) {
        case Invocation.Migrate(boolean check, _, _) -> migrate(check);
        case Invocation.Backup(Path file, _, _) -> new Done(backup(file), 0);
        case Invocation.Restore(Path file, _, _) -> new Done(restore(file), 0);
        case Invocation.Move _ -> new Done(move(), 0);
      };
    } catch (UpkeepException | StorageException | JournalException problem) {
      throw new StartException(String.valueOf(problem.getMessage()), problem);
    } catch (IOException problem) {
      throw new StartException(
          "CARILLON_DATA: " + data + ": " + problem.getMessage() + " (expected: a server's folder)",
          problem);
    }
  }

  private Done migrate(boolean check) {
    List<Schema.State> before = check ? states() : migrated();
    StringBuilder text = new StringBuilder();
    for (Schema.State state : before) {
      text.append(state.database()).append(": ").append(sentence(state, check)).append('\n');
    }
    boolean behind = check && before.stream().anyMatch(Schema.State::isBehind);
    return new Done(text.toString(), behind ? BEHIND : 0);
  }

  private static String sentence(Schema.State state, boolean check) {
    if (!state.isBehind()) {
      return "nothing to do, version " + state.to();
    }
    return (check ? "to do, from version %s to %s" : "from version %s to %s")
        .formatted(state.from(), state.to());
  }

  private List<Schema.State> states() {
    Secret shared = config.cluster().database();
    return shared == null
        ? SqliteSchemas.states(data)
        : List.of(PostgresDatabase.state(shared.reveal()));
  }

  private List<Schema.State> migrated() {
    Secret shared = config.cluster().database();
    if (shared != null) {
      return List.of(PostgresDatabase.migrate(shared.reveal()));
    }
    DataFolder.prepare(data);
    return SqliteSchemas.migrate(data);
  }

  private String restore(Path file) {
    refuseDatabase();
    return Restore.read(file, data);
  }

  private void refuseDatabase() {
    if (config.cluster().database() != null) {
      throw new UpkeepException(
          "CARILLON_DATABASE_URL: is set (expected: not set; PostgreSQL is saved by its own tools,"
              + " see docs/operations.md)",
          null);
    }
  }

  private String backup(Path file) {
    refuseDatabase();
    return Backup.write(
        data, file, Version.TEXT, InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS));
  }

  private String move() throws IOException {
    Secret target = config.cluster().database();
    if (target == null) {
      throw new UpkeepException(
          "--to: is missing (expected: postgresql://user:password@host:5432/name, or"
              + " CARILLON_DATABASE_URL)",
          null);
    }
    try (Undo opened = new Undo()) {
      List<Move.Machine> machines = new ArrayList<>();
      machine("engine", EngineFolder.of(config), machines, opened);
      machine("desk", EngineFolder.ofDesk(config), machines, opened);
      return Move.run(data, target.reveal(), machines);
    }
  }

  private void machine(String name, EngineFolder folder, List<Move.Machine> machines, Undo opened)
      throws IOException {
    if (Files.isDirectory(folder.journal())) {
      FileJournal journal = folder.openJournal(config);
      opened.with(journal::close);
      machines.add(new Move.Machine(name, journal, folder.openSnapshots()));
    }
  }
}
