package dev.carillon.demo.ticks;

import dev.carillon.ticks.Arrival;
import dev.carillon.ticks.Day;
import dev.carillon.ticks.Depth;
import dev.carillon.ticks.Instrument;
import dev.carillon.ticks.Level;
import dev.carillon.ticks.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Prices that move like prices: small steps, larger ones now and then, never far from where they
 * began; some instruments tick several times a second, some once in ten seconds. The same seed
 * gives the same prices. For one thread at a time.
 */
final class TickSimulation {
  private static final double MOST_PER_SECOND = 4;
  private static final double FEWEST_PER_SECOND = 0.1;
  private static final long LOWEST_PRICE = 5_000;
  private static final double PRICE_SPAN = 100;

  /** A price falls back by so much of its distance from where it began, at each tick. */
  private static final double RETURN = 0.002;

  /** A usual step, as a part of the price. */
  private static final double STEP = 0.000_3;

  private final SplittableRandom random;
  private final List<Quoted> quoted = new ArrayList<>();

  /** One instrument. */
  private static final class Quoted {
    private final int place;
    private final long stepUnits;
    private final double perSecond;
    private final long basePrice;
    private long price;

    Quoted(int place, long stepUnits, double perSecond, long price) {
      this.place = place;
      this.stepUnits = stepUnits;
      this.perSecond = perSecond;
      this.basePrice = price;
      this.price = price;
    }
  }

  TickSimulation(long seed) {
    random = new SplittableRandom(seed);
  }

  /** One more instrument. */
  void add(int place, Instrument instrument) {
    long step = instrument.steps().tickUnits();
    long price = basePrice(instrument.token());
    double rate =
        FEWEST_PER_SECOND * Math.pow(MOST_PER_SECOND / FEWEST_PER_SECOND, random.nextDouble());
    quoted.add(new Quoted(place, step, rate, rounded(price, step)));
  }

  /** The document shows two prices. */
  private long basePrice(String token) {
    long any = (long) (LOWEST_PRICE * Math.pow(PRICE_SPAN, random.nextDouble()));
    return switch (token) {
      case "22" -> 220_800;
      case "2442" -> 24_295;
      default -> any;
    };
  }

  /** The first tick of each. */
  List<Arrival> begin(long nowMillis) {
    return quoted.stream().map(one -> arrival(one, nowMillis)).toList();
  }

  /** What happens in the next {@code millis}. */
  List<Arrival> step(long millis, long nowMillis) {
    List<Arrival> arrivals = new ArrayList<>();
    for (Quoted one : quoted) {
      if (random.nextDouble() < one.perSecond * millis / 1_000) {
        move(one);
        arrivals.add(arrival(one, nowMillis));
      }
    }
    return arrivals;
  }

  private void move(Quoted one) {
    double jump = random.nextInt(50) == 0 ? 5 : 1;
    double change = random.nextGaussian() * STEP * jump * one.price;
    double back = (one.basePrice - one.price) * RETURN;
    one.price =
        Math.max(one.stepUnits, rounded(Math.round(one.price + change + back), one.stepUnits));
  }

  private Arrival arrival(Quoted one, long nowMillis) {
    long quantity = 1 + (long) Math.floor(-Math.log(1 - random.nextDouble()) * 80);
    long spread = one.stepUnits * (1 + random.nextLong(2));
    Depth depth =
        new Depth(
            side(one.price - spread, -one.stepUnits), side(one.price + spread, one.stepUnits));
    return new Arrival(
        one.place, new Tick(one.price, quantity, nowMillis), Day.Stated.NOTHING, depth);
  }

  private List<Level> side(long best, long step) {
    List<Level> levels = new ArrayList<>(Depth.LEVELS);
    for (int i = 0; i < Depth.LEVELS && best + step * i > 0; i++) {
      long orders = 1 + random.nextLong(20);
      levels.add(new Level(best + step * i, orders * (1 + random.nextLong(200)), orders));
    }
    return levels;
  }

  private static long rounded(long price, long step) {
    return Math.max(step, Math.round((double) price / step) * step);
  }
}
