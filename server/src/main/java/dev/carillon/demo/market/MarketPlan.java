package dev.carillon.demo.market;

import dev.carillon.market.model.Pair;
import java.util.List;

/**
 * How one pair is simulated.
 *
 * @param takersPerSecond how many orders a second take from its book
 * @param takerSize the median of what they take, in the base currency
 * @param makers who quotes it
 */
record MarketPlan(Pair pair, double takersPerSecond, double takerSize, List<Maker> makers) {

  /**
   * One who quotes both sides of the pair, and trades nothing else.
   *
   * @param base what it has of the base currency, about
   * @param quote what it has of the quote currency, about
   */
  record Maker(String owner, Shape shape, double base, double quote) {}

  /**
   * How a maker's quotes lie: distances from the fair price, in 1/10,000 of it.
   *
   * @param nearest of the first quote
   * @param gap between the first quotes
   * @param growth by how much the gap grows, per distance
   * @param farthest of the last quote
   * @param size of a quote at the front, in the base currency
   * @param deepening how many times that size the last quote is, in addition
   */
  record Shape(
      double nearest, double gap, double growth, double farthest, double size, double deepening) {}

  /** An amount of the base currency, in lots; at least one. */
  long lots(double base) {
    return Math.max(1, Math.round(base * Plans.UNITS / pair.scale().lotUnits()));
  }

  /** A price in the quote currency, in ticks. */
  double ticks(double price) {
    double ticks = price / pair.scale().tickUnits();
    for (int i = 0; i < pair.scale().priceDecimals(); i++) {
      ticks *= 10;
    }
    return ticks;
  }

  /** A price in ticks, in the quote currency. */
  double price(long ticks) {
    return ticks / ticks(1);
  }
}
