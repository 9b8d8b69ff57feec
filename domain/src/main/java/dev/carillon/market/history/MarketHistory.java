package dev.carillon.market.history;

import dev.carillon.market.data.Candle;
import dev.carillon.market.history.Batch.OwnFill;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.Trade;
import java.util.List;
import java.util.Optional;

/**
 * Orders, trades, fills and closed candles for queries. Port. All methods block; one thread stores,
 * any may ask.
 *
 * <p>It lags behind the engine: what it does not know yet, the engine does.
 */
public interface MarketHistory {

  /** The journal's number of the last command whose events are here; 0: none. */
  long sequence();

  /**
   * Takes what some commands did, all or nothing. Storing the same again changes nothing.
   *
   * @throws RuntimeException when it can't be stored; the same batch may be tried again
   */
  void store(Batch batch);

  /** Forgets everything: it is for a journal that begins anew. */
  void clear();

  /** An order of an owner, however it ended. */
  Optional<OrderState> order(String owner, long id);

  /** An owner's orders, refused ones included, newest first. */
  List<OrderState> orders(Page page);

  /** An owner's fills, newest first. */
  List<OwnFill> fills(Page page);

  /** The trades of a pair before a trade id, newest first. */
  List<Trade> trades(String symbol, long before, int limit);

  /** Closed candles, oldest first. */
  List<Candle> candles(Span span);

  /**
   * Forgets what ended before a time: orders, fills and trades; candles stay.
   *
   * @param beforeMillis milliseconds since 1970
   * @return how many rows went; 0: nothing is left to forget
   */
  int forget(long beforeMillis);
}
