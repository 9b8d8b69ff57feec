package dev.carillon.core.bus;

import dev.carillon.core.topic.TopicPattern;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Carries publications to all nodes, this one included. Port: {@link LocalBus} keeps them on this
 * node. What every bus must do is written as tests in {@code BusContract}.
 */
public interface Bus extends AutoCloseable {

  /** Names the one listener of this node. Called once, before the first {@link #publish}. */
  void listen(BusListener listener);

  /**
   * Publishes. What one thread publishes reaches every listener in the order it was published,
   * across topics too; all listeners see one order for a topic. Any thread; does not block.
   *
   * @param logged whether it gets an {@link Offset}
   * @param receipt told once what became of it, on this thread or the bus's; must not block
   */
  void publish(Publication publication, boolean logged, Consumer<Receipt> receipt);

  /**
   * Runs {@code section} while no logged event is handed to the listener, so that a subscriber can
   * read the history and join the live stream without a gap between them. Keep it short. Any
   * thread; not from within another such section.
   */
  <T> T quiesced(Supplier<T> section);

  /** The newest offset given to a logged publication on this node; sequence 0 before the first. */
  Offset head();

  /**
   * Whether the listener was handed logged publications that have no offset yet, but will, or that
   * got it only a moment ago: until then nobody can be told what it missed.
   */
  default boolean hasUnplaced() {
    return false;
  }

  /**
   * Whether {@code place} is one that this node will come to: another node was quicker. Whoever has
   * all up to there lacks nothing.
   */
  default boolean isBehind(Offset place) {
    return false;
  }

  /**
   * Lets the listener of this node first have what was logged by any node before. Any thread; does
   * not block.
   *
   * @param then run once when it has, or when that can't be known now; on any thread, must be quick
   */
  default void whenNewest(Runnable then) {
    then.run();
  }

  /**
   * Whether whoever subscribes to {@code pattern} now hears all that is published elsewhere from
   * now on, as far as nodes can be reached. If not, the others are told to publish that for this
   * node too. Any thread; does not block.
   *
   * @param then if not: run once when it may be so, on any thread; ask again
   */
  default boolean isOpen(TopicPattern pattern, Runnable then) {
    return true;
  }

  /** This node has one more subscription, which is to hear what other nodes publish. Any thread. */
  default void subscribed(TopicPattern pattern) {}

  /** One of {@link #subscribed} has ended. Any thread. */
  default void unsubscribed(TopicPattern pattern) {}

  /** Whether publications reach the other nodes. */
  boolean healthy();

  @Override
  void close();
}
