package dev.carillon.desk;

import dev.carillon.desk.books.Account;
import dev.carillon.desk.books.Accounts;
import dev.carillon.desk.books.Market;
import dev.carillon.desk.books.Markets;
import dev.carillon.desk.books.Position;
import dev.carillon.desk.books.Touched;
import dev.carillon.desk.model.Side;
import dev.carillon.desk.quote.Amounts;
import dev.carillon.desk.quote.Conversion.Rate;
import dev.carillon.desk.quote.TradingCalendar;
import java.time.LocalDate;

/** The end of a trading day, 17:00 in New York: swap, and the figures of the next day. */
final class Rollover {
  /** Hundredths in a point. */
  private static final int POINT = 100;

  private final Accounts accounts;
  private final Markets markets;
  private final Touched touched;
  private final Teller teller;

  /** Milliseconds since 1970; 0: before the first command. */
  private long next;

  Rollover(Accounts accounts, Markets markets, Touched touched, Teller teller) {
    this.accounts = accounts;
    this.markets = markets;
    this.touched = touched;
    this.teller = teller;
  }

  /** When the trading day ends; 0: before the first command. */
  long next() {
    return next;
  }

  void restore(long millis) {
    next = millis;
  }

  /** Ends all trading days that are over; those that passed unseen too, each with its swap. */
  void advance(long nowMillis) {
    if (next == 0) {
      next = TradingCalendar.nextRoll(nowMillis);
    }
    while (nowMillis >= next) {
      end(next);
      next = TradingCalendar.nextRoll(next);
    }
  }

  private void end(long atMillis) {
    LocalDate begun = TradingCalendar.tradingDay(atMillis);
    int nights = TradingCalendar.swapNights(begun.minusDays(1));
    for (Account account : accounts.all()) {
      if (nights > 0) {
        swap(account, nights, atMillis);
      }
      account.performance().equity(account.equity());
      account.performance().newDay(begun, account.equity());
      account.risk().newDay();
      touched.add(account);
      teller.analytics(account);
    }
  }

  private void swap(Account account, int nights, long atMillis) {
    boolean changed = false;
    for (Position position : account.positions().values()) {
      long swap = nights * swap(position);
      if (swap != 0) {
        position.addSwap(swap, atMillis);
        teller.position(account, position.state());
        changed = true;
      }
    }
    if (changed) {
      teller.account(account);
    }
  }

  /** One night's, in cents, at the conversion of that moment. */
  private long swap(Position position) {
    Market market = position.market();
    var costs = market.symbol().costs();
    long points = position.side() == Side.BUY ? costs.swapLong() : costs.swapShort();
    if (points == 0) {
      return 0;
    }
    Rate rate = markets.rate(position, points >= 0);
    return Amounts.ratio(
        points,
        market.units(position.volume()),
        rate.multiply(),
        market.quote().pointsPerUnit() * POINT,
        rate.divide());
  }
}
