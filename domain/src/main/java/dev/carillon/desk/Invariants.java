package dev.carillon.desk;

import dev.carillon.desk.books.Account;
import dev.carillon.desk.books.Accounts;
import dev.carillon.desk.books.Market;
import dev.carillon.desk.books.Markets;
import dev.carillon.desk.books.Position;

/** What holds between any two commands, worked out from nothing but positions and quotes. */
final class Invariants {
  private final Markets markets;
  private final Accounts accounts;

  Invariants(Markets markets, Accounts accounts) {
    this.markets = markets;
    this.accounts = accounts;
  }

  void verify() {
    accounts.all().forEach(this::verify);
    for (Market market : markets.all()) {
      long waiting =
          accounts.all().stream()
              .flatMap(account -> account.orders().values().stream())
              .filter(order -> order.market() == market)
              .count();
      long stops =
          accounts.all().stream()
              .flatMap(account -> account.positions().values().stream())
              .filter(position -> position.market() == market)
              .mapToLong(position ->
                  (position.stopLoss() == 0 ? 0 : 1) + (position.takeProfit() == 0 ? 0 : 1))
              .sum();
      same(market.symbol().name(), "triggers", market.triggers().size(), waiting + stops);
    }
  }

  private void verify(Account account) {
    long floating = 0;
    long margin = 0;
    long exposure = 0;
    for (Position position : account.positions().values()) {
      long profit = markets.profitAnew(position);
      same(account.owner(), "profit of " + position.ticket(), position.profit(), profit);
      floating += profit + position.swap();
      margin += position.margin();
      exposure += position.exposure();
    }
    same(account.owner(), "floating", account.floating(), floating);
    same(account.owner(), "margin", account.margin(), margin);
    same(account.owner(), "exposure", account.exposure(), exposure);
  }

  private static void same(String whose, String what, long kept, long expected) {
    if (kept != expected) {
      throw new IllegalStateException(
          "%s of %s: %d (expected: %d)".formatted(what, whose, kept, expected));
    }
  }
}
