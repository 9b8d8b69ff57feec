package dev.carillon.desk.codec;

import static dev.carillon.desk.codec.Values.readOptional;
import static dev.carillon.desk.codec.Values.writeOptional;

import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.Command.Acknowledge;
import dev.carillon.desk.model.Command.AddConnection;
import dev.carillon.desk.model.Command.AddStrategy;
import dev.carillon.desk.model.Command.Advance;
import dev.carillon.desk.model.Command.Cancel;
import dev.carillon.desk.model.Command.Close;
import dev.carillon.desk.model.Command.ConnectionStatus;
import dev.carillon.desk.model.Command.DefineSymbol;
import dev.carillon.desk.model.Command.Deposit;
import dev.carillon.desk.model.Command.Modify;
import dev.carillon.desk.model.Command.OpenAccount;
import dev.carillon.desk.model.Command.Place;
import dev.carillon.desk.model.Command.Protect;
import dev.carillon.desk.model.Command.Quotes;
import dev.carillon.desk.model.Command.SetLimits;
import dev.carillon.desk.model.Command.StrategyStatus;
import dev.carillon.desk.model.Command.Withdraw;
import dev.carillon.desk.model.RequestKey;
import dev.carillon.desk.quote.Tick;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Commands as the bytes that are journaled: version, kind, time, then the kind's values. Any
 * thread.
 */
public final class CommandCodec {
  private static final int VERSION = 1;
  private static final int DEFINE_SYMBOL = 1;
  private static final int QUOTES = 2;
  private static final int OPEN_ACCOUNT = 3;
  private static final int DEPOSIT = 4;
  private static final int WITHDRAW = 5;
  private static final int SET_LIMITS = 6;
  private static final int PLACE = 7;
  private static final int MODIFY = 8;
  private static final int CANCEL = 9;
  private static final int PROTECT = 10;
  private static final int CLOSE = 11;
  private static final int ADD_CONNECTION = 12;
  private static final int CONNECTION_STATUS = 13;
  private static final int ADD_STRATEGY = 14;
  private static final int STRATEGY_STATUS = 15;
  private static final int ACKNOWLEDGE = 16;
  private static final int ADVANCE = 17;

  private CommandCodec() {}

  /**
   * A command with its time.
   *
   * @param timeMillis milliseconds since 1970
   */
  public record Timed(Command command, long timeMillis) {}

  /** Appends {@code command} to {@code out}. */
  public static void encode(StateWriter out, Command command, long timeMillis) {
    out.putByte(VERSION).putByte(kind(command)).putLong(timeMillis);
    switch (command) {
      case DefineSymbol(var symbol) -> Values.write(out, symbol);
      case Quotes(var ticks) -> ticks(out, ticks);
      case OpenAccount(var owner, var terms) -> Values.write(out.putText(owner), terms);
      case Deposit(var owner, var cents, var key) -> key(out.putText(owner).putLong(cents), key);
      case Withdraw(var owner, var cents, var key) -> key(out.putText(owner).putLong(cents), key);
      case SetLimits(var owner, var limits) -> Values.write(out.putText(owner), limits);
      case Place place -> {
        Values.write(out.putText(place.owner()).putText(place.symbol()), place.terms());
        key(out, place.key());
      }
      case Modify modify -> modify(out, modify);
      case Cancel(var owner, var ticket) -> out.putText(owner).putLong(ticket);
      case Protect protect -> {
        out.putText(protect.owner()).putLong(protect.ticket());
        writeOptional(out, protect.stopLoss());
        writeOptional(out, protect.takeProfit());
      }
      case Close close ->
          key(
              out.putText(close.owner()).putLong(close.ticket()).putLong(close.volume()),
              close.key());
      case AddConnection add -> entry(out, add.owner(), add.id(), add.name(), add.key());
      case ConnectionStatus(var owner, var id, var connected) ->
          out.putText(owner).putText(id).putBoolean(connected);
      case AddStrategy add -> entry(out, add.owner(), add.id(), add.name(), add.key());
      case StrategyStatus(var owner, var id, var status, var message) -> {
        Values.write(out.putText(owner).putText(id), status);
        out.putText(message);
      }
      case Acknowledge(var owner, var id) -> out.putText(owner).putLong(id);
      case Advance() -> {}
    }
  }

  private static int kind(Command command) {
    return switch (command) {
      case DefineSymbol _ -> DEFINE_SYMBOL;
      case Quotes _ -> QUOTES;
      case OpenAccount _ -> OPEN_ACCOUNT;
      case Deposit _ -> DEPOSIT;
      case Withdraw _ -> WITHDRAW;
      case SetLimits _ -> SET_LIMITS;
      case Place _ -> PLACE;
      case Modify _ -> MODIFY;
      case Cancel _ -> CANCEL;
      case Protect _ -> PROTECT;
      case Close _ -> CLOSE;
      case AddConnection _ -> ADD_CONNECTION;
      case ConnectionStatus _ -> CONNECTION_STATUS;
      case AddStrategy _ -> ADD_STRATEGY;
      case StrategyStatus _ -> STRATEGY_STATUS;
      case Acknowledge _ -> ACKNOWLEDGE;
      case Advance _ -> ADVANCE;
    };
  }

  /**
   * Reads one command.
   *
   * @throws IllegalArgumentException when the bytes are of a newer version, or no command
   */
  public static Timed decode(StateReader in) {
    int version = in.getByte();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "version of a command: " + version + " (expected: " + VERSION + ")");
    }
    int kind = in.getByte();
    long timeMillis = in.getLong();
    return new Timed(command(kind, in), timeMillis);
  }

  private static Command command(int kind, StateReader in) {
    return switch (kind) {
      case DEFINE_SYMBOL -> new DefineSymbol(Values.readSymbol(in));
      case QUOTES -> new Quotes(ticks(in));
      case OPEN_ACCOUNT -> new OpenAccount(in.getRequiredText(), Values.readAccountTerms(in));
      case DEPOSIT -> new Deposit(in.getRequiredText(), in.getLong(), key(in));
      case WITHDRAW -> new Withdraw(in.getRequiredText(), in.getLong(), key(in));
      case SET_LIMITS -> new SetLimits(in.getRequiredText(), Values.readLimits(in));
      case PLACE ->
          new Place(in.getRequiredText(), in.getRequiredText(), Values.readOrderTerms(in), key(in));
      case MODIFY -> modify(in);
      case CANCEL -> new Cancel(in.getRequiredText(), in.getLong());
      case PROTECT ->
          new Protect(in.getRequiredText(), in.getLong(), readOptional(in), readOptional(in));
      case CLOSE -> new Close(in.getRequiredText(), in.getLong(), in.getLong(), key(in));
      case ADD_CONNECTION ->
          new AddConnection(in.getRequiredText(), in.getText(), in.getRequiredText(), key(in));
      case CONNECTION_STATUS ->
          new ConnectionStatus(in.getRequiredText(), in.getRequiredText(), in.getBoolean());
      case ADD_STRATEGY ->
          new AddStrategy(in.getRequiredText(), in.getText(), in.getRequiredText(), key(in));
      case STRATEGY_STATUS ->
          new StrategyStatus(
              in.getRequiredText(),
              in.getRequiredText(),
              Values.readStrategyStatus(in),
              in.getRequiredText());
      case ACKNOWLEDGE -> new Acknowledge(in.getRequiredText(), in.getLong());
      case ADVANCE -> new Advance();
      default -> throw new IllegalArgumentException("kind of a command: " + kind);
    };
  }

  private static void ticks(StateWriter out, List<Tick> ticks) {
    out.putInt(ticks.size());
    for (Tick tick : ticks) {
      out.putText(tick.symbol()).putLong(tick.bid()).putLong(tick.ask());
      out.putLong(tick.timeMillis());
    }
  }

  private static List<Tick> ticks(StateReader in) {
    int count = in.getCount();
    List<Tick> ticks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ticks.add(new Tick(in.getRequiredText(), in.getLong(), in.getLong(), in.getLong()));
    }
    return ticks;
  }

  private static void modify(StateWriter out, Modify modify) {
    out.putText(modify.owner()).putLong(modify.ticket());
    writeOptional(out, modify.price());
    writeOptional(out, modify.limitPrice());
    writeOptional(out, modify.stopLoss());
    writeOptional(out, modify.takeProfit());
    out.putBoolean(modify.expiry() != null);
    if (modify.expiry() != null) {
      Values.write(out, modify.expiry());
    }
  }

  private static Modify modify(StateReader in) {
    return new Modify(
        in.getRequiredText(),
        in.getLong(),
        readOptional(in),
        readOptional(in),
        readOptional(in),
        readOptional(in),
        in.getBoolean() ? Values.readExpiry(in) : null);
  }

  private static void entry(
      StateWriter out, String owner, @Nullable String id, String name, @Nullable RequestKey key) {
    key(out.putText(owner).putText(id).putText(name), key);
  }

  private static void key(StateWriter out, @Nullable RequestKey key) {
    out.putBoolean(key != null);
    if (key != null) {
      out.putText(key.key()).putLong(key.fingerprint());
    }
  }

  private static @Nullable RequestKey key(StateReader in) {
    return in.getBoolean() ? new RequestKey(in.getRequiredText(), in.getLong()) : null;
  }
}
