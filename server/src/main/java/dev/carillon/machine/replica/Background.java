package dev.carillon.machine.replica;

import dev.carillon.machine.Inbox;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs what blocks elsewhere; what came of it is handled on the machine's thread. */
final class Background {
  private final Executor executor;
  private final Inbox<Runnable> inbox;
  private final BooleanSupplier isOver;

  /**
   * @param isOver from when on what comes back is dropped
   */
  Background(Executor executor, Inbox<Runnable> inbox, BooleanSupplier isOver) {
    this.isOver = isOver;
    this.executor = executor;
    this.inbox = inbox;
  }

  /** One of the two consumers is called on the machine's thread, unless that has ended. */
  <T> void run(Supplier<T> blocking, Consumer<T> done, Consumer<RuntimeException> failed) {
    executor.execute(() -> {
      Runnable outcome = outcome(blocking, done, failed);
      inbox.urgent(() -> {
        if (!isOver.getAsBoolean()) {
          outcome.run();
        }
      });
    });
  }

  private static <T> Runnable outcome(
      Supplier<T> blocking, Consumer<T> done, Consumer<RuntimeException> failed) {
    try {
      T result = blocking.get();
      return () -> done.accept(result);
    } catch (RuntimeException e) {
      return () -> failed.accept(e);
    } catch (Error e) {
      // Who waits for it would wait for ever, and nobody would know.
      return () -> failed.accept(new IllegalStateException("a bug of ours", e));
    }
  }
}
