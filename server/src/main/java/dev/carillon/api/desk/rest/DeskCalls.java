package dev.carillon.api.desk.rest;

import dev.carillon.desk.DeskView;
import dev.carillon.desk.history.DeskHistory;
import dev.carillon.desk.model.Answer;
import dev.carillon.desk.model.Command;
import dev.carillon.deskengine.DeskEngine;
import dev.carillon.http.Problem;
import dev.carillon.machine.Calls;
import dev.carillon.machine.history.Projector;
import java.util.function.Function;

/**
 * The desk and its history for those who can wait: on the virtual thread of a request. Each call
 * ends after a few seconds with a {@link Problem} 503.
 */
final class DeskCalls {
  private static final long LIMIT_MILLIS = 5_000;
  private static final long RETRY_SECONDS = 1;

  private final Calls<Command, Answer, DeskView> calls;
  private final Projector<?> projector;
  private final DeskHistory history;

  DeskCalls(DeskEngine engine, Projector<?> projector, DeskHistory history) {
    this.calls = new Calls<>(engine, LIMIT_MILLIS);
    this.projector = projector;
    this.history = history;
  }

  /**
   * What {@code reader} makes of the state, on the desk's thread; must be quick. It sees whatever
   * was answered before, by whichever node.
   */
  <T> T read(Function<DeskView, T> reader) {
    return calls.readNewest(reader).orElseThrow(DeskCalls::tooMuch);
  }

  /** The history once it knows all that was done until now. */
  DeskHistory settledHistory() {
    long told = read(_ -> projector.toldSequence());
    if (!projector.awaitStored(told, LIMIT_MILLIS)) {
      throw tooMuch();
    }
    return history;
  }

  private static Problem tooMuch() {
    return Problem.unavailable("the desk is overloaded or stopped, try again", RETRY_SECONDS);
  }

  /** Does what is asked; the answer comes when it is durable. */
  Answer submit(Command command) {
    return calls
        .submit(command)
        .orElseThrow(() ->
            Problem.unavailable(
                "no answer in time; it may have been done: the same Idempotency-Key tells",
                RETRY_SECONDS));
  }

  /** An answer that no such command has: a bug. */
  static IllegalStateException unexpected(Answer answer) {
    return new IllegalStateException("the desk answered " + answer.getClass().getSimpleName());
  }
}
