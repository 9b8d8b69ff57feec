package dev.carillon.demo.desk;

/**
 * How lively the currency market is at an hour of the day: London and New York together are the
 * busiest, the hour of the roll is the quietest. On a day of the weekend, when the demo's desk may
 * be open too, it is as on any other.
 *
 * @param stepMillis from one step of the prices to the next
 * @param spread how wide quotes are, as a multiple of the usual
 */
record Hours(int stepMillis, double spread) {
  private static final long HOUR_MILLIS = 3_600_000;
  private static final int HOURS = 24;

  private static final Hours ASIA = new Hours(400, 1.4);
  private static final Hours LONDON = new Hours(220, 1.0);
  private static final Hours LONDON_AND_NEW_YORK = new Hours(160, 0.9);
  private static final Hours NEW_YORK = new Hours(250, 1.1);
  private static final Hours ROLL = new Hours(600, 2.5);

  private static final int LONDON_OPENS = 7;
  private static final int NEW_YORK_OPENS = 12;
  private static final int LONDON_CLOSES = 16;
  private static final int NEW_YORK_CLOSES = 21;

  /** Those of a time, in milliseconds since 1970. */
  static Hours at(long millis) {
    int hour = (int) Math.floorMod(Math.floorDiv(millis, HOUR_MILLIS), (long) HOURS);
    if (hour < LONDON_OPENS || hour > NEW_YORK_CLOSES) {
      return ASIA;
    }
    if (hour < NEW_YORK_OPENS) {
      return LONDON;
    }
    if (hour < LONDON_CLOSES) {
      return LONDON_AND_NEW_YORK;
    }
    return hour < NEW_YORK_CLOSES ? NEW_YORK : ROLL;
  }
}
