package dev.carillon.market.model;

import dev.carillon.market.book.SelfTrade;
import dev.carillon.market.book.Side;
import dev.carillon.market.book.TimeInForce;
import org.jspecify.annotations.Nullable;

/** What somebody wants an order to be. */
public record OrderTerms(
    Side side, OrderType type, TimeInForce timeInForce, Figures figures, Options options) {

  /**
   * The numbers of an order.
   *
   * @param quantity in lots
   * @param price in ticks; 0: none
   * @param stopPrice in ticks; 0: none
   * @param display of an iceberg how many lots are shown at a time; 0: all
   */
  public record Figures(long quantity, long price, long stopPrice, long display) {}

  /**
   * What an order may have beside its numbers.
   *
   * @param postOnly whether it is refused rather than taking
   * @param selfTrade what happens when it meets an order of the same account
   * @param expireAt when it ends, in milliseconds since 1970; 0: never. On the wire this is GTD
   * @param clientOrderId what its owner calls it; unique among the owner's live orders
   * @param connection the connection with which it is cancelled; 0: none
   */
  public record Options(
      boolean postOnly,
      SelfTrade selfTrade,
      long expireAt,
      @Nullable String clientOrderId,
      long connection) {

    /** Nothing special. */
    public static final Options NONE = new Options(false, SelfTrade.EXPIRE_TAKER, 0, null, 0);
  }

  /** A plain limit order, good till cancelled. */
  public static OrderTerms limit(Side side, long price, long quantity) {
    return new OrderTerms(
        side, OrderType.LIMIT, TimeInForce.GTC, new Figures(quantity, price, 0, 0), Options.NONE);
  }

  /** A market order. */
  public static OrderTerms market(Side side, long quantity) {
    return new OrderTerms(
        side, OrderType.MARKET, TimeInForce.IOC, new Figures(quantity, 0, 0, 0), Options.NONE);
  }

  /** The same for another time. */
  public OrderTerms with(TimeInForce other) {
    return new OrderTerms(side, type, other, figures, options);
  }

  /** The same with other options. */
  public OrderTerms with(Options other) {
    return new OrderTerms(side, type, timeInForce, figures, other);
  }

  /** The same with other numbers. */
  public OrderTerms with(Figures other) {
    return new OrderTerms(side, type, timeInForce, other, options);
  }

  /** The same as a stop that triggers at {@code stopPrice} ticks. */
  public OrderTerms stop(long stopPrice) {
    OrderType stop = type.isPriced() ? OrderType.STOP_LIMIT : OrderType.STOP;
    Figures stopped = new Figures(quantity(), price(), stopPrice, display());
    return new OrderTerms(side, stop, timeInForce, stopped, options);
  }

  /** The same with other figures; 0 keeps what there is. */
  public OrderTerms amended(long quantity, long price, long stopPrice) {
    return with(
        new Figures(
            quantity == 0 ? quantity() : quantity,
            price == 0 ? price() : price,
            stopPrice == 0 ? stopPrice() : stopPrice,
            display()));
  }

  /** In lots. */
  public long quantity() {
    return figures.quantity;
  }

  /** In ticks; 0: none. */
  public long price() {
    return figures.price;
  }

  /** In ticks; 0: none. */
  public long stopPrice() {
    return figures.stopPrice;
  }

  /** In lots; 0: all. */
  public long display() {
    return figures.display;
  }

  /** What its owner calls it. */
  public @Nullable String clientOrderId() {
    return options.clientOrderId;
  }
}
