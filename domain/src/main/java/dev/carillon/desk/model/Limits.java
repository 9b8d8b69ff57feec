package dev.carillon.desk.model;

/**
 * What an account allows itself. Money in cents of its currency; 0: no limit.
 *
 * <p>At 50, 80 and 100 % of a loss limit an alert is raised. At 100 % of the daily loss no order is
 * taken until the next trading day, at 100 % of the drawdown until the limit is set anew.
 *
 * @param dailyLoss since 17:00 in New York, of the equity
 * @param drawdown below the peak of the equity
 * @param exposure of all positions together, see {@link AccountState#exposure}
 * @param positions open at the same time, at most {@link #MOST_POSITIONS}
 * @param closePositions whether a loss limit that is reached also closes all positions and cancels
 *     all orders
 */
public record Limits(
    long dailyLoss, long drawdown, long exposure, int positions, boolean closePositions) {
  /** How many positions an account may have, whatever its limits say. */
  public static final int MOST_POSITIONS = 200;

  /** None but the greatest number of positions. */
  public static final Limits NONE = new Limits(0, 0, 0, 0, false);

  public Limits {
    if (dailyLoss < 0 || drawdown < 0 || exposure < 0 || positions < 0) {
      throw new IllegalArgumentException(
          "limits: %d, %d, %d, %d (expected: 0 or more)"
              .formatted(dailyLoss, drawdown, exposure, positions));
    }
  }
}
