package dev.carillon.engine;

import dev.carillon.market.EngineListener;
import dev.carillon.market.EngineView;

/**
 * Who is told what the engine does. Called on the engine's thread, also for what is done again
 * after a start; must not block and must not throw.
 *
 * <p>For each command: {@link #begin}, then what the listener's methods tell. The answer to whoever
 * asked was given between the two. At the end of each batch of commands: {@link #batchDone}.
 */
public interface EngineFeed extends EngineListener {

  /**
   * A command follows.
   *
   * @param sequence its number in the journal
   * @param timeMillis its time, milliseconds since 1970
   */
  void begin(long sequence, long timeMillis);

  /** All commands that were waiting have been told: books are uncrossed. */
  void batchDone(EngineView view, long nowMillis);

  /** When {@link #onTimer} is wanted, in milliseconds since 1970; {@link Long#MAX_VALUE}: not. */
  long nextTimerMillis();

  /** The time that was wanted has come; may be a little late, and called once too often. */
  void onTimer(EngineView view, long nowMillis);
}
