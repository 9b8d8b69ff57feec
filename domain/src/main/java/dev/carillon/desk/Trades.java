package dev.carillon.desk;

import dev.carillon.desk.books.Account;
import dev.carillon.desk.books.Market;
import dev.carillon.desk.books.Markets;
import dev.carillon.desk.books.Now;
import dev.carillon.desk.books.PendingOrder;
import dev.carillon.desk.books.Position;
import dev.carillon.desk.books.Position.Course;
import dev.carillon.desk.books.Position.Opening;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.Deal.Cause;
import dev.carillon.desk.model.Deal.Status;
import dev.carillon.desk.model.MarginMode;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.quote.Amounts;
import dev.carillon.desk.quote.Conversion;
import dev.carillon.desk.quote.Conversion.Rate;
import java.util.Optional;

/** Opens and closes positions at the live quote; the only place where deals are made. */
final class Trades {
  /** Hundredths in a lot. */
  private static final int LOT = 100;

  private final Now now;
  private final Markets markets;
  private final Teller teller;
  private long lastDealId;

  Trades(Now now, Markets markets, Teller teller) {
    this.now = now;
    this.markets = markets;
    this.teller = teller;
  }

  /** What an opening now would fix; empty: the margin can't be converted. */
  Optional<Opening> opening(Account account, Market market, OrderTerms terms) {
    return marginRate(account, market)
        .map(rate ->
            new Opening(
                terms.type().side(),
                market.openPrice(terms.type().side()),
                rate,
                market.symbol().contract().marginPercent(),
                terms.origin(),
                now.millis()));
  }

  private Optional<Rate> marginRate(Account account, Market market) {
    return account.terms().marginMode() == MarginMode.BASE_UNITS
        ? Optional.of(Rate.ONE)
        : markets
            .conversion(market.symbol().base(), account.terms().currency())
            .map(Conversion::ask);
  }

  /** What a deal costs, in cents. */
  static long commission(Market market, long volume) {
    return Amounts.ratio(market.symbol().costs().commission(), volume, LOT);
  }

  /** Opens a position, which was checked to be possible. */
  Position open(PendingOrder order, Opening opening, Cause cause) {
    Account account = order.account();
    OrderTerms terms = order.terms();
    Course course =
        new Course(
            terms.volume(),
            terms.prices().stopLoss(),
            terms.prices().takeProfit(),
            0,
            commission(order.market(), terms.volume()),
            now.millis());
    Position position = new Position(order.ticket(), account, order.market(), opening, course);
    account.book(-position.commission());
    place(position);
    Deal deal = deal(position, new Part(terms.volume(), 0, 0, 0, position.commission(), 0), cause);
    tell(position, deal);
    teller.account(account);
    return position;
  }

  /** Puts a position where it is valued and where its stops wait. */
  void place(Position position) {
    position.account().add(position);
    markets.add(position);
    position.await();
  }

  /** What of a position a deal was about: volume, close price, and what was booked. */
  private record Part(
      long volume, long closePrice, long profit, long swap, long commission, long net) {}

  /** Closes a part of a position, or all of it, at the live quote. */
  Deal close(Position position, long volume, Cause cause) {
    Account account = position.account();
    Market market = position.market();
    boolean whole = volume == position.volume();
    long profit = markets.profit(position, volume);
    long swap = Amounts.ratio(position.swap(), volume, position.volume());
    long opened = Amounts.ratio(position.commission(), volume, position.volume());
    long commission = commission(market, volume);
    long booked = profit + swap - commission;
    Part part =
        new Part(
            volume, market.closePrice(position.side()), profit, swap, commission, booked - opened);
    Deal deal = deal(position, part, cause);
    position.reduce(new Course(volume, 0, 0, swap, opened, now.millis()));
    if (whole) {
      forget(position);
    } else {
      markets.revalue(position);
    }
    account.book(booked);
    account.performance().closed(part.net);
    account.performance().equity(account.equity());
    tell(position, deal);
    teller.analytics(account);
    teller.account(account);
    return deal;
  }

  private void forget(Position position) {
    position.ignore();
    markets.remove(position);
    position.account().positions().remove(position.ticket());
  }

  /** Other stops; 0: none. */
  void protect(Position position, long stopLoss, long takeProfit) {
    position.ignore();
    position.protect(stopLoss, takeProfit, now.millis());
    position.await();
    teller.position(position.account(), position.state());
  }

  /** The quote has reached one of a position's stops. */
  void stop(Position position) {
    Cause cause = position.isStopped() ? Cause.STOP_LOSS : Cause.TAKE_PROFIT;
    close(position, position.volume(), cause);
  }

  private Deal deal(Position position, Part part, Cause cause) {
    Status status =
        part.closePrice == 0
            ? Status.FILLED
            : part.volume == position.volume() ? Status.CLOSED : Status.PARTIALLY_FILLED;
    return new Deal(
        ++lastDealId,
        position.account().owner(),
        position.ticket(),
        position.market().symbol(),
        position.side(),
        part.volume,
        position.opening().price(),
        part.closePrice,
        position.stopLoss(),
        position.takeProfit(),
        part.profit,
        part.swap,
        part.commission,
        part.net,
        status,
        cause,
        position.opening().origin(),
        now.millis());
  }

  private void tell(Position position, Deal deal) {
    position.account().deals().add(deal);
    teller.dealt(position.account(), deal);
    teller.position(position.account(), position.state());
  }

  long lastDealId() {
    return lastDealId;
  }

  void restore(long dealId) {
    lastDealId = dealId;
  }
}
