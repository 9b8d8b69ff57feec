package dev.carillon.market;

import dev.carillon.market.book.Side;
import dev.carillon.market.data.Candle;
import dev.carillon.market.model.Fill;
import dev.carillon.market.model.MarketEvent.BalancesChanged;
import dev.carillon.market.model.MarketEvent.CandleClosed;
import dev.carillon.market.model.MarketEvent.Filled;
import dev.carillon.market.model.MarketEvent.OrderChanged;
import dev.carillon.market.model.MarketEvent.PairChanged;
import dev.carillon.market.model.MarketEvent.Traded;
import dev.carillon.market.model.OrderState;
import dev.carillon.market.model.Pair;
import dev.carillon.market.model.PairStatus;
import dev.carillon.market.model.Trade;

/** Makes events of what happens, with the sequences of the accounts. */
final class Teller {
  private final EngineListener listener;
  private final Accounts accounts;
  private long nowMillis;

  Teller(EngineListener listener, Accounts accounts) {
    this.listener = listener;
    this.accounts = accounts;
  }

  /** The time of the command that is applied, milliseconds since 1970. */
  long nowMillis() {
    return nowMillis;
  }

  void setTime(long millis) {
    nowMillis = millis;
  }

  void order(LiveOrder order) {
    order(order.account, order.state());
  }

  void order(Account account, OrderState state) {
    listener.happened(new OrderChanged(state, account.nextSequence()));
  }

  void balances(Account account) {
    listener.happened(
        new BalancesChanged(
            account.owner(),
            accounts.ledger().balances(account.number()),
            nowMillis,
            account.nextSequence()));
  }

  void traded(Trade trade) {
    listener.happened(new Traded(trade));
  }

  /** One side of a trade: the fill, then the order, then what its owner has. */
  void filled(Trade trade, LiveOrder order, long fee, boolean taker) {
    OrderState state = order.state();
    Fill fill =
        new Fill(
            trade, state.owner(), order.id, order.terms.side(), fee, state.feeCurrency(), taker);
    listener.happened(new Filled(fill, order.account.nextSequence()));
    order(order.account, state);
    balances(order.account);
  }

  void candle(Pair pair, Candle candle) {
    listener.happened(new CandleClosed(pair, candle));
  }

  void pair(Pair pair, PairStatus status) {
    listener.happened(new PairChanged(pair, status));
  }

  void level(Pair pair, Side side, long price, long shown) {
    listener.levelChanged(pair, side, price, shown);
  }
}
