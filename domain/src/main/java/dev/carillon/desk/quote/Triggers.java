package dev.carillon.desk.quote;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What waits until the quote of one symbol reaches a price, sorted, so that a quote that reaches
 * nothing costs four looks. Confined to its owner.
 */
public final class Triggers<T> {
  private final Map<When, NavigableMap<Level, T>> waiting = new EnumMap<>(When.class);

  /** When a level counts as reached. In the order in which a quote is looked at. */
  public enum When {
    /** The bid is at the level or below: stop loss of BUY, SELL_STOP. */
    BID_FALLS,
    /** The ask is at the level or above: stop loss of SELL, BUY_STOP. */
    ASK_RISES,
    /** The bid is at the level or above: take profit of BUY, SELL_LIMIT. */
    BID_RISES,
    /** The ask is at the level or below: take profit of SELL, BUY_LIMIT. */
    ASK_FALLS;

    boolean rises() {
      return this == ASK_RISES || this == BID_RISES;
    }

    /** Whether a quote has reached a level; 0 is none. */
    public boolean isReached(long level, Quote quote) {
      return level != 0
          && switch (this) {
            case BID_FALLS -> quote.bid() <= level;
            case ASK_RISES -> quote.ask() >= level;
            case BID_RISES -> quote.bid() >= level;
            case ASK_FALLS -> quote.ask() <= level;
          };
    }
  }

  private record Level(long price, long ticket) {}

  public Triggers() {
    Comparator<Level> rising = Comparator.comparingLong(Level::price);
    for (When when : When.values()) {
      Comparator<Level> nearestFirst = when.rises() ? rising : rising.reversed();
      waiting.put(when, new TreeMap<>(nearestFirst.thenComparingLong(Level::ticket)));
    }
  }

  /** One more that waits; a level of 0 is none. */
  public void add(When when, long level, long ticket, T what) {
    if (level != 0) {
      at(when).put(new Level(level, ticket), what);
    }
  }

  /** It waits no longer. */
  public void remove(When when, long level, long ticket) {
    at(when).remove(new Level(level, ticket));
  }

  /** Takes the next that the quote has reached: the nearest levels first. Null: no more. */
  public @Nullable T takeReached(Quote quote) {
    for (When when : When.values()) {
      NavigableMap<Level, T> levels = at(when);
      if (!levels.isEmpty() && when.isReached(levels.firstKey().price(), quote)) {
        return levels.pollFirstEntry().getValue();
      }
    }
    return null;
  }

  /** How many wait. */
  public int size() {
    return waiting.values().stream().mapToInt(Map::size).sum();
  }

  private NavigableMap<Level, T> at(When when) {
    NavigableMap<Level, T> levels = waiting.get(when);
    if (levels == null) {
      throw new IllegalStateException("no levels of " + when);
    }
    return levels;
  }
}
