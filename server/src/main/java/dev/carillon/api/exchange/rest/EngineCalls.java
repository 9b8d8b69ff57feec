package dev.carillon.api.exchange.rest;

import dev.carillon.engine.Engine;
import dev.carillon.http.Problem;
import dev.carillon.machine.Calls;
import dev.carillon.machine.history.Projector;
import dev.carillon.market.EngineView;
import dev.carillon.market.history.MarketHistory;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The engine and its history for those who can wait: on the virtual thread of a request. Each call
 * ends after a few seconds with a {@link Problem} 503.
 */
final class EngineCalls {
  private static final long LIMIT_MILLIS = 5_000;
  private static final long RETRY_SECONDS = 1;

  private final Calls<Command, Answer, EngineView> calls;
  private final Projector<?> projector;
  private final MarketHistory history;

  EngineCalls(Engine engine, Projector<?> projector, MarketHistory history) {
    this.calls = new Calls<>(engine, LIMIT_MILLIS);
    this.projector = projector;
    this.history = history;
  }

  /**
   * What the engine said.
   *
   * @param told the journal's number of the last command before it
   */
  private record Seen<T>(T value, long told) {}

  /**
   * What {@code reader} makes of the state, on the engine's thread; must be quick. It sees whatever
   * was answered before, by whichever node.
   */
  <T> T read(Function<EngineView, T> reader) {
    return see(reader).value();
  }

  /** As {@link #read}; after it, the history knows all that the reader saw. */
  <T> T readSettled(Function<EngineView, T> reader) {
    Seen<T> seen = see(reader);
    settle(seen.told());
    return seen.value();
  }

  /** What the engine finds; else what the history finds, once it knows all that the engine did. */
  <T> Optional<T> find(
      Function<EngineView, Optional<T>> live, Function<MarketHistory, Optional<T>> past) {
    Seen<Optional<T>> seen = see(live);
    if (seen.value().isPresent()) {
      return seen.value();
    }
    settle(seen.told());
    return past.apply(history);
  }

  /** The history, which lags behind the engine. */
  MarketHistory history() {
    return history;
  }

  /** The history once it knows all that was done until now. */
  MarketHistory settledHistory() {
    settle(see(EngineView::nowMillis).told());
    return history;
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

  /** Does all of them in their order; empty: no answer came in time. */
  List<Optional<Answer>> submitAll(List<? extends Command> commands) {
    return calls.submitAll(commands);
  }

  private <T> Seen<T> see(Function<EngineView, T> reader) {
    return calls
        .readNewest(view -> new Seen<>(reader.apply(view), projector.toldSequence()))
        .orElseThrow(EngineCalls::tooMuch);
  }

  private void settle(long told) {
    if (!projector.awaitStored(told, LIMIT_MILLIS)) {
      throw tooMuch();
    }
  }

  private static Problem tooMuch() {
    return Problem.unavailable("the exchange is overloaded or stopped, try again", RETRY_SECONDS);
  }
}
