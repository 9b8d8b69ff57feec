package dev.carillon.market.data;

import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;
import java.util.Optional;

/**
 * The last 24 hours of one pair, in steps of a minute: the window begins 24 hours before the
 * current minute does, so it is up to a minute wider. Not for several threads.
 *
 * <p>Time never goes back: a trade from the past counts where the time stands.
 */
public final class RollingTicker {
  private static final long MINUTE_MILLIS = 60_000;
  private static final int WINDOW_MINUTES = 24 * 60;

  /*
   * A ring of minutes: those of the window and the current one. When a minute begins, its place is
   * that of the minute which leaves the window, and the sums are made anew: an addition for each
   * minute of the day, once a minute, where subtracting would lose sums that stood still at the
   * largest number, and highs and lows would need queues of their own.
   */
  private final MinuteTrades[] ring = new MinuteTrades[WINDOW_MINUTES + 1];

  /** The sum of the ring; its last price is anyone's, as the ring has no first. */
  private final MinuteTrades window = new MinuteTrades();

  private final long unitsPerTickLot;
  private long now = Long.MIN_VALUE;
  private long minute = minuteOf(Long.MIN_VALUE);
  private long firstTicks;
  private long lastTicks;
  private long beforeTicks;

  /**
   * Nothing traded yet.
   *
   * @param unitsPerTickLot what one lot at one tick is worth, in units of the quote currency
   */
  public RollingTicker(long unitsPerTickLot) {
    this.unitsPerTickLot = unitsPerTickLot;
    for (int i = 0; i < ring.length; i++) {
      ring[i] = new MinuteTrades();
    }
  }

  /** A trade. */
  public void trade(long priceTicks, long lots, long timeMillis) {
    advance(timeMillis);
    long quoteUnits = Sums.quoteUnits(priceTicks, lots, unitsPerTickLot);
    MinuteTrades current = at(minute);
    current.trade(priceTicks, lots, quoteUnits);
    window.trade(priceTicks, lots, quoteUnits);
    if (now == minute * MINUTE_MILLIS) {
      current.wasOnTime();
    }
    firstTicks = firstTicks == 0 ? priceTicks : firstTicks;
    lastTicks = priceTicks;
  }

  /** It is that late. An earlier time changes nothing. */
  public void advance(long timeMillis) {
    now = Math.max(now, timeMillis);
    long newMinute = minuteOf(now);
    if (newMinute == minute) {
      return;
    }
    long passed = Math.min(newMinute - minute, ring.length);
    for (long i = 1; i <= passed; i++) {
      leave(at(minute + i));
    }
    minute = newMinute;
    sumUp();
  }

  private void leave(MinuteTrades oldest) {
    if (!oldest.isEmpty()) {
      beforeTicks = oldest.last();
      oldest.clear();
    }
  }

  private void sumUp() {
    window.clear();
    for (MinuteTrades trades : ring) {
      window.add(trades);
    }
  }

  /** How it stands; none before the first trade. */
  public Optional<Ticker> ticker() {
    if (lastTicks == 0) {
      return Optional.empty();
    }
    long high = window.isEmpty() ? lastTicks : window.high();
    long low = window.isEmpty() ? lastTicks : window.low();
    return Optional.of(
        new Ticker(lastTicks, reference(), high, low, window.lots(), window.quoteUnits(), now));
  }

  private long reference() {
    long onTime = at(minute - WINDOW_MINUTES).onTime();
    if (onTime != 0) {
      return onTime;
    }
    return beforeTicks != 0 ? beforeTicks : firstTicks;
  }

  private MinuteTrades at(long anyMinute) {
    return ring[(int) Math.floorMod(anyMinute, (long) ring.length)];
  }

  private static long minuteOf(long timeMillis) {
    return Math.floorDiv(timeMillis, MINUTE_MILLIS);
  }

  /** Writes all that {@link #readFrom} needs to go on the same. */
  public void writeTo(StateWriter state) {
    state.putLong(now).putLong(firstTicks).putLong(lastTicks).putLong(beforeTicks);
    int traded = 0;
    for (MinuteTrades trades : ring) {
      traded += trades.isEmpty() ? 0 : 1;
    }
    state.putInt(traded);
    for (int i = 0; i < ring.length; i++) {
      if (!ring[i].isEmpty()) {
        state.putInt(i);
        ring[i].writeTo(state);
      }
    }
  }

  /** Takes over what {@link #writeTo} wrote; what was here is forgotten. */
  public void readFrom(StateReader state) {
    now = state.getLong();
    minute = minuteOf(now);
    firstTicks = state.getLong();
    lastTicks = state.getLong();
    beforeTicks = state.getLong();
    for (MinuteTrades trades : ring) {
      trades.clear();
    }
    int traded = state.getCount();
    for (int i = 0; i < traded; i++) {
      int at = state.getInt();
      if (at < 0 || at >= ring.length) {
        throw new IllegalArgumentException(
            "minute: " + at + " (expected: 0.." + (ring.length - 1) + ")");
      }
      ring[at].readFrom(state);
    }
    sumUp();
  }
}
