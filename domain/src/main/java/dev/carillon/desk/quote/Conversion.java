package dev.carillon.desk.quote;

import java.util.List;

/**
 * How amounts of one currency become amounts of another at the live quotes: by no quote, by one, or
 * by two with US dollars between. A profit is converted at the bid of its currency, a loss at the
 * ask (markets.md 3.1), which is what the client would get and pay.
 */
public final class Conversion {
  /** From a currency into the same. */
  static final Conversion NONE = new Conversion(List.of());

  private final List<Leg> legs;

  /**
   * One quote on the way.
   *
   * @param inverse the quote's currency becomes its base: divided, not multiplied
   */
  record Leg(Quote quote, boolean inverse) {}

  Conversion(List<Leg> legs) {
    this.legs = List.copyOf(legs);
  }

  /** The quotes on which it depends. */
  public List<Quote> quotes() {
    return legs.stream().map(Leg::quote).toList();
  }

  /** The rate for a profit, as it is now. */
  public Rate bid() {
    long multiply = 1;
    long divide = 1;
    for (Leg leg : legs) {
      multiply *= leg.inverse ? leg.quote.pointsPerUnit() : leg.quote.bid();
      divide *= leg.inverse ? leg.quote.ask() : leg.quote.pointsPerUnit();
    }
    return new Rate(multiply, divide);
  }

  /** The rate for a loss, as it is now. */
  public Rate ask() {
    long multiply = 1;
    long divide = 1;
    for (Leg leg : legs) {
      multiply *= leg.inverse ? leg.quote.pointsPerUnit() : leg.quote.ask();
      divide *= leg.inverse ? leg.quote.bid() : leg.quote.pointsPerUnit();
    }
    return new Rate(multiply, divide);
  }

  /** A rate as a ratio. Two prices and two powers of ten: both terms fit a long. */
  public record Rate(long multiply, long divide) {
    /** One for one. */
    public static final Rate ONE = new Rate(1, 1);
  }
}
