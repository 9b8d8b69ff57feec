package dev.carillon.storage.sqlite;

import dev.carillon.storage.FolderLock;
import dev.carillon.storage.sql.Schema;
import dev.carillon.storage.sql.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The tables of the databases of a data folder. */
public final class SqliteSchemas {
  static final Kind STORES = new Kind(SqliteDatabase.FILE, List.of("sqlite", "common"));

  /** A database that is not there has no tables, and is not made by looking. */
  private static final Path NOWHERE = Path.of(":memory:");

  private SqliteSchemas() {}

  /**
   * A kind of database.
   *
   * @param file its name in the folder
   * @param scripts the folders of those that make its tables
   */
  record Kind(String file, List<String> scripts) {}

  static Kind ofHistory(String name) {
    return new Kind(name + ".db", List.of("sqlite-" + name));
  }

  private static Stream<Kind> all() {
    return Stream.of(STORES, ofHistory("market"), ofHistory("desk"));
  }

  /**
   * Looks, and changes nothing.
   *
   * @throws StorageException when one can't be read, or belongs to a newer version: its message is
   *     one sentence to show
   */
  public static List<Schema.State> states(Path folder) {
    return all()
        .map(kind -> {
          Path file = folder.resolve(kind.file());
          return on(file, Files.exists(file) ? file : NOWHERE, kind, Schema::state);
        })
        .toList();
  }

  /**
   * Brings all of them up to date, and makes those that are missing.
   *
   * @return how they were before
   * @throws StorageException as {@link #states}, or when a server uses the folder
   */
  public static List<Schema.State> migrate(Path folder) {
    try (FolderLock _ = SqliteDatabase.lock(folder)) {
      return all().map(kind -> migrate(folder.resolve(kind.file()), kind)).toList();
    } catch (IOException e) {
      throw new StorageException("can't give the data folder back", e);
    }
  }

  /** As {@link #migrate(Path)}, one of them. */
  static Schema.State migrate(Path file, Kind kind) {
    return on(file, file, kind, Schema::migrate);
  }

  private static Schema.State on(
      Path named, Path file, Kind kind, Function<Schema, Schema.State> action) {
    try {
      return action.apply(
          new Schema(
              named.toString(),
              Flyway.configure(SqliteSchemas.class.getClassLoader())
                  .dataSource(SqliteDatabase.source(file))
                  .locations(
                      kind.scripts().stream()
                          .map(scripts -> "classpath:db/migration/" + scripts)
                          .toArray(String[]::new))
                  .placeholders(Map.of("long", "INTEGER"))));
    } catch (FlywayException e) {
      throw Failures.opening(named, e);
    }
  }
}
