package dev.carillon.engine;

import dev.carillon.market.EngineListener;
import dev.carillon.market.MatchingEngine;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The market's engine with those who hear of it, and the number of the last command it has done.
 * Engine's thread.
 */
final class LiveEngine {
  private static final Logger LOG = LoggerFactory.getLogger(LiveEngine.class);

  private final Feeds feeds;
  private final MatchingEngine engine;
  private long sequence;

  LiveEngine(Function<EngineListener, MatchingEngine> engines, List<EngineFeed> feeds) {
    this.feeds = new Feeds(feeds);
    this.engine = engines.apply(this.feeds);
  }

  MatchingEngine engine() {
    return engine;
  }

  Feeds feeds() {
    return feeds;
  }

  /** The number of the record whose command was done last; 0: none was. */
  long sequence() {
    return sequence;
  }

  /** The engine has taken over the state that the commands through that one led to. */
  void startAt(long lastSequence) {
    sequence = lastSequence;
  }

  /** Does the next command: first the answer, then the events. */
  void apply(Command command, long timeMillis, Consumer<Answer> asker) {
    Answer answer = engine.apply(command, timeMillis);
    sequence++;
    feeds.begin(sequence, timeMillis);
    answer(asker, answer);
    feeds.tell();
  }

  /** Gives an answer; a bug of whoever asked is theirs. Any thread. */
  static void answer(Consumer<Answer> asker, Answer answer) {
    try {
      asker.accept(answer);
    } catch (RuntimeException bug) {
      LOG.error("Whoever asked the engine failed at the answer; what was done stands", bug);
    }
  }
}
