package dev.carillon.market;

import dev.carillon.ledger.Ledger;
import dev.carillon.market.book.Incoming;
import dev.carillon.market.book.OrderBook;
import dev.carillon.market.book.Side;
import dev.carillon.market.codec.Values;
import dev.carillon.market.model.OrderStatus;
import dev.carillon.market.model.OrderTerms;
import dev.carillon.market.model.PairStatus;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;

/**
 * The whole state as bytes, the same bytes for the same state: a version, the ledger, then the
 * pairs, each with its orders in the order of their queues.
 */
final class Snapshot {
  private static final int VERSION = 1;

  private final Accounts accounts;
  private final LiveOrders orders;
  private final Markets markets;

  Snapshot(Accounts accounts, LiveOrders orders, Markets markets) {
    this.accounts = accounts;
    this.orders = orders;
    this.markets = markets;
  }

  void writeTo(StateWriter out) {
    out.putInt(VERSION).putLong(orders.lastId());
    writeLedger(out);
    out.putInt(markets.all().size());
    markets.all().forEach(market -> writeMarket(out, market));
  }

  void readFrom(StateReader in) {
    int version = in.getInt();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "version of the state: " + version + " (expected: " + VERSION + ")");
    }
    orders.setLastId(in.getLong());
    readLedger(in);
    int count = in.getCount();
    for (int i = 0; i < count; i++) {
      readMarket(in);
    }
  }

  private void writeLedger(StateWriter out) {
    Ledger ledger = accounts.ledger();
    out.putInt(ledger.currencies());
    for (int currency = 0; currency < ledger.currencies(); currency++) {
      out.putText(ledger.currencyCode(currency));
    }
    out.putInt(accounts.all().size());
    for (Account account : accounts.all()) {
      out.putText(account.owner()).putLong(account.sequence());
      for (int currency = 0; currency < ledger.currencies(); currency++) {
        out.putLong(ledger.available(account.number(), currency));
        out.putLong(ledger.locked(account.number(), currency));
      }
    }
  }

  private void readLedger(StateReader in) {
    Ledger ledger = accounts.ledger();
    int currencies = in.getCount();
    for (int i = 0; i < currencies; i++) {
      ledger.currency(in.getRequiredText());
    }
    int owners = in.getCount();
    for (int i = 0; i < owners; i++) {
      Account account = accounts.restore(in.getRequiredText(), in.getLong());
      for (int currency = 0; currency < currencies; currency++) {
        ledger.restore(account.number(), currency, in.getLong(), in.getLong());
      }
    }
  }

  private void writeMarket(StateWriter out, Market market) {
    Values.write(out, market.pair());
    Values.write(out, market.status());
    out.putLong(market.lastPrice()).putLong(market.lastTradeId());
    market.candles().writeTo(out);
    market.ticker().writeTo(out);
    out.putInt(market.book().orderCount());
    for (Side side : Side.values()) {
      market
          .book()
          .forEachOrder(
              side,
              resting -> {
                writeOrder(out, orders.get(resting.id()));
                out.putLong(resting.shown());
              });
    }
    out.putInt(market.stops().all().size());
    market.stops().all().forEach(order -> writeOrder(out, order));
  }

  private void readMarket(StateReader in) {
    Market market = markets.add(Values.readPair(in));
    PairStatus status = in.getConstant(PairStatus.values());
    market.restore(status, in.getLong(), in.getLong());
    market.candles().readFrom(in);
    market.ticker().readFrom(in);
    int resting = in.getCount();
    for (int i = 0; i < resting; i++) {
      rest(market.book(), readOrder(in, market), in.getLong());
    }
    int waiting = in.getCount();
    for (int i = 0; i < waiting; i++) {
      market.stops().add(readOrder(in, market));
    }
  }

  private static void rest(OrderBook book, LiveOrder order, long shown) {

    book.restore(
        new Incoming()
            .order(
                order.id,
                order.account.number(),
                order.terms.side(),
                order.limit,
                order.remaining())
            .display(order.terms.display()),
        shown);
  }

  private static void writeOrder(StateWriter out, LiveOrder order) {
    out.putLong(order.id).putText(order.account.owner());
    Values.write(out, order.terms);
    out.putLong(order.limit).putLong(order.held);
    out.putLong(order.filled).putLong(order.notional).putLong(order.fees);
    out.putBoolean(order.triggered);
    out.putLong(order.createdAt).putLong(order.updatedAt);
  }

  private LiveOrder readOrder(StateReader in, Market market) {
    long id = in.getLong();
    Account account = accounts.open(in.getRequiredText());
    OrderTerms terms = Values.readTerms(in);
    long limit = in.getLong();
    long held = in.getLong();
    long filled = in.getLong();
    long notional = in.getLong();
    long fees = in.getLong();
    boolean triggered = in.getBoolean();
    LiveOrder order = new LiveOrder(id, account, market, terms, in.getLong());
    order.updatedAt = in.getLong();
    order.limit = limit;
    order.held = held;
    order.filled = filled;
    order.notional = notional;
    order.fees = fees;
    order.triggered = triggered;
    order.status = filled > 0 ? OrderStatus.PARTIALLY_FILLED : OrderStatus.OPEN;
    orders.add(order);
    return order;
  }
}
