package dev.carillon.replay.recording;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The time of a replay, and waiting in it. */
interface Pace {

  /** Milliseconds since an arbitrary moment. */
  long nowMillis();

  /** Blocks for so long. */
  void pause(long millis);

  /** That of this machine. */
  Pace REAL =
      new Pace() {
        @Override
        public long nowMillis() {
          return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        }

        @Override
        public void pause(long millis) {
          long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
          for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
          }
        }
      };
}
