package dev.carillon.desk.books;

import java.util.List;

/**
 * Notices when a figure that rises reaches one of several thresholds: once for each crossing, and
 * again only after it was 5 points below. All in tenths of a percent.
 */
public final class Gauge {
  /** How far below a threshold it is armed again: 5 points. */
  private static final int HYSTERESIS = 50;

  /** 100 %. */
  public static final int FULL = 1_000;

  private final List<Integer> thresholds;

  /** How many of the thresholds are reached. */
  private int reached;

  Gauge(List<Integer> rising) {
    thresholds = rising;
  }

  /** Whether {@link #measure} would change anything. */
  public boolean moves(long value) {
    return (reached < thresholds.size() && value >= thresholds.get(reached))
        || (reached > 0 && value < thresholds.get(reached - 1) - HYSTERESIS);
  }

  /** The highest threshold that {@code value} has crossed now; 0: none. */
  public int measure(long value) {
    while (reached > 0 && value < thresholds.get(reached - 1) - HYSTERESIS) {
      reached--;
    }
    int before = reached;
    while (reached < thresholds.size() && value >= thresholds.get(reached)) {
      reached++;
    }
    return reached > before ? thresholds.get(reached - 1) : 0;
  }

  /** Armed as if nothing had been measured. */
  void reset() {
    reached = 0;
  }

  int reached() {
    return reached;
  }

  void restore(int count) {
    reached = count;
  }
}
