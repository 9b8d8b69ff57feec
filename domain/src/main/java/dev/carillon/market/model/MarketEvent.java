package dev.carillon.market.model;

import dev.carillon.ledger.Balance;
import dev.carillon.market.data.Candle;
import java.util.List;

/** What happened in the engine, in the order in which it happened. */
public sealed interface MarketEvent {

  /** An event for one account alone. */
  sealed interface Private extends MarketEvent {
    /** Whose it is. */
    String owner();

    /** Contiguous within the account, from 1. */
    long sequence();
  }

  /** An execution, for everybody. */
  record Traded(Trade trade) implements MarketEvent {}

  /** One side of an execution, for its owner; {@link Traded} came before. */
  record Filled(Fill fill, long sequence) implements Private {
    @Override
    public String owner() {
      return fill.owner();
    }
  }

  /** An order as it stands now. */
  record OrderChanged(OrderState order, long sequence) implements Private {
    @Override
    public String owner() {
      return order.owner();
    }
  }

  /** All balances of an account that are not zero. */
  record BalancesChanged(String owner, List<Balance> balances, long timeMillis, long sequence)
      implements Private {
    public BalancesChanged {
      balances = List.copyOf(balances);
    }
  }

  /** The time of a candle is over. */
  record CandleClosed(Pair pair, Candle candle) implements MarketEvent {}

  /** A pair is new, or its rules or its status are others now. */
  record PairChanged(Pair pair, PairStatus status) implements MarketEvent {}
}
