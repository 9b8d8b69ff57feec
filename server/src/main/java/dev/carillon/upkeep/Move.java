package dev.carillon.upkeep;

import dev.carillon.journal.JournalException;
import dev.carillon.journal.Records;
import dev.carillon.journal.Snapshots;
import dev.carillon.storage.FolderLock;
import dev.carillon.storage.files.TickFolder;
import dev.carillon.storage.postgres.PostgresImport;
import dev.carillon.storage.postgres.TicksImport;
import dev.carillon.storage.postgres.journal.JournalImport;
import dev.carillon.storage.sql.Schema;
import dev.carillon.storage.sql.StorageException;
import dev.carillon.storage.sqlite.SqliteDatabase;
import dev.carillon.storage.sqlite.SqliteSchemas;
import dev.carillon.storage.sqlite.SqliteTables;
import dev.carillon.ticks.Instrument;
import dev.carillon.ticks.TickState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Copies all that is kept in a data folder into an empty PostgreSQL database, in one transaction:
 * what fails has changed nothing, and is done again from its begin. One thread.
 */
public final class Move {
  private static final String FILES = "files";
  private static final String COMING = ".coming";

  private final Path data;
  private final PostgresImport target;
  private final List<Count> counts = new ArrayList<>();

  private Move(Path data, PostgresImport target) {
    this.data = data;
    this.target = target;
  }

  /**
   * A machine whose journal is moved.
   *
   * @param name that of its journal in PostgreSQL
   */
  public record Machine(String name, Records journal, Snapshots snapshots) {}

  /** How many of something were copied; they are all that there are. */
  private record Count(String what, long rows) {}

  /**
   * Copies, and says how much of what. Blocks.
   *
   * @param data the folder, which no server uses
   * @param url the database
   * @throws UpkeepException when it can't be done, or not all of it came to be there
   * @throws StorageException when a database can't be used, or the target is not empty
   * @throws JournalException when a journal can't be read
   */
  public static String run(Path data, String url, List<Machine> machines) {
    Restore.refuseHalf(data);
    if (!Files.exists(data.resolve(SqliteDatabase.FILE))) {
      throw new UpkeepException(
          data + " has no " + SqliteDatabase.FILE + " (expected: the data folder of a server)",
          null);
    }
    List<Schema.State> _ = SqliteSchemas.migrate(data);
    try (FolderLock _ = lock(data);
        PostgresImport target = PostgresImport.into(url)) {
      Move move = new Move(data, target);
      move.copy(SqliteDatabase.FILE, "");
      move.copy("market.db", "market_");
      move.copy("desk.db", "desk_");
      move.copyFiles();
      move.copyTicks();
      machines.forEach(move::copyJournal);
      target.commit();
      return move.report();
    } catch (IOException problem) {
      throw new UpkeepException(
          "The data folder " + data + " can't be read: " + problem.getMessage(), problem);
    }
  }

  private static FolderLock lock(Path data) throws IOException {
    return FolderLock.take(data, SqliteDatabase.LOCK_FILE)
        .orElseThrow(() ->
            new UpkeepException(
                "another process uses the data folder " + data + " (expected: none)", null));
  }

  private void copy(String file, String prefix) {
    try (SqliteTables source = SqliteTables.open(data.resolve(file))) {
      for (String table : source.names()) {
        String name = prefix + table;
        expect(name, source.count(table), target.copy(name, new TableRows(source, table)));
      }
    }
  }

  /** All rows of a table of SQLite. */
  private record TableRows(SqliteTables source, String table) implements PostgresImport.Rows {
    @Override
    public List<String> columns() {
      return source.columns(table);
    }

    @Override
    public void forEach(Visitor visitor) throws SQLException {
      source.forEach(table, visitor::row);
    }
  }

  private void copyFiles() throws IOException {
    long files = 0;
    for (Path file : Folders.list(data.resolve(FILES))) {
      String key = String.valueOf(file.getFileName());
      if (!key.endsWith(COMING)) {
        try (InputStream bytes = Files.newInputStream(file)) {
          target.file(key, Files.getLastModifiedTime(file).toMillis(), bytes);
        }
        files++;
      }
    }
    expect(FILES, files, target.count(FILES));
  }

  private void copyTicks() throws IOException {
    Path folder = data.resolve("ticks");
    if (!Files.isDirectory(folder)) {
      return;
    }
    TickFolder source = new TickFolder(folder);
    TicksImport ticks = new TicksImport(target);
    List<Instrument> instruments = source.instruments();
    expect("tick_instruments", instruments.size(), ticks.instruments(instruments));
    Map<String, TickState> newest = source.newest();
    expect("tick_newest", newest.size(), ticks.newest(newest));
  }

  private void copyJournal(Machine machine) {
    long records =
        new JournalImport(target, machine.name()).copy(machine.journal(), machine.snapshots());
    counts.add(new Count("records of the " + machine.name() + "'s journal", records));
  }

  private void expect(String what, long there, long here) {
    if (here != there) {
      throw new UpkeepException(
          "Of %,d rows of %s %,d came to be in PostgreSQL, where nothing was changed (expected: all)"
              .formatted(there, what, here),
          null);
    }
    counts.add(new Count(what, here));
  }

  private String report() {
    StringBuilder text = new StringBuilder();
    counts.forEach(count -> text.append("%,12d  %s%n".formatted(count.rows(), count.what())));
    return text.toString();
  }
}
