package dev.carillon.desk.codec;

import dev.carillon.desk.model.AccountTerms;
import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Alert.Entity;
import dev.carillon.desk.model.Connection;
import dev.carillon.desk.model.Expiry;
import dev.carillon.desk.model.Limits;
import dev.carillon.desk.model.MarginMode;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.model.OrderTerms.Prices;
import dev.carillon.desk.model.OrderType;
import dev.carillon.desk.model.Origin;
import dev.carillon.desk.model.Strategy;
import dev.carillon.desk.quote.Sessions;
import dev.carillon.desk.quote.Sessions.Window;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.desk.quote.Symbol.Contract;
import dev.carillon.desk.quote.Symbol.Costs;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values that commands and snapshots are made of, as bytes. Any thread. */
public final class Values {
  private static final MarginMode[] MARGIN_MODES = MarginMode.values();
  private static final OrderType[] ORDER_TYPES = OrderType.values();
  private static final Expiry.Kind[] EXPIRIES = Expiry.Kind.values();
  private static final Strategy.Status[] STRATEGY_STATUSES = Strategy.Status.values();
  private static final Alert.Type[] ALERT_TYPES = Alert.Type.values();
  private static final Alert.Severity[] SEVERITIES = Alert.Severity.values();
  private static final Entity.Kind[] ENTITIES = Entity.Kind.values();

  private Values() {}

  /** Writes a symbol with its rules. */
  public static void write(StateWriter out, Symbol symbol) {
    out.putText(symbol.name()).putText(symbol.base()).putText(symbol.quote());
    out.putInt(symbol.digits());
    Contract contract = symbol.contract();
    out.putLong(contract.size()).putLong(contract.minVolume()).putLong(contract.volumeStep());
    out.putLong(contract.maxVolume()).putInt(contract.marginPercent());
    Costs costs = symbol.costs();
    out.putLong(costs.commission()).putLong(costs.swapLong()).putLong(costs.swapShort());
    List<Window> windows = symbol.sessions().windows();
    out.putInt(windows.size());
    windows.forEach(window -> out.putInt(window.from()).putInt(window.to()));
  }

  /** Reads what {@link #write(StateWriter, Symbol)} wrote. */
  public static Symbol readSymbol(StateReader in) {
    return new Symbol(
        in.getRequiredText(),
        in.getRequiredText(),
        in.getRequiredText(),
        in.getInt(),
        new Contract(in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getInt()),
        new Costs(in.getLong(), in.getLong(), in.getLong()),
        readSessions(in));
  }

  private static Sessions readSessions(StateReader in) {
    int count = in.getCount();
    List<Window> windows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      windows.add(new Window(in.getInt(), in.getInt()));
    }
    return new Sessions(windows);
  }

  /** Writes the terms of an account. */
  public static void write(StateWriter out, AccountTerms terms) {
    out.putText(terms.currency()).putInt(terms.leverage()).putConstant(terms.marginMode());
    out.putInt(terms.marginCallPercent()).putInt(terms.stopOutPercent());
  }

  /** Reads what {@link #write(StateWriter, AccountTerms)} wrote. */
  public static AccountTerms readAccountTerms(StateReader in) {
    return new AccountTerms(
        in.getRequiredText(), in.getInt(), in.getConstant(MARGIN_MODES), in.getInt(), in.getInt());
  }

  /** Writes the limits of an account. */
  public static void write(StateWriter out, Limits limits) {
    out.putLong(limits.dailyLoss()).putLong(limits.drawdown()).putLong(limits.exposure());
    out.putInt(limits.positions()).putBoolean(limits.closePositions());
  }

  /** Reads what {@link #write(StateWriter, Limits)} wrote. */
  public static Limits readLimits(StateReader in) {
    return new Limits(in.getLong(), in.getLong(), in.getLong(), in.getInt(), in.getBoolean());
  }

  /** Writes what an order shall be. */
  public static void write(StateWriter out, OrderTerms terms) {
    out.putConstant(terms.type()).putLong(terms.volume());
    Prices prices = terms.prices();
    out.putLong(prices.price()).putLong(prices.limitPrice());
    out.putLong(prices.stopLoss()).putLong(prices.takeProfit());
    out.putLong(terms.deviation());
    write(out, terms.expiry());
    write(out, terms.origin());
  }

  /** Reads what {@link #write(StateWriter, OrderTerms)} wrote. */
  public static OrderTerms readOrderTerms(StateReader in) {
    return new OrderTerms(
        in.getConstant(ORDER_TYPES),
        in.getLong(),
        new Prices(in.getLong(), in.getLong(), in.getLong(), in.getLong()),
        in.getLong(),
        readExpiry(in),
        readOrigin(in));
  }

  /** Writes how long an order waits. */
  public static void write(StateWriter out, Expiry expiry) {
    out.putConstant(expiry.kind()).putLong(expiry.atMillis());
  }

  /** Reads what {@link #write(StateWriter, Expiry)} wrote. */
  public static Expiry readExpiry(StateReader in) {
    return new Expiry(in.getConstant(EXPIRIES), in.getLong());
  }

  /** Writes where an order came from. */
  public static void write(StateWriter out, Origin origin) {
    out.putText(origin.connectionId()).putText(origin.strategyId());
  }

  /** Reads what {@link #write(StateWriter, Origin)} wrote. */
  public static Origin readOrigin(StateReader in) {
    return new Origin(in.getText(), in.getText());
  }

  /** Writes how a strategy stands. */
  public static void write(StateWriter out, Strategy.Status status) {
    out.putConstant(status);
  }

  /** Reads what {@link #write(StateWriter, Strategy.Status)} wrote. */
  public static Strategy.Status readStrategyStatus(StateReader in) {
    return in.getConstant(STRATEGY_STATUSES);
  }

  /** Writes a connection without its owner. */
  public static void write(StateWriter out, Connection connection) {
    out.putText(connection.id()).putText(connection.name());
    out.putBoolean(connection.connected()).putLong(connection.createdAt());
  }

  /** Reads what {@link #write(StateWriter, Connection)} wrote. */
  public static Connection readConnection(StateReader in, String owner) {
    return new Connection(
        in.getRequiredText(), owner, in.getRequiredText(), in.getBoolean(), in.getLong());
  }

  /** Writes a strategy without its owner. */
  public static void write(StateWriter out, Strategy strategy) {
    out.putText(strategy.id()).putText(strategy.name());
    out.putConstant(strategy.status()).putLong(strategy.createdAt());
  }

  /** Reads what {@link #write(StateWriter, Strategy)} wrote. */
  public static Strategy readStrategy(StateReader in, String owner) {
    return new Strategy(
        in.getRequiredText(), owner, in.getRequiredText(), readStrategyStatus(in), in.getLong());
  }

  /** Writes an alert without its owner. */
  public static void write(StateWriter out, Alert alert) {
    out.putLong(alert.id()).putConstant(alert.type()).putConstant(alert.severity());
    out.putText(alert.title()).putText(alert.message());
    writeOptional(out, alert.threshold());
    writeOptional(out, alert.current());
    out.putConstant(alert.entity().kind()).putText(alert.entity().id());
    out.putLong(alert.createdAt()).putBoolean(alert.acknowledged());
  }

  /** Reads what {@link #write(StateWriter, Alert)} wrote. */
  public static Alert readAlert(StateReader in, @Nullable String owner) {
    return new Alert(
        in.getLong(),
        owner,
        in.getConstant(ALERT_TYPES),
        in.getConstant(SEVERITIES),
        in.getRequiredText(),
        in.getRequiredText(),
        readOptional(in),
        readOptional(in),
        new Entity(in.getConstant(ENTITIES), in.getRequiredText()),
        in.getLong(),
        in.getBoolean());
  }

  /** Writes a number that may be missing. */
  public static void writeOptional(StateWriter out, @Nullable Long number) {
    out.putBoolean(number != null);
    if (number != null) {
      out.putLong(number);
    }
  }

  /** Reads what {@link #writeOptional} wrote. */
  public static @Nullable Long readOptional(StateReader in) {
    return in.getBoolean() ? (Long) in.getLong() : null;
  }
}
