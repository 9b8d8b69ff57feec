package dev.carillon.desk.model;

/**
 * What an account is opened with.
 *
 * @param leverage 100 for 1:100
 * @param marginCallPercent margin level at which the owner is warned
 * @param stopOutPercent margin level at which positions are closed, the largest loss first
 */
public record AccountTerms(
    String currency,
    int leverage,
    MarginMode marginMode,
    int marginCallPercent,
    int stopOutPercent) {
  private static final int MAX_LEVERAGE = 10_000;

  /** A margin that can be counted times this can be counted. */
  private static final int MAX_PERCENT = 300;

  private static final int USUAL_MARGIN_CALL = 100;
  private static final int USUAL_STOP_OUT = 50;

  public AccountTerms {
    if (leverage <= 0 || leverage > MAX_LEVERAGE) {
      throw new IllegalArgumentException(
          "leverage: " + leverage + " (expected: 1.." + MAX_LEVERAGE + ")");
    }
    if (stopOutPercent < 0
        || marginCallPercent < stopOutPercent
        || marginCallPercent > MAX_PERCENT) {
      throw new IllegalArgumentException(
          "margin call and stop-out: %d, %d (expected: 0..%d, the first not below the second)"
              .formatted(marginCallPercent, stopOutPercent, MAX_PERCENT));
    }
  }

  /** Margin call at 100 %, stop-out at 50 %. */
  public static AccountTerms of(String currency, int leverage, MarginMode mode) {
    return new AccountTerms(currency, leverage, mode, USUAL_MARGIN_CALL, USUAL_STOP_OUT);
  }
}
