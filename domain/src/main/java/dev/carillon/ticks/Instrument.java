package dev.carillon.ticks;

import java.util.regex.Pattern;

/**
 * What is traded.
 *
 * @param token its number as text: unique, never used again for another
 * @param exchange where it is traded, such as {@code NSE}
 * @param symbol what traders call it, such as {@code RELIANCE}; unique on its exchange by custom
 * @param name what people call it; may be empty
 * @param steps how its prices and quantities are counted
 * @param contract what it is
 */
public record Instrument(
    String token, String exchange, String symbol, String name, Steps steps, Contract contract) {
  private static final Pattern TOKEN = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final int MAX_CHARS = 200;

  /** Checks that it can be shown and found. */
  public Instrument {
    require(isToken(token), "token", token, "a number of at most 18 digits");
    requireText("exchange", exchange, 1);
    requireText("symbol", symbol, 1);
    requireText("name", name, 0);
  }

  /**
   * How prices and quantities are counted. A price is a whole number of units: with two decimals,
   * of paise.
   *
   * @param tickUnits the smallest step of a price, in units
   * @param lotSize the smallest quantity of an order
   * @param decimals how many decimals of the currency a unit is, 0 to 8
   */
  public record Steps(long tickUnits, long lotSize, int decimals) {
    /** A price in paise, by steps of five, any number of pieces: as most shares have it. */
    public static final Steps SHARES = new Steps(5, 1, 2);

    /** Checks the ranges. */
    public Steps {
      require(tickUnits > 0, "tick size", tickUnits, "more than 0");
      require(lotSize > 0, "lot size", lotSize, "more than 0");
      require(decimals >= 0 && decimals <= 8, "price decimals", decimals, "0..8");
    }
  }

  /**
   * What an instrument is, in the words of the brokers' lists.
   *
   * @param type such as {@code EQ}, {@code FUT}, {@code CE}
   * @param segment such as {@code NSE}, {@code NFO-FUT}
   * @param expiry a date as text; empty: never
   * @param strike a price as text; {@code 0}: none
   */
  public record Contract(String type, String segment, String expiry, String strike) {
    /** Checks that the texts can be shown. */
    public Contract {
      requireText("type", type, 0);
      requireText("segment", segment, 0);
      requireText("expiry", expiry, 0);
      requireText("strike", strike, 0);
    }

    /** A share. */
    public static Contract share(String exchange) {
      return new Contract("EQ", exchange, "", "0");
    }
  }

  /** Whether a text can be the number of an instrument. */
  public static boolean isToken(String text) {
    return TOKEN.matcher(text).matches();
  }

  private static void requireText(String name, String value, int min) {
    boolean fits = value.length() >= min && value.length() <= MAX_CHARS;
    require(
        fits && value.chars().noneMatch(Character::isISOControl),
        name,
        value,
        min + " to " + MAX_CHARS + " characters of one line");
  }

  private static void require(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
    }
  }
}
