package dev.carillon.desk;

import dev.carillon.desk.model.AccountState;
import dev.carillon.desk.model.AccountTerms;
import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.desk.model.Command.Close;
import dev.carillon.desk.model.Command.DefineSymbol;
import dev.carillon.desk.model.Command.Deposit;
import dev.carillon.desk.model.Command.OpenAccount;
import dev.carillon.desk.model.Command.Place;
import dev.carillon.desk.model.Command.Quotes;
import dev.carillon.desk.model.DeskEvent;
import dev.carillon.desk.model.DeskEvent.AlertChanged;
import dev.carillon.desk.model.DeskEvent.AlertForAll;
import dev.carillon.desk.model.MarginMode;
import dev.carillon.desk.model.OrderState;
import dev.carillon.desk.model.OrderTerms;
import dev.carillon.desk.model.PositionState;
import dev.carillon.desk.model.Reason;
import dev.carillon.desk.model.Side;
import dev.carillon.desk.quote.QuoteState;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.desk.quote.Tick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A desk for tests: its commands as short words, its events as a list, its time set by hand. */
final class Floor {
  static final String JOHN = "john";
  static final Symbol EURUSD = Symbol.pair("EURUSD", 5);

  /** 0.1 lot. */
  static final long TENTH = 10;

  private final List<DeskEvent> events = new ArrayList<>();
  private final Desk desk = new Desk(events::add);
  private Instant now = Instant.parse("2026-11-18T15:00:00Z");

  Desk desk() {
    return desk;
  }

  DeskView view() {
    return desk.view();
  }

  /** What happened, oldest first. */
  List<DeskEvent> events() {
    return events;
  }

  /** The events of one kind. */
  <E extends DeskEvent> List<E> events(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** All alerts that were raised, John's and those for everybody. */
  List<Alert> alerts() {
    List<Alert> alerts = new ArrayList<>();
    for (DeskEvent event : events) {
      if (event instanceof AlertChanged(_, var alert, _) && !alert.acknowledged()) {
        alerts.add(alert);
      } else if (event instanceof AlertForAll(var alert)) {
        alerts.add(alert);
      }
    }
    return alerts;
  }

  Floor at(String instant) {
    now = Instant.parse(instant);
    return this;
  }

  Floor passSeconds(long seconds) {
    now = now.plusSeconds(seconds);
    apply(new Command.Advance());
    return this;
  }

  long nowMillis() {
    return now.toEpochMilli();
  }

  Answer apply(Command command) {
    return desk.apply(command, now.toEpochMilli());
  }

  Floor define(Symbol symbol) {
    apply(new DefineSymbol(symbol));
    return this;
  }

  /** An account of John's in US dollars, leverage 1:100, margin of base units. */
  Floor openAccount(long cents) {
    return openAccount(AccountTerms.of("USD", 100, MarginMode.BASE_UNITS), cents);
  }

  Floor openAccount(AccountTerms terms, long cents) {
    apply(new OpenAccount(JOHN, terms));
    apply(new Deposit(JOHN, cents, null));
    return this;
  }

  Floor quote(String symbol, long bid, long ask) {
    apply(new Quotes(List.of(new Tick(symbol, bid, ask, 0))));
    return this;
  }

  Floor quote(long bid, long ask) {
    return quote("EURUSD", bid, ask);
  }

  Answer place(String symbol, OrderTerms terms) {
    return apply(new Place(JOHN, symbol, terms, null));
  }

  /** An order in EURUSD that is taken. */
  OrderState place(OrderTerms terms) {
    return ordered(place("EURUSD", terms));
  }

  static OrderState ordered(Answer answer) {
    if (answer instanceof Answer.Ordered(var order)) {
      return order;
    }
    throw new AssertionError(answer);
  }

  /** Why an answer is a no. */
  static Reason reason(Answer answer) {
    if (answer instanceof Answer.Refused(var reason, _, _)) {
      return reason;
    }
    throw new AssertionError(answer);
  }

  OrderState buy(String symbol, long volume) {
    return ordered(place(symbol, OrderTerms.market(Side.BUY, volume)));
  }

  OrderState sell(String symbol, long volume) {
    return ordered(place(symbol, OrderTerms.market(Side.SELL, volume)));
  }

  Answer close(long ticket, long volume) {
    return apply(new Close(JOHN, ticket, volume, null));
  }

  AccountState account() {
    return view().account(JOHN).orElseThrow();
  }

  /** The only position. */
  PositionState position() {
    List<PositionState> positions = view().positions(JOHN);
    if (positions.size() != 1) {
      throw new AssertionError(positions);
    }
    return positions.getFirst();
  }

  QuoteState quote(String symbol) {
    return view().quote(symbol).orElseThrow();
  }
}
