package dev.carillon.demo.market;

/**
 * How closely time is simulated.
 *
 * @param stepMillis what passes from one step to the next
 * @param makerCommands how many commands all makers may give in a step
 * @param takers which share of the takers come
 * @param size how much larger orders are
 * @param gap how much wider the makers' quotes lie apart
 * @param resized how many quotes are given another size in a step
 */
record Pace(
    int stepMillis, int makerCommands, double takers, double size, double gap, int resized) {
  /** As it is done live: about 100 commands and 20 trades a second. */
  static final Pace LIVE = new Pace(100, 8, 1, 1, 1, 4);

  /** The past, of which the candles matter: few, but large orders. */
  static final Pace COARSE = new Pace(15_000, 400, 1 / 36.0, 24, 4, 0);

  /** The end of the past, that leaves books as live ones. */
  static final Pace FINE = new Pace(200, 1_500, 1, 1, 1, 4);
}
