package dev.carillon.desk.model;

import dev.carillon.desk.quote.Symbol;

/**
 * An execution: the opening of a position, or its closing in part or whole. Prices in points, money
 * in cents of the account's currency.
 *
 * @param id rising over the whole desk; the API's {@code executionId} is "exec_" with this number
 * @param ticket the position's
 * @param side the position's, at its closing too
 * @param volume in hundredths of a lot: what this deal opened or closed
 * @param closePrice 0: it opened the position
 * @param stopLoss as it was; 0: none
 * @param takeProfit as it was; 0: none
 * @param profit gross; 0 at the opening
 * @param swap booked with it
 * @param commission booked with it, as a positive figure
 * @param net what the trade brought in all: profit and swap less the commissions of the closing
 *     and, in proportion, of the opening; 0 at the opening
 */
public record Deal(
    long id,
    String owner,
    long ticket,
    Symbol symbol,
    Side side,
    long volume,
    long openPrice,
    long closePrice,
    long stopLoss,
    long takeProfit,
    long profit,
    long swap,
    long commission,
    long net,
    Status status,
    Cause cause,
    Origin origin,
    long timeMillis) {

  /** The names go over the wire. Stored: append only. */
  public enum Status {
    /** It opened a position. */
    FILLED,
    /** It closed a part of a position. */
    PARTIALLY_FILLED,
    /** It closed a position, or what was left of it. */
    CLOSED
  }

  /** What led to it. Stored: append only. */
  public enum Cause {
    /** The owner's market order or closing. */
    CLIENT,
    /** A pending order whose price was reached. */
    PENDING_ORDER,
    STOP_LOSS,
    TAKE_PROFIT,
    /** The margin level fell to the stop-out level. */
    STOP_OUT,
    /** A daily loss or drawdown limit that closes positions. */
    RISK_LIMIT
  }
}
