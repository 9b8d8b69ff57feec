package dev.carillon.demo.market;

import dev.carillon.demo.market.MarketPlan.Shape;

/** How a maker's quotes lie, in ticks from its centre. {@code slope}: gap per distance. */
record Spacing(double nearest, double firstGap, double slope, double farthest) {

  static Spacing of(Shape shape, double centre, double gapFactor) {
    double tick = centre / 10_000;
    return new Spacing(
        shape.nearest() * tick,
        shape.gap() * tick * gapFactor,
        shape.growth() * gapFactor,
        shape.farthest() * tick);
  }

  /** The gap that belongs behind a quote; at least a tick. */
  double gap(double distance) {
    return Math.max(1, firstGap + slope * Math.max(0, distance - nearest));
  }
}
