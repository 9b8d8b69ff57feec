package dev.carillon.desk.quote;

import java.util.List;

/** When a symbol is traded, by the wall clock of New York. */
public record Sessions(List<Window> windows) {
  private static final int DAY = 24 * 60;
  private static final int FIVE_PM = 17 * 60;

  /** Minutes of a week, which begins on Sunday at 00:00. */
  public static final int WEEK = 7 * DAY;

  /** Day and night, the weekend too. */
  public static final Sessions ALWAYS = new Sessions(List.of(new Window(0, WEEK)));

  /** Currencies: from Sunday 17:00 to Friday 17:00. */
  public static final Sessions FOREX =
      new Sessions(List.of(new Window(FIVE_PM, 5 * DAY + FIVE_PM)));

  /** Metals: as currencies, with a break from 17:00 to 18:00. */
  public static final Sessions METALS =
      new Sessions(List.of(evening(0), evening(1), evening(2), evening(3), evening(4)));

  /**
   * From one minute of the week to before another.
   *
   * @param from 0..10079
   * @param to more than {@code from}, at most 10080
   */
  public record Window(int from, int to) {
    public Window {
      if (from < 0 || to <= from || to > WEEK) {
        throw new IllegalArgumentException(
            "session: " + from + ".." + to + " (expected: minutes of a week, rising)");
      }
    }
  }

  public Sessions {
    windows = List.copyOf(windows);
  }

  private static Window evening(int day) {
    return new Window(day * DAY + FIVE_PM + 60, (day + 1) * DAY + FIVE_PM);
  }
}
