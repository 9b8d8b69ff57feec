package dev.carillon.storage.sql.history;

import dev.carillon.market.book.Side;
import dev.carillon.market.data.Candle;
import dev.carillon.market.history.Batch;
import dev.carillon.market.history.Batch.OwnFill;
import dev.carillon.market.history.Batch.PairCandle;
import dev.carillon.market.model.Fill;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.OrderTerms.Figures;
import dev.carillon.market.model.OrderTerms.Options;
import dev.carillon.market.model.Trade;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Writes the exchange's orders, fills, trades and candles as rows. A row replaces one of the same
 * key: storing it again changes nothing.
 */
final class MarketWriter {
  private static final String PUT_ORDER =
      Wording.put(
          "orders",
          "owner, id",
          """
          symbol, words, quantity, price, stop_price, display, expire_at,
          client_order_id, connection, filled, notional, fees, created_at, updated_at\
          """);
  private static final String PUT_FILL =
      Wording.put(
          "fills",
          "owner, sequence",
          "symbol, trade_id, price, quantity, at, order_id, fee, flags");
  private static final String PUT_TRADE =
      Wording.put("trades", "symbol, id", "price, quantity, at, flags");
  private static final String PUT_CANDLE =
      Wording.put("candles", MarketRows.CANDLE_KEY, MarketRows.CANDLE_VALUES);

  private final HistoryChange change;

  MarketWriter(HistoryChange change) {
    this.change = change;
  }

  void write(Batch batch) throws SQLException {
    change.put(PUT_ORDER, batch.orders(), this::bind);
    change.put(PUT_TRADE, batch.trades(), this::bind);
    change.put(PUT_FILL, batch.fills(), this::bind);
    change.put(PUT_CANDLE, batch.candles(), MarketWriter::bind);
  }

  private void bind(PreparedStatement row, OrderState order) throws SQLException {
    Figures figures = order.terms().figures();
    Options options = order.terms().options();
    row.setLong(1, change.number(order.owner()));
    row.setLong(2, order.id());
    row.setLong(3, change.number(order.pair().symbol()));
    row.setLong(4, OrderWords.of(order).bits());
    row.setLong(5, figures.quantity());
    row.setLong(6, figures.price());
    row.setLong(7, figures.stopPrice());
    row.setLong(8, figures.display());
    row.setLong(9, options.expireAt());
    row.setString(10, HistoryChange.text(options.clientOrderId()));
    row.setLong(11, options.connection());
    row.setLong(12, order.filled());
    row.setLong(13, order.notional());
    row.setLong(14, order.fees());
    row.setLong(15, order.createdAt());
    row.setLong(16, order.updatedAt());
  }

  private void bind(PreparedStatement row, OwnFill own) throws SQLException {
    Fill fill = own.fill();
    Trade trade = fill.trade();
    row.setLong(1, change.number(fill.owner()));
    row.setLong(2, own.sequence());
    row.setLong(3, change.number(trade.pair().symbol()));
    row.setLong(4, trade.id());
    row.setLong(5, trade.price());
    row.setLong(6, trade.quantity());
    row.setLong(7, trade.timeMillis());
    row.setLong(8, fill.orderId());
    row.setLong(9, fill.fee());
    row.setLong(
        10,
        (fill.side() == Side.BUY ? MarketRows.BOUGHT : 0)
            | (trade.side() == Side.BUY ? MarketRows.TAKER_BOUGHT : 0)
            | (fill.taker() ? MarketRows.WAS_TAKER : 0));
  }

  private void bind(PreparedStatement row, Trade trade) throws SQLException {
    row.setLong(1, change.number(trade.pair().symbol()));
    row.setLong(2, trade.id());
    row.setLong(3, trade.price());
    row.setLong(4, trade.quantity());
    row.setLong(5, trade.timeMillis());
    row.setLong(6, trade.side() == Side.BUY ? MarketRows.BOUGHT : 0);
  }

  private static void bind(PreparedStatement row, PairCandle of) throws SQLException {
    Candle candle = of.candle();
    row.setString(1, of.pair().symbol());
    row.setString(2, candle.interval().label());
    row.setLong(3, candle.openTime());
    row.setLong(4, candle.closeTime());
    row.setLong(5, candle.prices().open());
    row.setLong(6, candle.prices().high());
    row.setLong(7, candle.prices().low());
    row.setLong(8, candle.prices().close());
    row.setLong(9, candle.volume().lots());
    row.setLong(10, candle.volume().quoteUnits());
    row.setLong(11, candle.volume().trades());
  }
}
