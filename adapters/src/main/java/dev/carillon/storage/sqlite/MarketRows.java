package dev.carillon.storage.sqlite;

import dev.carillon.market.book.SelfTrade;
import dev.carillon.market.book.Side;
import dev.carillon.market.book.TimeInForce;
import dev.carillon.market.data.Candle;
import dev.carillon.market.data.Candle.Prices;
import dev.carillon.market.data.Candle.Volume;
import dev.carillon.market.data.Interval;
import dev.carillon.market.history.Batch.OwnFill;
import dev.carillon.market.history.Batch.PairCandle;
import dev.carillon.market.model.Fill;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.OrderStatus;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.OrderTerms.Figures;
import dev.carillon.market.model.OrderTerms.Options;
import dev.carillon.market.model.OrderType;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Reason;
import dev.carillon.market.model.Trade;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The exchange's orders, fills, trades and candles as rows. */
final class MarketRows {
  static final String ORDER =
      """
      id, owner, symbol, side, type, time_in_force, quantity, price, stop_price, display,
      post_only, self_trade, expire_at, client_order_id, connection, status, reason, filled,
      notional, fees, triggered, created_at, updated_at\
      """;
  static final String FILL =
      """
      symbol, trade_id, price, quantity, taker_side, at, owner, order_id, side, fee, fee_currency,
      taker, sequence\
      """;
  static final String TRADE = "symbol, id, price, quantity, side, at";
  static final String CANDLE =
      "symbol, interval, open_time, close_time, open, high, low, close, lots, quote_units, trades";

  private static final String PUT_ORDER = put("orders", ORDER, 23);
  private static final String PUT_FILL = put("fills", FILL, 13);
  private static final String PUT_TRADE = put("trades", TRADE, 6);
  private static final String PUT_CANDLE = put("candles", CANDLE, 11);

  private final Function<String, Pair> pairs;

  /**
   * Rows of these pairs.
   *
   * @param pairs by symbol: rows count in the ticks and lots of a pair, which never change
   */
  MarketRows(Function<String, Pair> pairs) {
    this.pairs = pairs;
  }

  private static String put(String table, String columns, int count) {
    String marks = "?, ".repeat(count - 1) + "?";
    return "INSERT OR REPLACE INTO " + table + " (" + columns + ") VALUES (" + marks + ")";
  }

  static void put(Sql sql, OrderState order) throws SQLException {
    OrderTerms terms = order.terms();
    Figures figures = terms.figures();
    Options options = terms.options();
    sql.update(
        PUT_ORDER,
        order.id(),
        order.owner(),
        order.pair().symbol(),
        terms.side().name(),
        terms.type().name(),
        terms.timeInForce().name(),
        figures.quantity(),
        figures.price(),
        figures.stopPrice(),
        figures.display(),
        options.postOnly() ? 1 : 0,
        options.selfTrade().name(),
        options.expireAt(),
        options.clientOrderId(),
        options.connection(),
        order.status().name(),
        name(order.reason()),
        order.filled(),
        order.notional(),
        order.fees(),
        order.triggered() ? 1 : 0,
        order.createdAt(),
        order.updatedAt());
  }

  private static @Nullable String name(@Nullable Reason reason) {
    return reason == null ? null : reason.name();
  }

  OrderState order(ResultSet row) throws SQLException {
    OrderTerms terms =
        new OrderTerms(
            Side.valueOf(row.getString(4)),
            OrderType.valueOf(row.getString(5)),
            TimeInForce.valueOf(row.getString(6)),
            new Figures(row.getLong(7), row.getLong(8), row.getLong(9), row.getLong(10)),
            new Options(
                row.getInt(11) == 1,
                SelfTrade.valueOf(row.getString(12)),
                row.getLong(13),
                row.getString(14),
                row.getLong(15)));
    String reason = row.getString(17);
    return new OrderState(
        row.getLong(1),
        row.getString(2),
        pairs.apply(row.getString(3)),
        terms,
        OrderStatus.valueOf(row.getString(16)),
        reason == null ? null : Reason.valueOf(reason),
        row.getLong(18),
        row.getLong(19),
        row.getLong(20),
        row.getInt(21) == 1,
        row.getLong(22),
        row.getLong(23));
  }

  static void put(Sql sql, OwnFill own) throws SQLException {
    Fill fill = own.fill();
    Trade trade = fill.trade();
    sql.update(
        PUT_FILL,
        trade.pair().symbol(),
        trade.id(),
        trade.price(),
        trade.quantity(),
        trade.side().name(),
        trade.timeMillis(),
        fill.owner(),
        fill.orderId(),
        fill.side().name(),
        fill.fee(),
        fill.feeCurrency(),
        fill.taker() ? 1 : 0,
        own.sequence());
  }

  OwnFill fill(ResultSet row) throws SQLException {
    Fill fill =
        new Fill(
            trade(row),
            row.getString(7),
            row.getLong(8),
            Side.valueOf(row.getString(9)),
            row.getLong(10),
            row.getString(11),
            row.getInt(12) == 1);
    return new OwnFill(fill, row.getLong(13));
  }

  static void put(Sql sql, Trade trade) throws SQLException {
    sql.update(
        PUT_TRADE,
        trade.pair().symbol(),
        trade.id(),
        trade.price(),
        trade.quantity(),
        trade.side().name(),
        trade.timeMillis());
  }

  /** Its columns stand first in a fill's row too. */
  Trade trade(ResultSet row) throws SQLException {
    return new Trade(
        pairs.apply(row.getString(1)),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        Side.valueOf(row.getString(5)),
        row.getLong(6));
  }

  static void put(Sql sql, PairCandle of) throws SQLException {
    Candle candle = of.candle();
    sql.update(
        PUT_CANDLE,
        of.pair().symbol(),
        candle.interval().label(),
        candle.openTime(),
        candle.closeTime(),
        candle.prices().open(),
        candle.prices().high(),
        candle.prices().low(),
        candle.prices().close(),
        candle.volume().lots(),
        candle.volume().quoteUnits(),
        candle.volume().trades());
  }

  static Candle candle(ResultSet row) throws SQLException {
    return new Candle(
        Interval.of(row.getString(2)).orElseThrow(),
        row.getLong(3),
        row.getLong(4),
        new Prices(row.getLong(5), row.getLong(6), row.getLong(7), row.getLong(8)),
        new Volume(row.getLong(9), row.getLong(10), row.getLong(11)),
        true);
  }
}
