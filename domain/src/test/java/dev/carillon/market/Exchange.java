package dev.carillon.market;

import dev.carillon.ledger.Balance;
import dev.carillon.market.book.Side;
import dev.carillon.market.data.CandleGrid;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.MarketEvent;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.Pair.Fees;
import dev.carillon.market.model.Pair.Limits;
import dev.carillon.market.model.Pair.Scale;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * An engine with one pair and two rich people, that writes down what happens and checks the
 * invariants after each command.
 */
final class Exchange implements EngineListener {
  static final String SYMBOL = "BTC/USDT";
  static final long ONE = 100_000_000;

  /** Prices with two decimals, lots of 0.00001 BTC; a tick times a lot is 10 units of USDT. */
  static final Pair BTC_USDT =
      new Pair(
          SYMBOL,
          "BTC",
          "USDT",
          new Scale(2, 1, 1_000),
          new Limits(1_000_000_000, 0, 0, 500, 1_000),
          new Fees(10, 10),
          false);

  final List<MarketEvent> events = new ArrayList<>();
  final List<String> levels = new ArrayList<>();
  final MatchingEngine engine = new MatchingEngine(CandleGrid.EPOCH, this);
  long now = 1_672_531_200_000L;

  /** Nobody and nothing. */
  static Exchange empty() {
    return new Exchange();
  }

  /** John and Jane with 100 BTC and 10,000,000 USDT each. */
  static Exchange withJohnAndJane() {
    Exchange exchange = new Exchange();
    exchange.apply(new Command.DefinePair(BTC_USDT));
    for (String owner : List.of("john", "jane")) {
      exchange.apply(new Command.Deposit(owner, "BTC", 100 * ONE, null));
      exchange.apply(new Command.Deposit(owner, "USDT", 10_000_000 * ONE, null));
    }
    exchange.events.clear();
    return exchange;
  }

  Answer apply(Command command) {
    Answer answer = engine.apply(command, now);
    engine.verify();
    return answer;
  }

  Answer place(String owner, OrderTerms terms) {
    return apply(new Command.Place(owner, SYMBOL, terms, null));
  }

  /** Places an order that must be accepted. */
  OrderState placed(String owner, OrderTerms terms) {
    return switch (place(owner, terms)) {
      case Answer.Ordered(var order, _) -> order;
      case Answer other -> throw new AssertionError(other);
    };
  }

  OrderState buys(String owner, long price, long lots) {
    return placed(owner, OrderTerms.limit(Side.BUY, price, lots));
  }

  OrderState sells(String owner, long price, long lots) {
    return placed(owner, OrderTerms.limit(Side.SELL, price, lots));
  }

  Balance balance(String owner, String currency) {
    return engine.balances(owner).stream()
        .filter(balance -> balance.currency().equals(currency))
        .findFirst()
        .orElse(new Balance(currency, 0, 0));
  }

  /** The last an owner was told of an order. */
  OrderState told(OrderState order) {
    OrderState last = null;
    for (MarketEvent event : events) {
      if (event instanceof MarketEvent.OrderChanged(var state, _) && state.id() == order.id()) {
        last = state;
      }
    }
    if (last == null) {
      throw new AssertionError("nothing was told of order " + order.id());
    }
    return last;
  }

  <E extends MarketEvent> List<E> events(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  byte[] state() {
    StateWriter out = new StateWriter();
    engine.writeTo(out);
    return out.toBytes();
  }

  /** Another engine in the same state. */
  static Exchange restored(byte[] state) {
    Exchange exchange = new Exchange();
    StateReader in = new StateReader(state);
    exchange.engine.readFrom(in);
    if (in.remaining() != 0) {
      throw new AssertionError("bytes left: " + in.remaining());
    }
    exchange.now = exchange.engine.nowMillis();
    exchange.engine.verify();
    return exchange;
  }

  @Override
  public void happened(MarketEvent event) {
    events.add(event);
  }

  @Override
  public void levelChanged(Pair pair, Side side, long price, long shown) {
    levels.add(side + " " + price + " " + shown);
  }
}
