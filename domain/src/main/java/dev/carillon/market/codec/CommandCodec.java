package dev.carillon.market.codec;

import dev.carillon.market.model.Command;
import dev.carillon.market.model.Command.Advance;
import dev.carillon.market.model.Command.Amend;
import dev.carillon.market.model.Command.Cancel;
import dev.carillon.market.model.Command.CancelAbsent;
import dev.carillon.market.model.Command.CancelAll;
import dev.carillon.market.model.Command.CancelConnection;
import dev.carillon.market.model.Command.CancelNamed;
import dev.carillon.market.model.Command.Change;
import dev.carillon.market.model.Command.DefinePair;
import dev.carillon.market.model.Command.Deposit;
import dev.carillon.market.model.Command.ImportTrade;
import dev.carillon.market.model.Command.OrderName;
import dev.carillon.market.model.Command.Place;
import dev.carillon.market.model.Command.SetStatus;
import dev.carillon.market.model.Command.Withdraw;
import dev.carillon.market.model.Command.Written;
import dev.carillon.market.model.PairStatus;
import dev.carillon.market.model.RequestKey;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Commands as the bytes that are journaled: version, kind, time, then the kind's values. A kind
 * whose values became more is read for ever, and written as another. Any thread.
 */
public final class CommandCodec {
  private static final int VERSION = 1;

  /** Without a status; not written any more. */
  private static final int DEFINE_PAIR = 1;

  private static final int SET_STATUS = 2;
  private static final int DEPOSIT = 3;
  private static final int WITHDRAW = 4;
  private static final int PLACE = 5;
  private static final int AMEND = 6;
  private static final int CANCEL = 7;
  private static final int CANCEL_ALL = 8;
  private static final int CANCEL_CONNECTION = 9;

  /** Without a time of its own; not written any more. */
  private static final int IMPORT_TRADE = 10;

  private static final int ADVANCE = 11;
  private static final int IMPORT_TIMED_TRADE = 12;
  private static final int DEFINE_PAIR_AND_STATUS = 13;
  private static final int CANCEL_NAMED = 14;
  private static final int CHANGE = 15;
  private static final int CANCEL_ABSENT = 16;

  private static final PairStatus[] STATUSES = PairStatus.values();

  private CommandCodec() {}

  /**
   * A command with its time.
   *
   * @param timeMillis milliseconds since 1970
   */
  public record Timed(Command command, long timeMillis) {}

  /** Appends {@code command} to {@code out}. */
  public static void encode(StateWriter out, Command command, long timeMillis) {
    out.putByte(VERSION);
    switch (command) {
      case DefinePair(var pair, var status) -> {
        Values.write(head(out, DEFINE_PAIR_AND_STATUS, timeMillis), pair);
        status(out, status);
      }
      case SetStatus(var symbol, var status) ->
          Values.write(head(out, SET_STATUS, timeMillis).putText(symbol), status);
      case Deposit d ->
          amount(head(out, DEPOSIT, timeMillis), d.owner(), d.currency(), d.units(), d.key());
      case Withdraw w ->
          amount(head(out, WITHDRAW, timeMillis), w.owner(), w.currency(), w.units(), w.key());
      case Place p -> {
        head(out, PLACE, timeMillis).putText(p.owner()).putText(p.symbol());
        Values.write(out, p.terms());
        key(out, p.key());
      }
      case Amend a -> amend(head(out, AMEND, timeMillis), a);
      case Change c -> change(head(out, CHANGE, timeMillis), c);
      case CancelNamed(var owner, var name) ->
          head(out, CANCEL_NAMED, timeMillis).putText(owner).putText(name);
      case Cancel(var owner, var id) -> head(out, CANCEL, timeMillis).putText(owner).putLong(id);
      case CancelAll(var owner, var symbol) ->
          head(out, CANCEL_ALL, timeMillis).putText(owner).putText(symbol);
      case CancelConnection(var owner, var id) ->
          head(out, CANCEL_CONNECTION, timeMillis).putText(owner).putLong(id);
      case CancelAbsent(var living) -> numbers(head(out, CANCEL_ABSENT, timeMillis), living);
      case ImportTrade(var symbol, var side, var price, var quantity, var ownMillis) -> {
        Values.write(head(out, IMPORT_TIMED_TRADE, timeMillis).putText(symbol), side);
        out.putLong(price).putLong(quantity).putLong(ownMillis);
      }
      case Advance() -> head(out, ADVANCE, timeMillis);
    }
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
      case DEFINE_PAIR -> new DefinePair(Values.readPair(in));
      case SET_STATUS -> new SetStatus(in.getRequiredText(), in.getConstant(STATUSES));
      case DEPOSIT ->
          new Deposit(in.getRequiredText(), in.getRequiredText(), in.getLong(), key(in));
      case WITHDRAW ->
          new Withdraw(in.getRequiredText(), in.getRequiredText(), in.getLong(), key(in));
      case PLACE ->
          new Place(in.getRequiredText(), in.getRequiredText(), Values.readTerms(in), key(in));
      case AMEND ->
          new Amend(in.getRequiredText(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
      case CHANGE -> change(in);
      case CANCEL_NAMED -> new CancelNamed(in.getRequiredText(), in.getRequiredText());
      case CANCEL -> new Cancel(in.getRequiredText(), in.getLong());
      case CANCEL_ALL -> new CancelAll(in.getRequiredText(), in.getText());
      case CANCEL_CONNECTION -> new CancelConnection(in.getText(), in.getLong());
      case CANCEL_ABSENT -> new CancelAbsent(numbers(in));
      case IMPORT_TRADE ->
          new ImportTrade(in.getRequiredText(), Values.readSide(in), in.getLong(), in.getLong(), 0);
      case ADVANCE -> new Advance();
      case IMPORT_TIMED_TRADE ->
          new ImportTrade(
              in.getRequiredText(), Values.readSide(in), in.getLong(), in.getLong(), in.getLong());
      case DEFINE_PAIR_AND_STATUS -> new DefinePair(Values.readPair(in), status(in));
      default -> throw new IllegalArgumentException("kind of a command: " + kind);
    };
  }

  private static void amend(StateWriter out, Amend a) {
    out.putText(a.owner()).putLong(a.orderId());
    out.putLong(a.quantity()).putLong(a.price()).putLong(a.stopPrice());
  }

  private static void numbers(StateWriter out, Set<Integer> numbers) {
    out.putInt(numbers.size());
    numbers.stream().sorted().forEach(out::putInt);
  }

  private static Set<Integer> numbers(StateReader in) {
    Set<Integer> numbers = new HashSet<>();
    int count = in.getCount();
    for (int i = 0; i < count; i++) {
      numbers.add(in.getInt());
    }
    return numbers;
  }

  private static StateWriter head(StateWriter out, int kind, long timeMillis) {
    return out.putByte(kind).putLong(timeMillis);
  }

  private static void change(StateWriter out, Change change) {
    OrderName order = change.order();
    Written figures = change.figures();
    out.putText(change.owner()).putLong(order.id()).putText(order.clientOrderId());
    out.putText(figures.quantity()).putText(figures.price()).putText(figures.stopPrice());
  }

  private static Change change(StateReader in) {
    return new Change(
        in.getRequiredText(),
        new OrderName(in.getLong(), in.getText()),
        new Written(in.getText(), in.getText(), in.getText()));
  }

  private static void amount(
      StateWriter out, String owner, String currency, long units, @Nullable RequestKey key) {
    out.putText(owner).putText(currency).putLong(units);
    key(out, key);
  }

  private static void status(StateWriter out, @Nullable PairStatus status) {
    out.putBoolean(status != null);
    if (status != null) {
      Values.write(out, status);
    }
  }

  private static @Nullable PairStatus status(StateReader in) {
    return in.getBoolean() ? in.getConstant(STATUSES) : null;
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
