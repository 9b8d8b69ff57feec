package dev.carillon.bench.book;

import java.util.random.RandomGenerator;

/** How many orders rest, and how far from the middle their prices are. */
enum Mix {
  /** About 750 price levels. */
  R1K(1_000, 400, 1),
  R4K(4_000, 600, 1),
  R10K(10_000, 1_000, 1),
  R40K(40_000, 2_000, 1),
  /** 40,000 orders in 90 levels of a middle that stands still: long queues. */
  STATIC(40_000, 45, 0),
  /** Hardly two orders at one price: as many levels as orders. */
  SPARSE(40_000, 500_000_000, 0);

  private static final long MIDDLE = 1_000_000_000;

  private final int resting;
  private final int width;
  private final int drift;

  Mix(int resting, int width, int drift) {
    this.resting = resting;
    this.width = width;
    this.drift = drift;
  }

  int resting() {
    return resting;
  }

  long middle() {
    return MIDDLE;
  }

  /** Where the middle goes with one command: a tick up or down, once in 200. */
  long drift(RandomGenerator random) {
    return random.nextInt(200) == 0 ? random.nextInt(-1, 2) * (long) drift : 0;
  }

  /** Ticks from the middle: a bell in a market that moves, else anywhere. */
  long distance(RandomGenerator random) {
    return drift == 0
        ? 1 + random.nextInt(width)
        : 1 + (long) Math.abs(random.nextGaussian() * width);
  }
}
