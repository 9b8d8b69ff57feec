package dev.carillon.market;

import dev.carillon.ledger.Ledger;
import dev.carillon.market.book.OrderBook;
import dev.carillon.market.book.Side;

/** What is true of an engine between two commands. */
final class Invariants {
  private final Accounts accounts;
  private final LiveOrders orders;
  private final Markets markets;

  Invariants(Accounts accounts, LiveOrders orders, Markets markets) {
    this.accounts = accounts;
    this.orders = orders;
    this.markets = markets;
  }

  /** Throws {@link IllegalStateException} naming the first that does not hold. */
  void verify() {
    accounts.ledger().verify();
    accounts.all().forEach(this::verify);
    int resting = 0;
    for (Market market : markets.all()) {
      verify(market);
      resting += market.book().orderCount() + market.stops().all().size();
    }
    if (resting != orders.size()) {
      throw new IllegalStateException(
          "orders in books and waiting: " + resting + " (expected: " + orders.size() + ")");
    }
  }

  private static void verify(Market market) {
    OrderBook book = market.book();
    long bid = book.bestPrice(Side.BUY);
    long ask = book.bestPrice(Side.SELL);
    if (bid != 0 && ask != 0 && bid >= ask) {
      throw new IllegalStateException(market.pair().symbol() + ": crossed, " + bid + " and " + ask);
    }
  }

  private void verify(Account account) {
    Ledger ledger = accounts.ledger();
    long[] held = new long[ledger.currencies()];
    for (LiveOrder order : account.orders()) {
      if (order.held != order.needs()) {
        throw new IllegalStateException(
            "held for order "
                + order.id
                + ": "
                + order.held
                + " (expected: "
                + order.needs()
                + ")");
      }
      if (!order.waits() && order.market.book().remaining(order.id) != order.remaining()) {
        throw new IllegalStateException("order " + order.id + ": not so in the book");
      }
      held[order.heldCurrency()] += order.held;
    }
    for (int currency = 0; currency < held.length; currency++) {
      long locked = ledger.locked(account.number(), currency);
      if (locked != held[currency]) {
        throw new IllegalStateException(
            "locked "
                + ledger.currencyCode(currency)
                + " of account "
                + account.number()
                + ": "
                + locked
                + " (expected: "
                + held[currency]
                + ")");
      }
    }
  }
}
