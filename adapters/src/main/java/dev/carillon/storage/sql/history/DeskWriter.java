package dev.carillon.storage.sql.history;

import dev.carillon.desk.history.Batch;
import dev.carillon.desk.history.Batch.SeenAlert;
import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.OrderTerms.Prices;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the desk's orders, deals and alerts as rows. A row replaces one of the same key: storing
 * it again changes nothing.
 */
final class DeskWriter {
  /** Nobody is called so: whoever has not acknowledged it sees it so. */
  static final String EVERYBODY = "";

  /** The number of a name that there is not. */
  private static final long NONE = 0;

  private static final String PUT_ORDER =
      Wording.put(
          "orders",
          "owner, id",
          """
          symbol, words, volume, price, limit_price, stop_loss, take_profit, deviation,
          expire_at, connection, strategy, created_at, updated_at, filled_at, fill_price\
          """);
  private static final String PUT_DEAL =
      Wording.put(
          "deals",
          "owner, id",
          """
          ticket, symbol, words, volume, open_price, close_price, stop_loss, take_profit,
          profit, swap, commission, net, connection, strategy, at\
          """);
  private static final String PUT_ALERT =
      Wording.put("alerts", "owner, id", "words, title, message, threshold, current, entity, at");

  private final HistoryChange change;

  DeskWriter(HistoryChange change) {
    this.change = change;
  }

  void write(Batch batch) throws SQLException {
    change.put(PUT_ORDER, batch.orders(), this::bind);
    change.put(PUT_DEAL, batch.deals(), this::bind);
    change.put(PUT_ALERT, newest(batch.alerts()), this::bind);
  }

  /** Of an alert that came to be seen otherwise meanwhile, what was seen last. */
  private static List<SeenAlert> newest(List<SeenAlert> alerts) {
    Map<String, SeenAlert> byRow = new LinkedHashMap<>();
    alerts.forEach(seen -> byRow.put(seen.alert().id() + " " + viewer(seen), seen));
    return List.copyOf(byRow.values());
  }

  private static String viewer(SeenAlert seen) {
    return seen.viewer() == null ? EVERYBODY : seen.viewer();
  }

  private void bind(PreparedStatement row, OrderState order) throws SQLException {
    Prices prices = order.terms().prices();
    row.setLong(1, change.number(order.owner()));
    row.setLong(2, order.ticket());
    row.setLong(3, change.number(order.symbol().name()));
    row.setLong(4, DeskWords.of(order).bits());
    row.setLong(5, order.terms().volume());
    row.setLong(6, prices.price());
    row.setLong(7, prices.limitPrice());
    row.setLong(8, prices.stopLoss());
    row.setLong(9, prices.takeProfit());
    row.setLong(10, order.terms().deviation());
    row.setLong(11, order.terms().expiry().atMillis());
    row.setLong(12, number(order.terms().origin().connectionId()));
    row.setLong(13, number(order.terms().origin().strategyId()));
    row.setLong(14, order.createdAt());
    row.setLong(15, order.updatedAt());
    row.setLong(16, order.filledAt());
    row.setLong(17, order.fillPrice());
  }

  private void bind(PreparedStatement row, Deal deal) throws SQLException {
    row.setLong(1, change.number(deal.owner()));
    row.setLong(2, deal.id());
    row.setLong(3, deal.ticket());
    row.setLong(4, change.number(deal.symbol().name()));
    row.setLong(5, DeskWords.of(deal).bits());
    row.setLong(6, deal.volume());
    row.setLong(7, deal.openPrice());
    row.setLong(8, deal.closePrice());
    row.setLong(9, deal.stopLoss());
    row.setLong(10, deal.takeProfit());
    row.setLong(11, deal.profit());
    row.setLong(12, deal.swap());
    row.setLong(13, deal.commission());
    row.setLong(14, deal.net());
    row.setLong(15, number(deal.origin().connectionId()));
    row.setLong(16, number(deal.origin().strategyId()));
    row.setLong(17, deal.timeMillis());
  }

  private void bind(PreparedStatement row, SeenAlert seen) throws SQLException {
    Alert alert = seen.alert();
    row.setLong(1, change.number(viewer(seen)));
    row.setLong(2, alert.id());
    row.setLong(3, DeskWords.of(alert).bits());
    row.setString(4, HistoryChange.text(alert.title()));
    row.setString(5, HistoryChange.text(alert.message()));
    row.setObject(6, alert.threshold());
    row.setObject(7, alert.current());
    row.setString(8, HistoryChange.text(alert.entity().id()));
    row.setLong(9, alert.createdAt());
  }

  private long number(@Nullable String name) throws SQLException {
    return name == null ? NONE : change.number(name);
  }
}
