package dev.carillon.storage.postgres;

import dev.carillon.storage.sql.Reader;
import dev.carillon.storage.sql.Sql;
import dev.carillon.storage.sql.StorageException;
import dev.carillon.storage.sql.Writer;
import dev.carillon.ticks.Instrument;
import dev.carillon.ticks.Instrument.Contract;
import dev.carillon.ticks.Instrument.Steps;
import dev.carillon.ticks.TickState;
import dev.carillon.ticks.TickStates;
import dev.carillon.ticks.TickStore;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;

/** Instruments and their newest ticks in tables that all nodes share. Any thread. */
final class PostgresTickStore implements TickStore {
  static final String KEEP =
      """
      INSERT INTO tick_instruments
        (token, exchange, symbol, name, tick_units, lot_size, decimals, type, segment, expiry, strike)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (token) DO UPDATE SET exchange = excluded.exchange, symbol = excluded.symbol,
        name = excluded.name, tick_units = excluded.tick_units, lot_size = excluded.lot_size,
        decimals = excluded.decimals, type = excluded.type, segment = excluded.segment,
        expiry = excluded.expiry, strike = excluded.strike\
      """;

  private static final String INSTRUMENTS =
      """
      SELECT token, exchange, symbol, name, tick_units, lot_size, decimals, type, segment, expiry,
        strike
      FROM tick_instruments ORDER BY place\
      """;

  static final String KEEP_NEWEST =
      """
      INSERT INTO tick_newest (token, version, state) VALUES (?, ?, ?)
      ON CONFLICT (token) DO UPDATE SET version = excluded.version, state = excluded.state
      WHERE tick_newest.version <= excluded.version\
      """;

  /** Orders nodes that write at the same time, whatever the order of their rows. */
  private static final long LOCK = 0x7469636b73L;

  private final Writer writer;
  private final Reader readers;

  PostgresTickStore(Writer writer, Reader readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public List<Instrument> instruments() throws IOException {
    return read(sql -> sql.all(INSTRUMENTS, PostgresTickStore::instrument));
  }

  private static Instrument instrument(ResultSet row) throws SQLException {
    return new Instrument(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        new Steps(row.getLong(5), row.getLong(6), row.getInt(7)),
        new Contract(row.getString(8), row.getString(9), row.getString(10), row.getString(11)));
  }

  @Override
  public void keep(Collection<Instrument> instruments) throws IOException {
    write(sql -> {
      sql.lock(LOCK);
      sql.each(KEEP, List.copyOf(instruments), PostgresTickStore::bind);
      return true;
    });
  }

  static void bind(PreparedStatement statement, Instrument one) throws SQLException {
    statement.setString(1, one.token());
    statement.setString(2, one.exchange());
    statement.setString(3, one.symbol());
    statement.setString(4, one.name());
    statement.setLong(5, one.steps().tickUnits());
    statement.setLong(6, one.steps().lotSize());
    statement.setInt(7, one.steps().decimals());
    statement.setString(8, one.contract().type());
    statement.setString(9, one.contract().segment());
    statement.setString(10, one.contract().expiry());
    statement.setString(11, one.contract().strike());
  }

  @Override
  public Map<String, TickState> newest() throws IOException {
    return read(sql -> {
      Map<String, TickState> states = new LinkedHashMap<>();
      sql.all(
              "SELECT token, state FROM tick_newest",
              row -> Map.entry(row.getString(1), TickStates.decode(row.getBytes(2))))
          .forEach(entry -> states.put(entry.getKey(), entry.getValue()));
      return states;
    });
  }

  @Override
  public void keepNewest(Map<String, TickState> states) throws IOException {
    write(sql -> {
      sql.lock(LOCK);
      sql.each(
          KEEP_NEWEST,
          List.copyOf(states.entrySet()),
          (statement, entry) -> bind(statement, entry.getKey(), entry.getValue()));
      return true;
    });
  }

  static void bind(PreparedStatement statement, String token, TickState state) throws SQLException {
    statement.setString(1, token);
    statement.setLong(2, state.version());
    statement.setBytes(3, TickStates.encode(state));
  }

  private <T> T read(Sql.Work<T> work) throws IOException {
    try {
      return readers.read(work);
    } catch (StorageException | IllegalArgumentException | RejectedExecutionException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private <T> void write(Sql.Work<T> work) throws IOException {
    try {
      T _ = writer.write(work);
    } catch (StorageException | IllegalArgumentException | RejectedExecutionException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
