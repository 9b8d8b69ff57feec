package dev.carillon.market.history;

import dev.carillon.market.data.Candle;
import dev.carillon.market.model.Fill;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Trade;
import java.util.List;

/**
 * What some commands did.
 *
 * @param sequence the journal's number of the last command
 * @param orders as they stand after it; each order once
 */
public record Batch(
    long sequence,
    List<OrderState> orders,
    List<Trade> trades,
    List<OwnFill> fills,
    List<PairCandle> candles) {

  public Batch {
    orders = List.copyOf(orders);
    trades = List.copyOf(trades);
    fills = List.copyOf(fills);
    candles = List.copyOf(candles);
  }

  /**
   * A fill with its place among its owner's events.
   *
   * @param sequence of the account, unique for an owner
   */
  public record OwnFill(Fill fill, long sequence) {}

  /** A closed candle of a pair. */
  public record PairCandle(Pair pair, Candle candle) {}
}
