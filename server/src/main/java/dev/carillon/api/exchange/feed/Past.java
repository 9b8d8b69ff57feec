package dev.carillon.api.exchange.feed;

import dev.carillon.market.history.Batch.OwnFill;
import dev.carillon.market.history.MarketHistory;
import dev.carillon.market.history.Page;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.Trade;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest trades that the history knows, newest first: for those who want more than the feed
 * itself remembers, which after a start is little.
 */
public record Past(List<Trade> trades, List<PastFill> fills) {
  /** Nobody asked. */
  public static final Past NONE = new Past(List.of(), List.of());

  public Past {
    trades = List.copyOf(trades);
    fills = List.copyOf(fills);
  }

  /** A fill with its order: who hears of the one, is told how the other is named. */
  public record PastFill(OwnFill own, OrderState order) {

    /** Finds the orders of some fills. Blocks. */
    public static List<PastFill> of(List<OwnFill> fills, MarketHistory history) {
      Map<Long, OrderState> orders = new HashMap<>();
      List<PastFill> found = new ArrayList<>();
      for (OwnFill own : fills) {
        found.add(
            new PastFill(
                own, orders.computeIfAbsent(own.fill().orderId(), _ -> orderOf(own, history))));
      }
      return found;
    }

    /** An order is kept at least as long as its fills. */
    private static OrderState orderOf(OwnFill own, MarketHistory history) {
      return history
          .order(own.fill().owner(), own.fill().orderId())
          .orElseThrow(
              () -> new IllegalStateException("a fill without its order: " + own.fill().orderId()));
    }
  }

  /** Whether there is something to ask the history. */
  static boolean isWanted(Stream stream, Wish wish) {
    return wish.recent() > 0
        && (stream instanceof Stream.Trades || stream instanceof Stream.UserTrades);
  }

  /** Asks it. Blocks. */
  static Past read(MarketHistory history, Stream stream, Wish wish) {
    return switch (stream) {
      case Stream.Trades(var symbol) ->
          new Past(history.trades(symbol, Long.MAX_VALUE, wish.recent()), List.of());
      case Stream.UserTrades(var owner) -> {
        Page newest = new Page(owner, wish.symbol(), Long.MAX_VALUE, wish.recent());
        yield new Past(List.of(), PastFill.of(history.fills(newest), history));
      }
      case Stream.Ticker _, Stream.Kline _, Stream.Book _, Stream.Orders _, Stream.Account _ ->
          NONE;
    };
  }
}
