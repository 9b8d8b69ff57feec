package dev.carillon.desk;

import dev.carillon.desk.books.Accounts;
import dev.carillon.desk.books.Market;
import dev.carillon.desk.books.Markets;
import dev.carillon.desk.codec.Values;
import dev.carillon.desk.model.Alert;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;

/**
 * The whole state as bytes, the same bytes for the same state: a version, the counters, the symbols
 * with their quotes, then the accounts. What follows from these is worked out again.
 */
final class Snapshot {
  private static final int VERSION = 1;

  private final Markets markets;
  private final Accounts accounts;
  private final Alerts alerts;
  private final Trades trades;
  private final Orders orders;
  private final Entries entries;

  Snapshot(
      Markets markets,
      Accounts accounts,
      Alerts alerts,
      Trades trades,
      Orders orders,
      Entries entries) {
    this.markets = markets;
    this.accounts = accounts;
    this.alerts = alerts;
    this.trades = trades;
    this.orders = orders;
    this.entries = entries;
  }

  void writeTo(StateWriter out) {
    out.putInt(VERSION);
    out.putLong(alerts.lastId()).putLong(trades.lastDealId());
    out.putLong(orders.lastTicket()).putLong(entries.lastNumber());
    out.putInt(alerts.forAll().size());
    alerts.forAll().oldestFirst().forEach(alert -> Values.write(out, alert));
    out.putInt(markets.all().size());
    for (Market market : markets.all()) {
      Values.write(out, market.symbol());
      market.quote().writeTo(out);
      out.putLong(market.staleAt());
    }
    out.putInt(accounts.all().size());
    AccountBytes bytes = new AccountBytes(markets, accounts, trades, orders, entries);
    accounts.all().forEach(account -> bytes.write(out, account));
  }

  void readFrom(StateReader in) {
    int version = in.getInt();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "version of the state: " + version + " (expected: " + VERSION + ")");
    }
    alerts.restore(in.getLong());
    trades.restore(in.getLong());
    orders.restore(in.getLong());
    entries.restore(in.getLong());
    int alertsForAll = in.getCount();
    for (int i = 0; i < alertsForAll; i++) {
      Alert alert = Values.readAlert(in, null);
      alerts.forAll().add(alert);
    }
    int symbols = in.getCount();
    for (int i = 0; i < symbols; i++) {
      Symbol symbol = Values.readSymbol(in);
      Market market = markets.add(symbol);
      market.quote().readFrom(in);
      market.setStaleAt(in.getLong());
    }
    int count = in.getCount();
    AccountBytes bytes = new AccountBytes(markets, accounts, trades, orders, entries);
    for (int i = 0; i < count; i++) {
      bytes.read(in);
    }
  }
}
