package dev.carillon.desk.books;

import dev.carillon.desk.model.Origin;
import dev.carillon.desk.model.PositionState;
import dev.carillon.desk.model.Side;
import dev.carillon.desk.quote.Amounts;
import dev.carillon.desk.quote.Conversion.Rate;
import dev.carillon.desk.quote.Triggers;
import dev.carillon.desk.quote.Triggers.When;

/** A position, with its value at the newest quotes. */
public final class Position implements Waiting {
  private static final int PERCENT = 100;

  private final long ticket;
  private final Account account;
  private final Market market;
  private final Opening opening;
  private long volume;
  private long stopLoss;
  private long takeProfit;
  private long swap;
  private long commission;
  private long updatedAt;

  /** At the newest quotes; set by its group alone. */
  private long profit;

  /** In its group. */
  private int place;

  /**
   * What its opening fixed.
   *
   * @param price in points
   * @param rate from the base currency into the account's, as margin is counted
   * @param marginPercent the symbol's margin rate: another one is for later positions
   */
  public record Opening(
      Side side, long price, Rate rate, int marginPercent, Origin origin, long atMillis) {}

  /**
   * What changes while it is open.
   *
   * @param volume in hundredths of a lot
   * @param stopLoss in points; 0: none
   * @param takeProfit in points; 0: none
   * @param swap in cents, not yet booked
   * @param commission what opening it cost, in cents
   * @param updatedAt milliseconds since 1970
   */
  public record Course(
      long volume, long stopLoss, long takeProfit, long swap, long commission, long updatedAt) {}

  public Position(long ticket, Account account, Market market, Opening opening, Course course) {
    this.ticket = ticket;
    this.account = account;
    this.market = market;
    this.opening = opening;
    this.volume = course.volume;
    this.stopLoss = course.stopLoss;
    this.takeProfit = course.takeProfit;
    this.swap = course.swap;
    this.commission = course.commission;
    this.updatedAt = course.updatedAt;
  }

  public long ticket() {
    return ticket;
  }

  public Account account() {
    return account;
  }

  public Market market() {
    return market;
  }

  public Opening opening() {
    return opening;
  }

  /** As it is now. */
  public Course course() {
    return new Course(volume, stopLoss, takeProfit, swap, commission, updatedAt);
  }

  public Side side() {
    return opening.side();
  }

  /** In hundredths of a lot; 0: it is closed. */
  public long volume() {
    return volume;
  }

  /** Collected and not yet booked, in cents. */
  public long swap() {
    return swap;
  }

  /** What its opening cost, in cents. */
  public long commission() {
    return commission;
  }

  /** In points; 0: none. */
  public long stopLoss() {
    return stopLoss;
  }

  /** In points; 0: none. */
  public long takeProfit() {
    return takeProfit;
  }

  /** Gross, at the newest quotes, in cents. */
  public long profit() {
    return profit;
  }

  void setProfit(long cents) {
    profit = cents;
  }

  int place() {
    return place;
  }

  void setPlace(int index) {
    place = index;
  }

  /** What closing it now would bring, the commission left aside, in cents. */
  public long worth() {
    return profit + swap;
  }

  /** What it is worth in the account's currency, as margin counts it, in cents. */
  public long exposure() {
    return exposure(market, opening.rate(), volume);
  }

  /** What it holds of the account's equity, in cents. */
  public long margin() {
    return margin(account, market, opening, volume);
  }

  /** What so much of a symbol is worth, in cents. */
  public static long exposure(Market market, Rate rate, long volume) {
    return Amounts.ratio(market.units(volume), rate.multiply(), rate.divide());
  }

  /** What so much of a symbol would hold of an account's equity, in cents. */
  public static long margin(Account account, Market market, Opening opening, long volume) {
    return Amounts.ratio(
        market.units(volume),
        opening.rate().multiply(),
        opening.marginPercent(),
        opening.rate().divide(),
        (long) PERCENT * account.terms().leverage());
  }

  /** A night has passed. */
  public void addSwap(long cents, long atMillis) {
    swap += cents;
    updatedAt = atMillis;
    account.addFloating(cents);
  }

  /** A part is closed, with its share of swap and commission; the value is not yet another. */
  public void reduce(Course share) {
    account.release(this);
    volume -= share.volume;
    swap -= share.swap;
    commission -= share.commission;
    updatedAt = share.updatedAt;
    account.hold(this);
  }

  /** Other stops, in points; 0: none. It must not wait for the old ones. */
  public void protect(long newStopLoss, long newTakeProfit, long atMillis) {
    stopLoss = newStopLoss;
    takeProfit = newTakeProfit;
    updatedAt = atMillis;
  }

  /** Waits for its stops from now on. */
  public void await() {
    Triggers<Waiting> triggers = market.triggers();
    triggers.add(whenStopped(), stopLoss, ticket, this);
    triggers.add(whenTaken(), takeProfit, ticket, this);
  }

  /** Waits for its stops no longer. */
  public void ignore() {
    Triggers<Waiting> triggers = market.triggers();
    triggers.remove(whenStopped(), stopLoss, ticket);
    triggers.remove(whenTaken(), takeProfit, ticket);
  }

  /** Whether the quote has reached the stop loss. */
  public boolean isStopped() {
    return whenStopped().isReached(stopLoss, market.quote());
  }

  private When whenStopped() {
    return side() == Side.BUY ? When.BID_FALLS : When.ASK_RISES;
  }

  private When whenTaken() {
    return side() == Side.BUY ? When.BID_RISES : When.ASK_FALLS;
  }

  /** As it is now. */
  public PositionState state() {
    return new PositionState(
        account.owner(),
        ticket,
        market.symbol(),
        side(),
        volume,
        opening.price(),
        market.closePrice(side()),
        stopLoss,
        takeProfit,
        profit,
        swap,
        commission,
        margin(),
        account.state().marginLevel(),
        opening.origin(),
        opening.atMillis(),
        updatedAt);
  }
}
