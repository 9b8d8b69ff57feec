package dev.carillon.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A machine for those who can wait, such as the virtual thread of a request: each call blocks until
 * the machine has answered, for so long at most. Any thread.
 *
 * @param <C> commands
 * @param <A> answers
 * @param <V> what can be read of the state
 */
public final class Calls<C, A, V> {
  private final Running<C, A, V> machine;
  private final long limitMillis;

  public Calls(Running<C, A, V> machine, long limitMillis) {
    this.machine = machine;
    this.limitMillis = limitMillis;
  }

  /**
   * What {@code reader} makes of the state as this node knows it, on the machine's thread; must be
   * quick. Empty: the machine can't be read now, or not in time.
   */
  public <T> Optional<T> read(Function<V, T> reader) {
    return read(machine::read, reader);
  }

  /** As {@link #read}, but sees whatever anybody was answered before, also by other nodes. */
  public <T> Optional<T> readNewest(Function<V, T> reader) {
    return read(machine::readNewest, reader);
  }

  private <T> Optional<T> read(Predicate<Consumer<V>> way, Function<V, T> reader) {
    BlockingQueue<T> came = new ArrayBlockingQueue<>(1);
    boolean taken = way.test(view -> came.add(reader.apply(view)));
    return taken ? await(came, TimeUnit.MILLISECONDS.toNanos(limitMillis)) : Optional.empty();
  }

  /** Does what is asked; the answer comes when it is durable. Empty: it did not come in time. */
  public Optional<A> submit(C command) {
    return submitAll(List.of(command)).getFirst();
  }

  /** Does all of them in their order; empty: no answer came in time, and it may have been done. */
  public List<Optional<A>> submitAll(List<? extends C> commands) {
    List<BlockingQueue<A>> answers = new ArrayList<>(commands.size());
    for (C command : commands) {
      BlockingQueue<A> came = new ArrayBlockingQueue<>(1);
      machine.submit(command, came::add);
      answers.add(came);
    }
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
    return answers.stream().map(came -> await(came, endNanos - System.nanoTime())).toList();
  }

  private static <T> Optional<T> await(BlockingQueue<T> queue, long nanos) {
    try {
      return Optional.ofNullable(queue.poll(nanos, TimeUnit.NANOSECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
