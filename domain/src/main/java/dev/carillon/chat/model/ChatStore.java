package dev.carillon.chat.model;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where the chat is kept. Port; any thread; may block but where it says otherwise.
 *
 * <p>All methods may throw {@link java.util.concurrent.RejectedExecutionException} when the store
 * is overloaded or closed: nothing was written, and the same later may pass.
 */
public interface ChatStore {

  /**
   * Runs the work in one transaction and returns its answer when that is durable: it survives kill
   * -9 and loss of power.
   *
   * <p>Works run one after the other as far as they touch the same channel, and {@code onCommit} is
   * called for each in the order of the commits, after the commit and before this method returns,
   * on whatever thread commits: it must be quick and must not write to the store. An exception from
   * it is logged and changes nothing. A work that throws is undone and its {@code onCommit} is not
   * called.
   */
  <T> T write(Function<ChatTransaction, T> work, Consumer<? super T> onCommit);

  /**
   * As {@link #write}, but returns as soon as the work has its place: works that one thread submits
   * run in the order of their submission. Does not block, and holds the caller for microseconds.
   *
   * @param onFailure called instead of {@code onCommit}, in its turn, with what {@code write} would
   *     have thrown
   */
  <T> void submit(
      Function<ChatTransaction, T> work,
      Consumer<? super T> onCommit,
      Consumer<? super RuntimeException> onFailure);

  /** Runs the work on one consistent state of all that is committed. */
  <T> T read(Function<ChatReader, T> work);
}
