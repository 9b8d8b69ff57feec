package dev.carillon.machine;

/**
 * Who is told what a machine does; a machine's own kind of feed adds what can happen. Called on the
 * machine's thread, also for what is done again after a start; must not block and must not throw.
 *
 * <p>For each command: {@link #begin}, then what happened. The answer to whoever asked was given
 * between the two. At the end of each batch of commands: {@link #batchDone}.
 *
 * @param <V> what can be read of the state
 */
public interface Feed<V> {

  /**
   * A command follows.
   *
   * @param sequence its number in the journal
   * @param timeMillis its time, milliseconds since 1970
   */
  void begin(long sequence, long timeMillis);

  /** All commands that were waiting have been told. */
  void batchDone(V view, long nowMillis);

  /**
   * The machine has failed in the middle of a batch, and does nothing any more: what was told until
   * then must not be held back.
   */
  default void stopped() {}

  /** When {@link #onTimer} is wanted, in milliseconds since 1970; {@link Long#MAX_VALUE}: not. */
  long nextTimerMillis();

  /** The time that was wanted has come; may be a little late, and called once too often. */
  void onTimer(V view, long nowMillis);
}
