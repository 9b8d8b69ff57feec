package dev.carillon.demo.market;

import dev.carillon.market.book.Side;
import dev.carillon.market.model.OrderState;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a maker believes to have in one side of a book, best first, and where quotes are missing or
 * too many. Prices in ticks; a distance is from the maker's centre, positive where a quote belongs.
 */
final class QuoteSide {
  /** In parts of the gap that belongs there: over it a quote is missing, under it one too many. */
  private static final double WIDE = 1.9;

  private static final double NARROW = 0.35;

  /** In parts of the nearest distance: a quote nearer than this is too near. */
  private static final double NEAR = 0.4;

  /** In parts of the farthest distance: a quote farther than this is too far. */
  static final double FAR = 1.12;

  private final Side side;
  private final List<Quote> quotes = new ArrayList<>();

  /** An order in the book. {@code filled}: lots of {@code quantity} that are known to be gone. */
  record Quote(long id, long price, long quantity, long filled) {
    static Quote of(OrderState order) {
      return new Quote(order.id(), order.terms().price(), order.terms().quantity(), order.filled());
    }
  }

  /** What there is to do, nearest first. {@code missing} are distances. */
  record Repair(List<Double> missing, List<Quote> spare) {}

  QuoteSide(Side side) {
    this.side = side;
  }

  Side side() {
    return side;
  }

  boolean isEmpty() {
    return quotes.isEmpty();
  }

  /** A quote: the best at 0, the last before 1. */
  Quote at(double share) {
    return quotes.get((int) (share * quotes.size()));
  }

  void clear() {
    quotes.clear();
  }

  void add(Quote quote) {
    int at = 0;
    while (at < quotes.size() && !isBetter(quote.price(), quotes.get(at).price())) {
      at++;
    }
    quotes.add(at, quote);
  }

  /** False: there is none. */
  boolean remove(long id) {
    return quotes.removeIf(quote -> quote.id() == id);
  }

  boolean hasPrice(long price) {
    return quotes.stream().anyMatch(quote -> quote.price() == price);
  }

  /** Forgets what can't be in a book whose best price is that; 0: it is empty. */
  void forgetBetterThan(long best) {
    while (!quotes.isEmpty() && (best == 0 || isBetter(quotes.getFirst().price(), best))) {
      quotes.removeFirst();
    }
  }

  /** Whether a price comes before another one in the book. */
  boolean isBetter(long price, long other) {
    return side == Side.BUY ? price > other : price < other;
  }

  double distance(double centre, long price) {
    return side == Side.BUY ? centre - price : price - centre;
  }

  /** The price at a distance, or the next one farther. */
  long price(double centre, double distance) {
    return side == Side.BUY
        ? (long) Math.floor(centre - distance)
        : (long) Math.ceil(centre + distance);
  }

  /** Quotes that the centre has come too near to. */
  List<Quote> tooNear(double centre, Spacing spacing) {
    int end = 0;
    while (end < quotes.size()
        && distance(centre, quotes.get(end).price()) < NEAR * spacing.nearest()) {
      end++;
    }
    return List.copyOf(quotes.subList(0, end));
  }

  /** The distance of the last quote; the nearest if there is none. */
  double last(double centre, Spacing spacing) {
    return quotes.isEmpty()
        ? spacing.nearest()
        : Math.max(spacing.nearest(), distance(centre, quotes.getLast().price()));
  }

  /** What is missing and what is too many, the former at most {@code most}. */
  Repair repair(double centre, Spacing spacing, int most, RandomGenerator random) {
    List<Double> missing = new ArrayList<>();
    List<Quote> spare = new ArrayList<>();
    double before = spacing.nearest() - spacing.gap(spacing.nearest());
    for (Quote quote : quotes) {
      double distance = distance(centre, quote.price());
      if (distance > FAR * spacing.farthest() || distance - before < NARROW * spacing.gap(before)) {
        spare.add(quote);
        continue;
      }
      before = close(before, distance, WIDE, new Gaps(spacing, most, missing, random));
      before = Math.max(before, distance);
    }
    close(before, spacing.farthest(), 1, new Gaps(spacing, most, missing, random));
    return new Repair(missing, spare);
  }

  /** Where missing quotes are written down, at most so many. */
  private record Gaps(Spacing spacing, int most, List<Double> missing, RandomGenerator random) {}

  /** Finds the distances between two quotes that are missing; returns the last one. */
  private static double close(double from, double to, double wide, Gaps gaps) {
    double at = from;
    while (to - at > wide * gaps.spacing().gap(at) && gaps.missing().size() < gaps.most()) {
      at += gaps.spacing().gap(at) * (0.8 + 0.4 * gaps.random().nextDouble());
      gaps.missing().add(at);
    }
    return at;
  }
}
