package dev.carillon.storage.sql;

import java.util.Arrays;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * The tables of one database, and the scripts that make them what this version needs. One thread.
 */
public final class Schema {
  private static final String NONE = "none";

  private final String database;
  private final Flyway flyway;

  /**
   * How far the tables are.
   *
   * @param database its name
   * @param from their version; {@code none}: there are none
   * @param to the version that is needed
   */
  public record State(String database, String from, String to) {

    /** Whether there is something to do. */
    public boolean isBehind() {
      return !from.equals(to);
    }
  }

  /**
   * The tables of a database.
   *
   * @param database its name, in sentences
   */
  public Schema(String database, FluentConfiguration scripts) {
    this.database = database;
    this.flyway = scripts.load();
  }

  /**
   * Looks, and changes nothing.
   *
   * @throws StorageException when a newer version made the tables: its message is one sentence
   * @throws FlywayException when the database can't be asked
   */
  public State state() {
    MigrationInfoService known = flyway.info();
    MigrationInfo current = known.current();
    State state =
        new State(database, current == null ? NONE : version(current), newest(known).orElse(NONE));
    if (Arrays.stream(known.all())
        .anyMatch(script -> script.getState() == MigrationState.FUTURE_SUCCESS)) {
      throw new StorageException(
          "%s belongs to a newer version of Carillon: its tables are of version %s (expected: at most %s)"
              .formatted(database, state.from(), state.to()),
          null);
    }
    return state;
  }

  private static Optional<String> newest(MigrationInfoService known) {
    return Arrays.stream(known.all())
        .filter(script -> script.getState().isResolved())
        .map(MigrationInfo::getVersion)
        .max(MigrationVersion::compareTo)
        .map(MigrationVersion::getVersion);
  }

  private static String version(MigrationInfo script) {
    return script.getVersion().getVersion();
  }

  /**
   * Brings the tables up to date. Of several that do so at once one does and the others wait.
   *
   * @return how they were before
   * @throws StorageException as {@link #state}
   * @throws FlywayException when it can't be done
   */
  public State migrate() {
    State before = state();
    flyway.migrate();
    state();
    return before;
  }
}
