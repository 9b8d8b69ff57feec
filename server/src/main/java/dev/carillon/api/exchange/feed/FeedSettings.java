package dev.carillon.api.exchange.feed;

/**
 * How much the feed tells and keeps.
 *
 * @param tickerMillis a pair's ticker is published once in that time
 * @param klineMillis an open candle is published once in that time
 * @param recentTrades how many of a pair's trades are kept for {@code recent}
 * @param privateEvents how many events of an account are kept for {@code resume_from}
 * @param allPrivateEvents how many of all accounts together; those of the account that was quiet
 *     longest go first
 * @param bookLingerMillis how long a book is kept at a depth that nobody listens to any more
 */
public record FeedSettings(
    long tickerMillis,
    long klineMillis,
    int recentTrades,
    int privateEvents,
    int allPrivateEvents,
    long bookLingerMillis) {

  /** The contract's. */
  public static final FeedSettings DEFAULTS =
      new FeedSettings(100, 250, 100, 1_000, 200_000, 30_000);
}
