package dev.carillon.storage.postgres;

import dev.carillon.ticks.Instrument;
import dev.carillon.ticks.TickState;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/** Copies instruments and their newest ticks into a database that has none. One thread. */
public final class TicksImport {
  private final PostgresImport target;

  public TicksImport(PostgresImport target) {
    this.target = target;
  }

  /**
   * Copies instruments, in their order.
   *
   * @return how many are there now
   */
  public long instruments(Collection<Instrument> instruments) {
    try (PreparedStatement insert = target.connection().prepareStatement(PostgresTickStore.KEEP)) {
      for (Instrument one : instruments) {
        PostgresTickStore.bind(insert, one);
        insert.addBatch();
      }
      insert.executeBatch();
      return target.count("tick_instruments");
    } catch (SQLException e) {
      throw target.failure("copy the instruments", e);
    }
  }

  /**
   * Copies what is newest, by token.
   *
   * @return how many are there now
   */
  public long newest(Map<String, TickState> states) {
    try (PreparedStatement insert =
        target.connection().prepareStatement(PostgresTickStore.KEEP_NEWEST)) {
      for (Map.Entry<String, TickState> each : states.entrySet()) {
        PostgresTickStore.bind(insert, each.getKey(), each.getValue());
        insert.addBatch();
      }
      insert.executeBatch();
      return target.count("tick_newest");
    } catch (SQLException e) {
      throw target.failure("copy the newest ticks", e);
    }
  }
}
