package dev.carillon.bench.book;

/** A matching book that can run commands. One use: it starts empty. */
interface Contestant {
  /** Runs the commands from one to before another. */
  void run(Commands commands, int from, int to);

  /** What it said so far. */
  Tally tally();

  /**
   * Trades, the lots and ticks × lots that traded, which must be the same of all; and how much else
   * it said, which is its own affair.
   */
  record Tally(long trades, long lots, long turnover, long others) {}
}
