package dev.carillon.machine;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A machine with those who hear of it, and the number of the last command it has done. The
 * machine's thread.
 */
public final class LiveMachine<C, A, V> {
  private static final Logger LOG = LoggerFactory.getLogger(LiveMachine.class);

  private final Machine<C, A, V> machine;
  private final Feeds<?, V> feeds;
  private long sequence;

  public LiveMachine(Machine<C, A, V> machine, Feeds<?, V> feeds) {
    this.machine = machine;
    this.feeds = feeds;
  }

  public Machine<C, A, V> machine() {
    return machine;
  }

  /** The number of the record whose command was done last; 0: none was. */
  public long sequence() {
    return sequence;
  }

  /** The machine has taken over the state that the commands through that one led to. */
  public void startAt(long lastSequence) {
    sequence = lastSequence;
  }

  /**
   * Does the next command: first the answer, then the events.
   *
   * @throws CommandFailure when the machine fails; then it must not be used any more
   */
  public void apply(C command, long timeMillis, Consumer<A> asker) {
    A answer = done(command, timeMillis);
    sequence++;
    feeds.begin(sequence, timeMillis);
    answer(asker, answer);
    feeds.tell();
  }

  private A done(C command, long timeMillis) {
    try {
      return machine.apply(command, timeMillis);
    } catch (RuntimeException | StackOverflowError | AssertionError bug) {
      throw new CommandFailure(sequence + 1, command, bug);
    }
  }

  /** The next record's command is not done, and nobody hears of it. */
  public void leaveOut() {
    sequence++;
  }

  /** The machine has failed. */
  public void stopped() {
    feeds.stopped();
  }

  /** What waited has been done. */
  public void batchDone(long nowMillis) {
    feeds.batchDone(machine.view(), nowMillis);
  }

  /** When the first feed wants {@link #onTimer}, in milliseconds since 1970. */
  public long nextTimerMillis() {
    return feeds.nextTimerMillis();
  }

  /** Calls the feeds whose time has come. */
  public void onTimer(long nowMillis) {
    feeds.onTimer(machine.view(), nowMillis);
  }

  /** Gives an answer; a bug of whoever asked is theirs. Any thread. */
  public static <A> void answer(Consumer<A> asker, A answer) {
    try {
      asker.accept(answer);
    } catch (RuntimeException bug) {
      LOG.error("Whoever asked failed at the answer; what was done stands", bug);
    }
  }
}
