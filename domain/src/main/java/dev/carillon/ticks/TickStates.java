package dev.carillon.ticks;

import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** What is known of an instrument as bytes. */
public final class TickStates {
  private TickStates() {}

  /** Writes one. */
  public static void write(StateWriter to, TickState state) {
    Tick last = state.last();
    to.putLong(state.version());
    to.putLong(last.price()).putLong(last.quantity()).putLong(last.timeMillis());
    Day day = state.day();
    to.putLong(day.open()).putLong(day.high()).putLong(day.low()).putLong(day.close());
    to.putLong(day.volume()).putText(day.turnover().toString()).putLong(day.endsMillis());
    write(to, state.depth().buy());
    write(to, state.depth().sell());
  }

  private static void write(StateWriter to, List<Level> side) {
    to.putInt(side.size());
    for (Level level : side) {
      to.putLong(level.price()).putLong(level.quantity()).putLong(level.orders());
    }
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when that is none
   */
  public static TickState read(StateReader from) {
    long version = from.getLong();
    Tick last = new Tick(from.getLong(), from.getLong(), from.getLong());
    Day day =
        new Day(
            from.getLong(),
            from.getLong(),
            from.getLong(),
            from.getLong(),
            from.getLong(),
            new BigInteger(from.getRequiredText()),
            from.getLong());
    return new TickState(version, last, day, new Depth(side(from), side(from)));
  }

  private static List<Level> side(StateReader from) {
    List<Level> levels = new ArrayList<>();
    int count = from.getCount();
    for (int i = 0; i < count; i++) {
      levels.add(new Level(from.getLong(), from.getLong(), from.getLong()));
    }
    return levels;
  }

  /** One as an array of its own. */
  public static byte[] encode(TickState state) {
    StateWriter to = new StateWriter();
    write(to, state);
    return to.toBytes();
  }

  /** As {@link #read}. */
  public static TickState decode(byte[] bytes) {
    return read(new StateReader(bytes));
  }
}
