package dev.carillon.api.exchange.feed;

import org.jspecify.annotations.Nullable;

/**
 * Where a subscriber wants to begin.
 *
 * @param recent how many past trades, oldest first
 * @param resumeFrom the last private event it has; null: it has none
 * @param symbol of private streams this pair alone; null: all
 * @param reason why a book is sent again unasked, or null
 */
public record Wish(
    int recent, @Nullable Long resumeFrom, @Nullable String symbol, @Nullable String reason) {
  /** From now on. */
  public static final Wish NOW = new Wish(0, null, null, null);

  /** A fresh book for a reader that could not keep up. */
  public static final Wish LAGGING = new Wish(0, null, null, "lagging");

  /** Whether it wants to hear of this pair. */
  boolean wants(String aSymbol) {
    return symbol == null || symbol.equals(aSymbol);
  }
}
