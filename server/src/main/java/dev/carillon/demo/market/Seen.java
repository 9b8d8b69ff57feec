package dev.carillon.demo.market;

import dev.carillon.ledger.Balance;
import dev.carillon.market.EngineView;
import dev.carillon.market.MarketView;
import dev.carillon.market.book.Side;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.PairStatus;
import java.util.List;

/**
 * What the simulation reads of the engine before a step: all markets, and one participant's
 * account.
 *
 * @param orders the participant's live orders, oldest first
 */
record Seen(List<Top> tops, String owner, List<Balance> balances, List<OrderState> orders) {

  /**
   * The top of a book, in ticks; 0: nobody, nothing.
   *
   * @param open whether it takes orders
   */
  record Top(String symbol, boolean open, long bid, long ask, long last) {
    static Top of(MarketView market) {
      return new Top(
          market.pair().symbol(),
          market.status() == PairStatus.TRADING,
          market.bestPrice(Side.BUY),
          market.bestPrice(Side.SELL),
          market.lastPrice());
    }

    /** The best price of a side. */
    long best(Side side) {
      return side == Side.BUY ? bid : ask;
    }
  }

  /** Reads it. Engine's thread. */
  static Seen of(EngineView view, String owner) {
    return new Seen(
        view.markets().stream().map(Top::of).toList(),
        owner,
        view.balances(owner),
        view.orders(owner));
  }

  /** What the participant has of a currency, in 10^-8. */
  long total(String currency) {
    for (Balance balance : balances) {
      if (balance.currency().equals(currency)) {
        return balance.total();
      }
    }
    return 0;
  }
}
