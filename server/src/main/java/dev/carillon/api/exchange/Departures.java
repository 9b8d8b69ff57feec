package dev.carillon.api.exchange;

import dev.carillon.engine.Engine;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command.CancelConnection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Ends the orders that were to end with their connection. An engine that has no room for that now,
 * or that nobody leads, is asked again: nobody else will. Any thread.
 */
final class Departures {
  private final Engine engine;
  private final Queue<CancelConnection> waiting = new ConcurrentLinkedQueue<>();

  Departures(Engine engine) {
    this.engine = engine;
  }

  void left(CancelConnection command) {
    engine.submit(
        command,
        answer -> {
          if (answer instanceof Answer.Refused) {
            waiting.add(command);
          }
        });
  }

  /** Asks again for those that are waiting now. */
  void again() {
    for (int i = waiting.size(); i > 0; i--) {
      CancelConnection command = waiting.poll();
      if (command != null) {
        left(command);
      }
    }
  }
}
