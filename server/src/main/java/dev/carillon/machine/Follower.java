package dev.carillon.machine;

/**
 * Whoever keeps the events of a machine, at a pace of its own. What it has not kept yet must be
 * made again by the next start, so journal and snapshots go back that far. Any thread.
 */
public interface Follower {

  /** Nobody keeps events. */
  Follower NONE =
      new Follower() {
        @Override
        public long storedSequence() {
          return Long.MAX_VALUE;
        }

        @Override
        public boolean isBehind() {
          return false;
        }
      };

  /** The journal's number of the last command whose events are kept. */
  long storedSequence();

  /** Whether so much waits that the machine should take no more commands. */
  boolean isBehind();
}
