package dev.carillon.ticks;

import org.jspecify.annotations.Nullable;

/**
 * A tick that came for an instrument.
 *
 * @param place of the instrument among the {@link Instruments}
 * @param stated what the feed says of the day beside it
 * @param depth the book after it; null: nothing is said of it
 */
public record Arrival(int place, Tick tick, Day.Stated stated, @Nullable Depth depth) {

  /** A tick alone. */
  public static Arrival of(int place, Tick tick) {
    return new Arrival(place, tick, Day.Stated.NOTHING, null);
  }
}
