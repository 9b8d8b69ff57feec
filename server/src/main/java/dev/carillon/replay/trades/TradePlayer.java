package dev.carillon.replay.trades;

import dev.carillon.replay.trades.TradeFeed.Played;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays trades at the pace of their times: what is due goes out together. A trade that stands
 * behind a later one goes out with it.
 */
final class TradePlayer {
  /** As many as the server takes at once. */
  private static final int MOST = 1_000;

  private final TradeFeed feed;
  private final Pace pace;

  /** How much faster than the file; infinite: as fast as the server takes them. */
  private final double speed;

  TradePlayer(TradeFeed feed, Pace pace, double speed) {
    this.feed = feed;
    this.pace = pace;
    this.speed = speed;
  }

  /**
   * What was played.
   *
   * @param firstMillis the time of the first trade in the file, milliseconds since 1970
   */
  record Span(long trades, long firstMillis, long lastMillis) {}

  /**
   * Plays all that is left of a file. Blocks.
   *
   * @param startMillis what time it is, milliseconds since 1970
   * @throws TradeReplayException when the file has no trade, or it can't go on
   */
  Span play(TradeFile file, long startMillis) {
    FileTrade next = file.next();
    if (next == null) {
      throw new TradeReplayException("no trades (expected: one a line)");
    }
    long first = next.timeMillis();
    long last = first;
    long trades = 0;
    long begun = pace.nowMillis();
    while (next != null) {
      pace.pause(Math.max(0, dueMillis(next, first) - (pace.nowMillis() - begun)));
      long passed = pace.nowMillis() - begun;
      List<Played> batch = new ArrayList<>();
      while (next != null && dueMillis(next, first) <= passed && batch.size() < MOST) {
        last = next.timeMillis();
        batch.add(new Played(next, timeOf(next, first, startMillis)));
        next = file.next();
      }
      feed.send(batch);
      trades += batch.size();
    }
    return new Span(trades, first, last);
  }

  private long dueMillis(FileTrade trade, long first) {
    return (long) Math.max(0, (trade.timeMillis() - first) / speed);
  }

  private long timeOf(FileTrade trade, long first, long startMillis) {
    return Double.isInfinite(speed) ? 0 : startMillis + dueMillis(trade, first);
  }
}
