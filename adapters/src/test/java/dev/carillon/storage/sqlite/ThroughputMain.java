package dev.carillon.storage.sqlite;

import dev.carillon.messages.Body;
import dev.carillon.messages.Message;
import dev.carillon.messages.MessageStore;
import dev.carillon.messages.Target;
import dev.carillon.storage.sql.CommitListener;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * Measures durable message creates a second: {@code ThroughputMain FOLDER CALLERS SECONDS}. Not a
 * test: start it by hand on a quiet machine.
 */
final class ThroughputMain {
  private static final Body BODY = Body.of("x".repeat(100));

  private ThroughputMain() {}

  public static void main(String[] args) {
    int callers = Integer.parseInt(args[1]);
    int seconds = Integer.parseInt(args[2]);
    LongAdder commits = new LongAdder();
    LongAdder commitNanos = new LongAdder();
    CommitListener listener =
        (_, nanos, _) -> {
          commits.increment();
          commitNanos.add(nanos);
        };
    try (SqliteDatabase database =
        SqliteDatabase.open(Path.of(args[0]), listener, System::nanoTime)) {
      run(database.messages(), callers, 2);
      commits.reset();
      commitNanos.reset();
      long created = run(database.messages(), callers, seconds);
      report(System.out, created / seconds, commits.sum(), commitNanos.sum());
    }
  }

  private static void report(PrintStream out, long perSecond, long commits, long nanos) {
    out.printf(
        "%,d creates/s, %,d commits of %.2f ms on average%n",
        perSecond, commits, nanos / 1e6 / commits);
  }

  private static long run(MessageStore messages, int callers, int seconds) {
    LongAdder created = new LongAdder();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < callers; i++) {
        threads.execute(() -> {
          while (System.nanoTime() < end) {
            long now = System.currentTimeMillis();
            String id = Message.newId(now, ThreadLocalRandom.current());
            messages.create(
                Message.create(id, "john", new Target.Channel("general"), BODY, now), null);
            created.increment();
          }
        });
      }
    }
    return created.sum();
  }
}
