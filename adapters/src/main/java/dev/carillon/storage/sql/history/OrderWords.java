package dev.carillon.storage.sql.history;

import dev.carillon.market.book.SelfTrade;
import dev.carillon.market.book.Side;
import dev.carillon.market.book.TimeInForce;
import dev.carillon.market.codec.Values;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.OrderStatus;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.OrderType;
import dev.carillon.market.model.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The constants and flags of an order as the bits of one number: side, type, time in force,
 * self-trade prevention and status in four each, the reason in eight (0: none), post-only and
 * triggered in one. The order of all these constants is stored elsewhere, too, and only grows.
 */
record OrderWords(long bits) {
  /** In SQL, whether an order has ended. */
  static final String HAS_ENDED = "(words >> 16 & 15) > 1";

  private static final Side[] SIDES = Side.values();
  private static final OrderType[] TYPES = OrderType.values();
  private static final TimeInForce[] TIMES = TimeInForce.values();
  private static final SelfTrade[] SELF_TRADES = SelfTrade.values();
  private static final OrderStatus[] STATUSES = OrderStatus.values();
  private static final Reason[] REASONS = Reason.values();
  private static final int TYPE = 4;
  private static final int TIME = 8;
  private static final int SELF_TRADE = 12;
  private static final int STATUS = 16;
  private static final int REASON = 20;
  private static final int POST_ONLY = 28;
  private static final int TRIGGERED = 29;
  private static final int FOUR_BITS = 15;
  private static final int EIGHT_BITS = 255;

  static OrderWords of(OrderState order) {
    OrderTerms terms = order.terms();
    Reason reason = order.reason();
    return new OrderWords(
        number(terms.side())
            | number(terms.type()) << TYPE
            | number(terms.timeInForce()) << TIME
            | number(terms.options().selfTrade()) << SELF_TRADE
            | number(order.status()) << STATUS
            | (reason == null ? 0 : number(reason) + 1) << REASON
            | (terms.options().postOnly() ? 1L : 0) << POST_ONLY
            | (order.triggered() ? 1L : 0) << TRIGGERED);
  }

  @SuppressWarnings("EnumOrdinal")
  private static long number(Enum<?> constant) {
    return constant.ordinal();
  }

  Side side() {
    return constant(SIDES, 0);
  }

  OrderType type() {
    return constant(TYPES, TYPE);
  }

  TimeInForce timeInForce() {
    return constant(TIMES, TIME);
  }

  SelfTrade selfTrade() {
    return constant(SELF_TRADES, SELF_TRADE);
  }

  OrderStatus status() {
    return constant(STATUSES, STATUS);
  }

  @Nullable Reason reason() {
    int number = (int) (bits >> REASON) & EIGHT_BITS;
    return number == 0 ? null : Values.constant(REASONS, number - 1);
  }

  boolean postOnly() {
    return (bits >> POST_ONLY & 1) == 1;
  }

  boolean triggered() {
    return (bits >> TRIGGERED & 1) == 1;
  }

  private <E extends Enum<E>> E constant(E[] constants, int shift) {
    return Values.constant(constants, (int) (bits >> shift) & FOUR_BITS);
  }
}
