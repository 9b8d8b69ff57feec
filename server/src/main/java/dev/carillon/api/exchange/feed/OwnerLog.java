package dev.carillon.api.exchange.feed;

import dev.carillon.core.topic.Topic;
import dev.carillon.market.model.MarketEvent;
import dev.carillon.market.model.OrderState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The newest private events of one account, in their order. On the engine's thread. */
final class OwnerLog {
  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private final Topic orders;
  private final Topic userTrades;
  private final Topic account;

  /**
   * One event.
   *
   * @param order whose it is; null: of no order
   */
  record Entry(MarketEvent.Private event, @Nullable OrderState order) {
    long sequence() {
      return event.sequence();
    }

    /** Whether it is of this pair, or of none. */
    boolean isOf(Wish wish) {
      return order == null || wish.wants(order.pair().symbol());
    }
  }

  OwnerLog(String owner) {
    orders = new Stream.Orders(owner).topic();
    userTrades = new Stream.UserTrades(owner).topic();
    account = new Stream.Account(owner).topic();
  }

  Topic topicOf(MarketEvent.Private event) {
    return switch (event) {
      case MarketEvent.Filled _ -> userTrades;
      case MarketEvent.OrderChanged _ -> orders;
      case MarketEvent.BalancesChanged _ -> account;
    };
  }

  void add(Entry entry) {
    entries.addLast(entry);
  }

  /** Of the oldest event that is here; all since are. */
  long firstSequence() {
    return entries.getFirst().sequence();
  }

  void removeFirst() {
    entries.removeFirst();
  }

  int size() {
    return entries.size();
  }

  /** Everything after an event; empty: it is not all here any more. */
  Optional<List<Entry>> after(long sequence) {
    if (entries.isEmpty() || entries.getFirst().sequence() > sequence + 1) {
      return Optional.empty();
    }
    List<Entry> found = new ArrayList<>();
    for (Iterator<Entry> newest = entries.descendingIterator(); newest.hasNext(); ) {
      Entry entry = newest.next();
      if (entry.sequence() <= sequence) {
        break;
      }
      found.add(entry);
    }
    return Optional.of(found.reversed());
  }

  /** The newest fills, oldest first. */
  List<Entry> fills(int count, Wish wish) {
    List<Entry> found = new ArrayList<>();
    for (Iterator<Entry> newest = entries.descendingIterator();
        newest.hasNext() && found.size() < count; ) {
      Entry entry = newest.next();
      if (entry.event() instanceof MarketEvent.Filled && entry.isOf(wish)) {
        found.add(entry);
      }
    }
    return found.reversed();
  }
}
