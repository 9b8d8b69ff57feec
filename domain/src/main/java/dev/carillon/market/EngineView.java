package dev.carillon.market;

import dev.carillon.ledger.Balance;
import dev.carillon.market.model.OrderState;
import java.util.List;
import java.util.Optional;

/** What may be read of the engine; shows it as it is at each call. On the engine's thread. */
public interface EngineView {

  /** All pairs, in the order in which they were defined. */
  List<MarketView> markets();

  /** The market of a pair. */
  Optional<MarketView> market(String symbol);

  /** The balances of an owner that are not zero. */
  List<Balance> balances(String owner);

  /** The sequence of an owner's newest private event; 0: there was none. */
  long sequence(String owner);

  /** An owner's live orders, oldest first. */
  List<OrderState> orders(String owner);

  /** One live order of an owner. */
  Optional<OrderState> order(String owner, long id);

  /** The latest time that a command had, in milliseconds since 1970. */
  long nowMillis();

  /** How many orders live. */
  int liveOrders();
}
