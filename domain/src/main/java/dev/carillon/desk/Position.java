package dev.carillon.desk;

import dev.carillon.desk.model.Origin;
import dev.carillon.desk.model.PositionState;
import dev.carillon.desk.model.Side;
import dev.carillon.desk.quote.Amounts;
import dev.carillon.desk.quote.Conversion.Rate;
import dev.carillon.desk.quote.Triggers.When;

/** An open position, with its value at the newest quotes. */
final class Position implements Waiting {
  private static final int PERCENT = 100;

  final long ticket;
  final Account account;
  final Market market;
  final Opening opening;

  long volume;
  long stopLoss;
  long takeProfit;
  long swap;
  long commission;
  long updatedAt;

  /** At the newest quotes; set by its group alone. */
  long profit;

  /** In its group. */
  int place;

  /**
   * What its opening fixed.
   *
   * @param price in points
   * @param rate from the base currency into the account's, as margin is counted
   * @param marginPercent the symbol's margin rate: another one is for later positions
   */
  record Opening(
      Side side, long price, Rate rate, int marginPercent, Origin origin, long atMillis) {}

  Position(long ticket, Account account, Market market, Opening opening, long volume) {
    this.ticket = ticket;
    this.account = account;
    this.market = market;
    this.opening = opening;
    this.volume = volume;
    this.updatedAt = opening.atMillis();
  }

  Side side() {
    return opening.side();
  }

  /** What closing it now would bring, the commission left aside. */
  long worth() {
    return profit + swap;
  }

  /** What it is worth in the account's currency, as margin counts it, in cents. */
  long exposure() {
    return exposure(market, opening.rate(), volume);
  }

  /** What it holds of the account's equity, in cents. */
  long margin() {
    return margin(account, market, opening, volume);
  }

  static long exposure(Market market, Rate rate, long volume) {
    return Amounts.ratio(market.units(volume), rate.multiply(), rate.divide());
  }

  static long margin(Account account, Market market, Opening opening, long volume) {
    return Amounts.ratio(
        market.units(volume),
        opening.rate().multiply(),
        opening.marginPercent(),
        opening.rate().divide(),
        (long) PERCENT * account.terms().leverage());
  }

  When whenStopped() {
    return side() == Side.BUY ? When.BID_FALLS : When.ASK_RISES;
  }

  When whenTaken() {
    return side() == Side.BUY ? When.BID_RISES : When.ASK_FALLS;
  }

  PositionState state() {
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
