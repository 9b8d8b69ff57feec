package dev.carillon.machine;

import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;

/**
 * A deterministic function of commands and their times: the same commands with the same times lead
 * to the same answers, events and state. On its agent's thread only.
 *
 * @param <C> commands
 * @param <A> answers
 * @param <V> what can be read of the state
 */
public interface Machine<C, A, V> {

  /**
   * Does something. What happens meanwhile goes into the {@link Feeds} that the machine was made
   * for.
   *
   * @param timeMillis milliseconds since 1970, never less than before
   */
  A apply(C command, long timeMillis);

  /** Shows the state as it is at each call. */
  V view();

  /** The latest time that a command had, in milliseconds since 1970. */
  long nowMillis();

  /** When {@link Commands#advance} is wanted, in milliseconds since 1970. */
  long nextDueMillis();

  /** Writes all that decides what the machine will do. */
  void writeTo(StateWriter out);

  /**
   * Takes over a state, once and before the first command.
   *
   * @throws IllegalArgumentException when the bytes are of another version, or make no sense
   */
  void readFrom(StateReader in);
}
