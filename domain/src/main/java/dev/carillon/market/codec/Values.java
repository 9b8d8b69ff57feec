package dev.carillon.market.codec;

import dev.carillon.market.book.SelfTrade;
import dev.carillon.market.book.Side;
import dev.carillon.market.book.TimeInForce;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.OrderTerms.Figures;
import dev.carillon.market.model.OrderTerms.Options;
import dev.carillon.market.model.OrderType;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Pair.Fees;
import dev.carillon.market.model.Pair.Limits;
import dev.carillon.market.model.Pair.Scale;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;

/** The values that commands and snapshots are made of, as bytes. Any thread. */
public final class Values {
  private static final Side[] SIDES = Side.values();
  private static final OrderType[] TYPES = OrderType.values();
  private static final TimeInForce[] TIMES = TimeInForce.values();
  private static final SelfTrade[] SELF_TRADES = SelfTrade.values();

  private Values() {}

  /**
   * The constant number {@code ordinal}.
   *
   * @throws IllegalArgumentException there is none: the bytes are of a newer version
   */
  public static <E extends Enum<E>> E constant(E[] constants, int ordinal) {
    return StateReader.constant(constants, ordinal);
  }

  /** Writes a constant as its place among its fellows: enums that are stored only grow. */
  public static void write(StateWriter out, Enum<?> constant) {
    out.putConstant(constant);
  }

  public static Side readSide(StateReader in) {
    return in.getConstant(SIDES);
  }

  /** Writes a pair with its rules. */
  public static void write(StateWriter out, Pair pair) {
    out.putText(pair.symbol()).putText(pair.base()).putText(pair.quote());
    Scale scale = pair.scale();
    out.putInt(scale.priceDecimals()).putLong(scale.tickUnits()).putLong(scale.lotUnits());
    Limits limits = pair.limits();
    out.putLong(limits.maxLots()).putLong(limits.minNotional());
    out.putInt(limits.bandBps()).putInt(limits.protectionBps()).putInt(limits.maxOrders());
    out.putInt(pair.fees().makerBps()).putInt(pair.fees().takerBps());
    out.putBoolean(pair.fed());
  }

  /** Reads what {@link #write(StateWriter, Pair)} wrote. */
  public static Pair readPair(StateReader in) {
    return new Pair(
        in.getRequiredText(),
        in.getRequiredText(),
        in.getRequiredText(),
        new Scale(in.getInt(), in.getLong(), in.getLong()),
        new Limits(in.getLong(), in.getLong(), in.getInt(), in.getInt(), in.getInt()),
        new Fees(in.getInt(), in.getInt()),
        in.getBoolean());
  }

  /** Writes what an order shall be. */
  public static void write(StateWriter out, OrderTerms terms) {
    write(out, terms.side());
    write(out, terms.type());
    write(out, terms.timeInForce());
    Figures figures = terms.figures();
    out.putLong(figures.quantity()).putLong(figures.price());
    out.putLong(figures.stopPrice()).putLong(figures.display());
    Options options = terms.options();
    out.putBoolean(options.postOnly());
    write(out, options.selfTrade());
    out.putLong(options.expireAt()).putText(options.clientOrderId());
    out.putLong(options.connection());
  }

  /** Reads what {@link #write(StateWriter, OrderTerms)} wrote. */
  public static OrderTerms readTerms(StateReader in) {
    return new OrderTerms(
        readSide(in),
        in.getConstant(TYPES),
        in.getConstant(TIMES),
        new Figures(in.getLong(), in.getLong(), in.getLong(), in.getLong()),
        new Options(
            in.getBoolean(),
            in.getConstant(SELF_TRADES),
            in.getLong(),
            in.getText(),
            in.getLong()));
  }
}
