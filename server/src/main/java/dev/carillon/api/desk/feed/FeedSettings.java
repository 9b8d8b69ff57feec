package dev.carillon.api.desk.feed;

/**
 * How often what changes all the time is told.
 *
 * @param quoteMillis the window of a symbol's quotes
 * @param positionMillis the window of a position whose value follows the quotes (row 22)
 * @param systemMillis after which the status of the system is told again, though it is the same
 */
public record FeedSettings(long quoteMillis, long positionMillis, long systemMillis) {
  /** The contract's. */
  public static final FeedSettings DEFAULTS = new FeedSettings(100, 250, 30_000);
}
