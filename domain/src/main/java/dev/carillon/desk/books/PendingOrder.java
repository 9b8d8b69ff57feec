package dev.carillon.desk.books;

import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.OrderStatus;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.model.Reason;
import dev.carillon.desk.model.Side;
import dev.carillon.desk.quote.Triggers.When;
import org.jspecify.annotations.Nullable;

/** An order that waits for its price. */
public final class PendingOrder implements Waiting {
  /** The end of an order that has none. */
  public static final long NEVER = Long.MAX_VALUE;

  private final long ticket;
  private final Account account;
  private final Market market;
  private final long createdAt;
  private OrderTerms terms;
  private long updatedAt;
  private long expireAt = NEVER;
  private boolean activated;

  public PendingOrder(
      long ticket, Account account, Market market, OrderTerms terms, long nowMillis) {
    this.ticket = ticket;
    this.account = account;
    this.market = market;
    this.terms = terms;
    this.createdAt = nowMillis;
    this.updatedAt = nowMillis;
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

  public OrderTerms terms() {
    return terms;
  }

  /** When it ends by itself, in milliseconds since 1970, or {@link #NEVER}. */
  public long expireAt() {
    return expireAt;
  }

  /** Whether it was a stop-limit order whose stop was reached. */
  public boolean isActivated() {
    return activated;
  }

  /** Takes over what a snapshot says, before it waits. */
  public void restore(long lastUpdate, long end, boolean wasActivated) {
    updatedAt = lastUpdate;
    expireAt = end;
    activated = wasActivated;
  }

  /** Another end; it must not be sorted by the old one. */
  public void endAt(long millis) {
    expireAt = millis;
  }

  /** Other terms; it must not wait for the old price. */
  public void change(OrderTerms others, long atMillis) {
    terms = others;
    updatedAt = atMillis;
  }

  /** The stop of a stop-limit order was reached. */
  public void activate(long atMillis) {
    activated = true;
    updatedAt = atMillis;
  }

  /** Waits for its price from now on. */
  public void await() {
    market.triggers().add(when(), level(), ticket, this);
  }

  /** Waits for its price no longer. */
  public void ignore() {
    market.triggers().remove(when(), level(), ticket);
  }

  private When when() {
    boolean limit = activated || terms.type().isLimit();
    return terms.type().side() == Side.BUY
        ? limit ? When.ASK_FALLS : When.ASK_RISES
        : limit ? When.BID_RISES : When.BID_FALLS;
  }

  private long level() {
    return activated ? terms.prices().limitPrice() : terms.prices().price();
  }

  /** As it waits. */
  public OrderState state() {
    return state(OrderStatus.PENDING, null, 0, 0);
  }

  /** As it stands when it ends without a fill. */
  public OrderState ended(OrderStatus status, Reason reason, long atMillis) {
    updatedAt = atMillis;
    return state(status, reason, 0, 0);
  }

  /** As it stands when it is filled at the live quote. */
  public OrderState filled(long atMillis) {
    updatedAt = atMillis;
    return state(OrderStatus.FILLED, null, atMillis, market.openPrice(terms.type().side()));
  }

  private OrderState state(
      OrderStatus status, @Nullable Reason reason, long filledAt, long fillPrice) {
    return new OrderState(
        account.owner(),
        ticket,
        market.symbol(),
        terms,
        status,
        activated,
        reason,
        createdAt,
        updatedAt,
        filledAt,
        fillPrice);
  }
}
