package dev.carillon.ticks;

import java.util.Comparator;

/**
 * Which of two states of an instrument is the newer one, for nodes that may have gone apart. Each
 * tick makes a state of the next version, and who takes a newer state from another goes on from
 * there: so the larger version knows of more. Of the same version the one with the later tick is
 * taken, then, so that all take the same, the one whose figures are larger.
 *
 * <p>Not the time of the tick alone: the tick that came last is the newest, whatever time it bears,
 * see {@link TickBook}.
 */
public final class Newer {
  private static final Comparator<TickState> ORDER =
      Comparator.comparingLong(TickState::version)
          .thenComparingLong(state -> state.last().timeMillis())
          .thenComparingLong(state -> state.last().price())
          .thenComparingLong(state -> state.last().quantity())
          .thenComparing(state -> state.day().turnover())
          .thenComparingInt(Newer::hash);

  private Newer() {}

  /** Whether {@code one} is newer than {@code other}; not when they are the same. */
  public static boolean is(TickState one, TickState other) {
    return ORDER.compare(one, other) > 0;
  }

  /** The same on all nodes: records of numbers and lists of them. */
  private static int hash(TickState state) {
    return 31 * state.day().hashCode() + state.depth().hashCode();
  }
}
