package dev.carillon.storage.sql.history;

import dev.carillon.market.book.Side;
import dev.carillon.market.data.Candle;
import dev.carillon.market.data.Candle.Prices;
import dev.carillon.market.data.Candle.Volume;
import dev.carillon.market.data.Interval;
import dev.carillon.market.history.Batch.OwnFill;
import dev.carillon.market.model.Fill;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.OrderTerms.Figures;
import dev.carillon.market.model.OrderTerms.Options;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Trade;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;

/** The exchange's orders, fills, trades and candles as rows that are read. */
final class MarketRows {
  private static final String SYMBOL = "(SELECT name FROM #names WHERE number = symbol), ";

  /** The columns of an order but its owner, whom one asks for. */
  static final String ORDER =
      SYMBOL
          + """
          id, words, quantity, price, stop_price, display, expire_at, client_order_id, connection,
          filled, notional, fees, created_at, updated_at\
          """;

  /** The columns of a fill but its owner. */
  static final String FILL =
      SYMBOL + "trade_id, price, quantity, at, flags, order_id, fee, sequence";

  /** The columns of a trade but its pair. */
  static final String TRADE = "id, price, quantity, at, flags";

  static final String CANDLE_KEY = "symbol, interval, open_time";
  static final String CANDLE_VALUES =
      "close_time, open, high, low, close, lots, quote_units, trades";

  /** Bits of {@code flags}. */
  static final int BOUGHT = 1;

  static final int TAKER_BOUGHT = 2;
  static final int WAS_TAKER = 4;

  private final Function<String, Pair> pairs;

  /**
   * Rows of these pairs.
   *
   * @param pairs by symbol: rows count in the ticks and lots of a pair, which never change
   */
  MarketRows(Function<String, Pair> pairs) {
    this.pairs = pairs;
  }

  OrderState order(String owner, ResultSet row) throws SQLException {
    OrderWords words = new OrderWords(row.getLong(3));
    OrderTerms terms =
        new OrderTerms(
            words.side(),
            words.type(),
            words.timeInForce(),
            new Figures(row.getLong(4), row.getLong(5), row.getLong(6), row.getLong(7)),
            new Options(
                words.postOnly(),
                words.selfTrade(),
                row.getLong(8),
                row.getString(9),
                row.getLong(10)));
    return new OrderState(
        row.getLong(2),
        owner,
        pairs.apply(row.getString(1)),
        terms,
        words.status(),
        words.reason(),
        row.getLong(11),
        row.getLong(12),
        row.getLong(13),
        words.triggered(),
        row.getLong(14),
        row.getLong(15));
  }

  OwnFill fill(String owner, ResultSet row) throws SQLException {
    Pair pair = pairs.apply(row.getString(1));
    int flags = row.getInt(6);
    Side side = side(flags, BOUGHT);
    Trade trade =
        new Trade(
            pair,
            row.getLong(2),
            row.getLong(3),
            row.getLong(4),
            side(flags, TAKER_BOUGHT),
            row.getLong(5));
    Fill fill =
        new Fill(
            trade,
            owner,
            row.getLong(7),
            side,
            row.getLong(8),
            side == Side.BUY ? pair.base() : pair.quote(),
            (flags & WAS_TAKER) != 0);
    return new OwnFill(fill, row.getLong(9));
  }

  Trade trade(String symbol, ResultSet row) throws SQLException {
    return new Trade(
        pairs.apply(symbol),
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        side(row.getInt(5), BOUGHT),
        row.getLong(4));
  }

  private static Side side(int flags, int bought) {
    return (flags & bought) != 0 ? Side.BUY : Side.SELL;
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
