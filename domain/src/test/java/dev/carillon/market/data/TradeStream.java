package dev.carillon.market.data;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A random market and its clock: trades and mere moments, some from the past, some much later. */
final class TradeStream {
  private static final long MINUTE = 60_000;
  private static final long DAY = 24 * 60 * MINUTE;

  /** What happens next; a price of 0: nothing but the time. */
  record Step(long priceTicks, long lots, long timeMillis) {
    boolean isTrade() {
      return priceTicks > 0;
    }
  }

  private TradeStream() {}

  static List<Step> of(RandomGenerator random, int count) {
    List<Step> steps = new ArrayList<>();
    long now = 1_672_531_200_000L + random.nextLong(40 * DAY);
    long price = random.nextLong(1, 1_000);
    for (int i = 0; i < count; i++) {
      now = later(random, now);
      price = Math.max(1, price + random.nextInt(-20, 21));
      long time = random.nextInt(8) == 0 ? now - random.nextLong(2 * DAY) : now;
      boolean isTrade = random.nextInt(4) > 0;
      steps.add(new Step(isTrade ? price : 0, 1 + random.nextInt(1_000), time));
    }
    return steps;
  }

  private static long later(RandomGenerator random, long now) {
    return switch (random.nextInt(40)) {
      case 0 -> now + DAY + random.nextLong(-2 * MINUTE, 2 * MINUTE);
      case 1 -> now + random.nextLong(3 * DAY);
      case 2, 3, 4 -> now - now % MINUTE + MINUTE * (1 + random.nextInt(120));
      case 5, 6, 7 -> now - now % MINUTE + MINUTE - 1;
      case 8, 9 -> now + random.nextLong(2 * 60 * MINUTE);
      case 10, 11, 12 -> now;
      default -> now + random.nextLong(MINUTE / 2);
    };
  }
}
