package dev.carillon.machine;

/** Who counts what a machine does. Must not block and must not throw. */
public interface MachineCounts {

  /** Counts nothing. */
  MachineCounts NONE = new MachineCounts() {};

  /**
   * A batch is journaled and applied, all answers are given and all events told. The machine's
   * thread.
   *
   * @param forceNanos until its commands were durable
   * @param applyNanos from then on
   * @param waiting how much waits for the next one
   */
  default void batchDone(int commands, long forceNanos, long applyNanos, int waiting) {}

  /** A command or a read was not taken, because too much waited. Any thread. */
  default void refused() {}

  /**
   * A snapshot is on the disk. Any thread, but one at a time.
   *
   * @param sequence of the last record in it
   */
  default void snapshotWritten(long sequence, long sizeBytes, long nanos) {}

  /** A snapshot could not be written; the one before is still there. Any thread. */
  default void snapshotFailed() {}
}
