package dev.carillon.api.desk.feed;

import dev.carillon.api.desk.feed.Condition.Health;
import dev.carillon.desk.quote.QuoteState;
import java.util.Set;
import java.util.TreeSet;

/** The symbols whose quotes don't come though their market is open. Told on the desk's thread. */
final class StaleQuotes {
  private static final int SHOWN = 5;

  private final Set<String> stale = new TreeSet<>();
  private volatile Condition condition = Condition.HEALTHY;

  void changed(QuoteState quote) {
    String symbol = quote.symbol().name();
    boolean changed = quote.stale() ? stale.add(symbol) : stale.remove(symbol);
    if (changed) {
      condition =
          stale.isEmpty()
              ? Condition.HEALTHY
              : new Condition(Health.DEGRADED, "No quotes for " + shown());
    }
  }

  private String shown() {
    String first = String.join(", ", stale.stream().limit(SHOWN).toList());
    int more = stale.size() - SHOWN;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  /** Any thread. */
  Condition condition() {
    return condition;
  }
}
