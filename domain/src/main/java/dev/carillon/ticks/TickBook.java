package dev.carillon.ticks;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The newest of each instrument, by its place among the {@link Instruments}. For one thread at a
 * time.
 *
 * <p>The tick that came last is the newest, whatever time it bears: feeds correct themselves, and
 * recordings are played again. One that bears the time of another trading day begins that day.
 */
public final class TickBook {
  private static final long DAY_MILLIS = 86_400_000L;

  private final TradingDay days;
  private @Nullable TickState[] states = new TickState[64];

  public TickBook(TradingDay days) {
    this.days = days;
  }

  /**
   * A trade has happened.
   *
   * @return what is known now
   */
  public TickState apply(Arrival arrival) {
    Tick tick = arrival.tick();
    TickState before = at(arrival.place());
    Day day;
    if (before == null) {
      day = Day.beginning(tick, Day.UNKNOWN, days.endAfter(tick.timeMillis()));
    } else if (isOf(before.day(), tick.timeMillis())) {
      day = before.day().after(tick);
    } else {
      day = Day.beginning(tick, before.last().price(), days.endAfter(tick.timeMillis()));
    }
    TickState now =
        new TickState(
            before == null ? 1 : before.version() + 1,
            tick,
            arrival.stated().equals(Day.Stated.NOTHING) ? day : day.corrected(arrival.stated()),
            depth(arrival, before));
    put(arrival.place(), now);
    return now;
  }

  private static Depth depth(Arrival arrival, @Nullable TickState before) {
    Depth said = arrival.depth();
    if (said != null) {
      return said;
    }
    return before == null ? Depth.UNKNOWN : before.depth();
  }

  /** As it was known before, of a place that no tick has come for. */
  public void restore(int place, TickState known) {
    put(place, known);
  }

  /** What is known; null: no tick has come. */
  public @Nullable TickState at(int place) {
    return place < states.length ? states[place] : null;
  }

  private boolean isOf(Day day, long millis) {
    long ends = day.endsMillis();
    // Days with a change of the clock last an hour more or less: asked exactly near the edges.
    if (millis >= ends || millis < ends - DAY_MILLIS + 7_200_000L) {
      return days.endAfter(millis) == ends;
    }
    return true;
  }

  private void put(int place, TickState state) {
    if (place >= states.length) {
      states = Arrays.copyOf(states, Math.max(place + 1, states.length * 2));
    }
    states[place] = state;
  }
}
