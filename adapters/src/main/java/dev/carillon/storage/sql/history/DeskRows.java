package dev.carillon.storage.sql.history;

import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Alert.Entity;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.Expiry;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.model.OrderTerms.Prices;
import dev.carillon.desk.model.Origin;
import dev.carillon.desk.quote.Symbol;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The desk's orders, deals and alerts as rows that are read. */
final class DeskRows {
  private static final String NAMES =
      """
      (SELECT name FROM #names WHERE number = symbol),
      (SELECT name FROM #names WHERE number = connection),
      (SELECT name FROM #names WHERE number = strategy), id, words, volume, stop_loss, take_profit,\
      """;

  /** The columns of an order but its owner, whom one asks for. */
  static final String ORDER =
      NAMES
          + """
           price, limit_price, deviation, expire_at, created_at, updated_at, filled_at, fill_price\
          """;

  /** The columns of a deal but its owner. */
  static final String DEAL =
      NAMES + " ticket, open_price, close_price, profit, swap, commission, net, at";

  static final String ALERT = "id, words, title, message, threshold, current, entity, at";

  private final Function<String, Symbol> symbols;

  /**
   * Rows of these symbols.
   *
   * @param symbols by name: rows count in the points of a symbol, which never change
   */
  DeskRows(Function<String, Symbol> symbols) {
    this.symbols = symbols;
  }

  OrderState order(String owner, ResultSet row) throws SQLException {
    DeskWords words = new DeskWords(row.getLong(5));
    OrderTerms terms =
        new OrderTerms(
            words.orderType(),
            row.getLong(6),
            new Prices(row.getLong(9), row.getLong(10), row.getLong(7), row.getLong(8)),
            row.getLong(11),
            new Expiry(words.expiry(), row.getLong(12)),
            origin(row));
    return new OrderState(
        owner,
        row.getLong(4),
        symbols.apply(row.getString(1)),
        terms,
        words.orderStatus(),
        words.activated(),
        words.reason(),
        row.getLong(13),
        row.getLong(14),
        row.getLong(15),
        row.getLong(16));
  }

  Deal deal(String owner, ResultSet row) throws SQLException {
    DeskWords words = new DeskWords(row.getLong(5));
    return new Deal(
        row.getLong(4),
        owner,
        row.getLong(9),
        symbols.apply(row.getString(1)),
        words.side(),
        row.getLong(6),
        row.getLong(10),
        row.getLong(11),
        row.getLong(7),
        row.getLong(8),
        row.getLong(12),
        row.getLong(13),
        row.getLong(14),
        row.getLong(15),
        words.dealStatus(),
        words.cause(),
        origin(row),
        row.getLong(16));
  }

  private static Origin origin(ResultSet row) throws SQLException {
    return new Origin(row.getString(2), row.getString(3));
  }

  static Alert alert(String viewer, ResultSet row) throws SQLException {
    DeskWords words = new DeskWords(row.getLong(2));
    return new Alert(
        row.getLong(1),
        words.forEverybody() ? null : viewer,
        words.alertType(),
        words.severity(),
        row.getString(3),
        row.getString(4),
        figure(row, 5),
        figure(row, 6),
        new Entity(words.entity(), row.getString(7)),
        row.getLong(8),
        words.acknowledged());
  }

  private static @Nullable Long figure(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : (Long) value;
  }
}
