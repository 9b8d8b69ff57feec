package dev.carillon.desk.history;

import dev.carillon.desk.model.Alert;
import dev.carillon.desk.model.Deal;
import dev.carillon.desk.model.OrderState;
import java.util.List;
import java.util.Optional;

/**
 * Orders, deals and alerts for queries. Port. All methods block; one thread stores, any may ask.
 *
 * <p>It lags behind the desk: what it does not know yet, the desk does.
 */
public interface DeskHistory {

  /** The journal's number of the last command whose events are here; 0: none. */
  long sequence();

  /**
   * Takes what some commands did, all or nothing. Storing the same again changes nothing.
   *
   * @throws RuntimeException when it can't be stored; the same batch may be tried again
   */
  void store(Batch batch);

  /** Forgets everything: it is for a journal that begins anew. */
  void clear();

  /** An order of an owner, however it ended. */
  Optional<OrderState> order(String owner, long ticket);

  /** An owner's orders, pending and rejected ones included, newest first. */
  List<OrderState> orders(Page page);

  /** An owner's deals that closed a position, in part or whole; newest first. */
  List<Deal> closings(Page page);

  /**
   * The alerts that somebody sees, those for everybody included; newest first.
   *
   * @param before only those with a smaller id
   * @param limit at most so many
   */
  List<Alert> alerts(String viewer, long before, int limit);

  /**
   * Forgets what is older than a time: deals, alerts, and orders that ended before it.
   *
   * @param beforeMillis milliseconds since 1970
   * @return how many rows went; 0: nothing is left to forget
   */
  int forget(long beforeMillis);
}
