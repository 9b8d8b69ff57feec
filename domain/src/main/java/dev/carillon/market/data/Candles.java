package dev.carillon.market.data;

import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;
import java.util.Arrays;
import java.util.Optional;

/**
 * The candles of one pair, in all intervals. Not for several threads.
 *
 * <p>From the pair's first trade on every interval has a candle: one without a trade is flat at the
 * price before it. A candle is closed once, when the time is told that ends it, and never opened
 * again: a trade from the past counts where the time stands.
 */
public final class Candles {
  private final CandleGrid grid;
  private final long unitsPerTickLot;
  private final CandleListener listener;
  private final OpenCandle[] open;
  private long now = Long.MIN_VALUE;
  private boolean hasTraded;

  /**
   * No candles yet.
   *
   * @param unitsPerTickLot what one lot at one tick is worth, in units of the quote currency
   */
  public Candles(CandleGrid grid, long unitsPerTickLot, CandleListener listener) {
    this.grid = grid;
    this.unitsPerTickLot = unitsPerTickLot;
    this.listener = listener;
    open = Arrays.stream(Interval.values()).map(OpenCandle::new).toArray(OpenCandle[]::new);
  }

  /** A trade. Closes before it what its time ends; allocates nothing otherwise. */
  public void trade(long priceTicks, long lots, long timeMillis) {
    advance(timeMillis);
    if (!hasTraded) {
      hasTraded = true;
      for (OpenCandle candle : open) {
        candle.open(grid.openTime(candle.interval(), now), grid, priceTicks);
      }
    }
    long quoteUnits = Sums.quoteUnits(priceTicks, lots, unitsPerTickLot);
    for (OpenCandle candle : open) {
      candle.trade(priceTicks, lots, quoteUnits);
    }
  }

  /** It is that late: closes every candle whose end has come. An earlier time changes nothing. */
  public void advance(long timeMillis) {
    now = Math.max(now, timeMillis);
    while (hasTraded && nextEnd() <= now) {
      closeAt(nextEnd());
    }
  }

  /** The first interval is the minute, and every interval ends where a minute does. */
  private long nextEnd() {
    return open[0].nextOpenTime();
  }

  private void closeAt(long end) {
    for (OpenCandle candle : open) {
      if (candle.nextOpenTime() == end) {
        listener.closed(candle.candle(true));
        candle.open(end, grid, candle.closeTicks());
      }
    }
  }

  /** The candle that is open; none before the first trade. */
  public Optional<Candle> current(Interval interval) {
    return Arrays.stream(open)
        .filter(candle -> hasTraded && candle.interval() == interval)
        .map(candle -> candle.candle(false))
        .findFirst();
  }

  /** Writes all that {@link #readFrom} needs to go on the same. */
  public void writeTo(StateWriter state) {
    state.putLong(now).putBoolean(hasTraded);
    if (hasTraded) {
      for (OpenCandle candle : open) {
        candle.writeTo(state);
      }
    }
  }

  /**
   * Takes over what {@link #writeTo} wrote; what was here is forgotten, nobody is told. When the
   * grid is another than it was, the candles that are open still end by the old one.
   */
  public void readFrom(StateReader state) {
    now = state.getLong();
    hasTraded = state.getBoolean();
    if (hasTraded) {
      for (OpenCandle candle : open) {
        candle.readFrom(state);
      }
    }
  }
}
