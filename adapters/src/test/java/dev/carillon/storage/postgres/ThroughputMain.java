package dev.carillon.storage.postgres;

import dev.carillon.chat.Chat;
import dev.carillon.chat.ChatWorld;
import dev.carillon.chat.Outcome;
import dev.carillon.chat.SendMessage;
import dev.carillon.chat.model.Channel;
import dev.carillon.storage.sql.CommitListener;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * Measures durable chat sends a second on a PostgreSQL of its own with fsync: {@code ThroughputMain
 * CALLERS SECONDS CHANNELS}. Not a test: start it by hand on a quiet machine.
 */
final class ThroughputMain {
  private static final String TEXT = "x".repeat(100);

  private ThroughputMain() {}

  public static void main(String[] args) throws IOException {
    int callers = Integer.parseInt(args[0]);
    int seconds = Integer.parseInt(args[1]);
    LongAdder commits = new LongAdder();
    LongAdder commitNanos = new LongAdder();
    CommitListener listener =
        (_, nanos, _) -> {
          commits.increment();
          commitNanos.add(nanos);
        };
    try (EmbeddedPostgres server =
            EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
        PostgresDatabase database =
            PostgresDatabase.open(
                "postgresql://postgres:postgres@localhost:" + server.getPort() + "/postgres",
                listener,
                System::nanoTime)) {
      ChatWorld world = new ChatWorld(database.chat());
      List<String> channels = new ArrayList<>();
      for (int i = 0; i < Integer.parseInt(args[2]); i++) {
        channels.add(world.channel("room" + i, Channel.Type.PUBLIC).id());
      }
      run(world.chat, channels, callers, 3);
      commits.reset();
      commitNanos.reset();
      long sent = run(world.chat, channels, callers, seconds);
      System.out.printf(
          "%,d sends/s, %,d commits of %.2f ms on average%n",
          sent / seconds, commits.sum(), commitNanos.sum() / 1e6 / commits.sum());
    }
  }

  private static long run(Chat chat, List<String> channels, int callers, int seconds) {
    LongAdder sent = new LongAdder();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < callers; i++) {
        SendMessage command =
            SendMessage.text(channels.get(i % channels.size()), ChatWorld.OWNER, TEXT);
        threads.execute(() -> {
          while (System.nanoTime() < end) {
            if (!(chat.messages().send(command, System.currentTimeMillis(), _ -> {})
                instanceof Outcome.Done)) {
              throw new IllegalStateException("refused");
            }
            sent.increment();
          }
        });
      }
    }
    return sent.sum();
  }
}
