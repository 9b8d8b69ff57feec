package dev.carillon.machine;

import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;

/**
 * A machine's commands as bytes, and the answers to those that never reach it. Any thread.
 *
 * @param <C> commands
 * @param <A> answers
 */
public interface Commands<C, A> {

  /**
   * A command with its time.
   *
   * @param timeMillis milliseconds since 1970
   */
  record Timed<C>(C command, long timeMillis) {}

  /** Appends a command to {@code out}. */
  void encode(StateWriter out, C command, long timeMillis);

  /**
   * Reads a command.
   *
   * @throws IllegalArgumentException when the bytes are of a newer version, or no command
   */
  Timed<C> decode(StateReader in);

  /** The command by which nothing but time passes. */
  C advance();

  /** The answer when so much waits that no more is taken; the same later may pass. */
  A busy();

  /**
   * The answer when the machine has stopped; whether a command was done shows when it runs again.
   */
  A unavailable();

  /** The answer to a command that is longer than any record of a journal may be. */
  A tooLong(int maxBytes);
}
