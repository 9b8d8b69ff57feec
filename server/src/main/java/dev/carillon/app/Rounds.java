package dev.carillon.app;

import dev.carillon.storage.sql.StorageException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done again and again: a round that fails is told once, and the next ones come. */
final class Rounds implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private final ScheduledExecutorService timer =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("timer").factory());

  /** On the timer's thread, so it must not block. */
  void often(String name, Duration period, Runnable task) {
    Round round = new Round(name, task);
    long nanos = period.toNanos();
    var _ = timer.scheduleAtFixedRate(round, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /** On a thread of its own each time, one at a time: what still runs is not begun again. */
  void seldom(String name, Duration pause, Runnable task) {
    Round round = new Round(name, task);
    AtomicBoolean runs = new AtomicBoolean();
    var _ =
        timer.scheduleWithFixedDelay(
            () -> {
              if (!runs.getAndSet(true)) {
                Thread.ofVirtual()
                    .name(name)
                    .start(() -> {
                      round.run();
                      runs.set(false);
                    });
              }
            },
            pause.toNanos(),
            pause.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  /** One after the other. */
  private static final class Round implements Runnable {
    private final String name;
    private final Runnable task;
    private volatile boolean failed;

    Round(String name, Runnable task) {
      this.name = name;
      this.task = task;
    }

    /** The catch-all of a loop: a timer drops without a word what throws. */
    @Override
    public void run() {
      try {
        task.run();
        failed = false;
      } catch (StorageException | RejectedExecutionException problem) {
        LOG.warn("could not {}: {}", name, problem.getMessage());
      } catch (RuntimeException | Error bug) {
        if (!failed) {
          LOG.error("could not {}, which is tried again; a bug of ours", name, bug);
        }
        failed = true;
      }
    }
  }

  /** What runs is not waited for. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
