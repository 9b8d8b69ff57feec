package dev.carillon.deskengine;

import dev.carillon.desk.quote.Sessions;
import dev.carillon.desk.quote.Symbol;
import dev.carillon.desk.quote.Symbol.Contract;
import dev.carillon.desk.quote.Symbol.Costs;
import java.util.List;

/**
 * What a desk trades as it is set up: seven pairs with dollars, gold, and two crosses, with figures
 * as they are usual.
 */
public final class UsualSymbols {
  /** Each side of 0.1 lot costs 0.50, as in the document. */
  private static final long COMMISSION = 500;

  /**
   * An account that counts in {@code BASE_UNITS} takes an ounce of gold for one of its currency,
   * though it is worth some thousands: so 2,000 times the margin is asked. For an account that
   * converts this is far too much, which is the safe side.
   */
  private static final Contract GOLD = new Contract(100, 1, 1, 10_000, 200_000);

  /** Those with dollars first, then the crosses; in their real sessions. */
  public static final List<Symbol> ALL =
      List.of(
          pair("EURUSD", 5, -720, 350),
          pair("GBPUSD", 5, -310, -240),
          pair("USDJPY", 3, 910, -1_880),
          new Symbol(
              "XAUUSD",
              "XAU",
              "USD",
              2,
              GOLD,
              new Costs(COMMISSION, -2_950, 1_120),
              Sessions.METALS),
          pair("USDCHF", 5, 560, -1_050),
          pair("AUDUSD", 5, -240, 20),
          pair("USDCAD", 5, 80, -420),
          pair("NZDUSD", 5, -130, -60),
          pair("EURGBP", 5, -480, 120),
          pair("EURJPY", 3, 430, -1_340));

  private UsualSymbols() {}

  private static Symbol pair(String name, int digits, long swapLong, long swapShort) {
    return Symbol.pair(name, digits)
        .with(new Costs(COMMISSION, swapLong, swapShort))
        .with(Sessions.FOREX);
  }
}
