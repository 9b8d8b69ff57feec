package dev.carillon.engine;

import dev.carillon.market.EngineView;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import java.util.function.Consumer;

/** What waits for the engine. */
sealed interface Waiting {

  /** Something to be done, and who wants to know what came of it. */
  record Submission(Command command, Consumer<Answer> asker) implements Waiting {}

  /** Something to be read. */
  record Reading(Consumer<EngineView> reader) implements Waiting {}
}
