package dev.carillon.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.messages.Body;
import dev.carillon.messages.Message;
import dev.carillon.messages.Target;
import dev.carillon.storage.sql.CommitListener;
import dev.carillon.storage.sql.StorageException;
import dev.carillon.testkit.Await;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The database is killed, or stands still: callers hear so in time, and all goes on afterwards. */
@Timeout(90)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresAwayIT {
  /** Of a wait for a connection behind a statement that gets no answer, with a slow machine. */
  private static final Duration LIMIT = Duration.ofSeconds(12);

  private final OwnPostgres server;
  private final PostgresDatabase database;
  private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> strange = new ConcurrentLinkedQueue<>();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong slowest = new AtomicLong();

  PostgresAwayIT(@TempDir Path folder) throws Exception {
    server = new OwnPostgres(folder);
    database = PostgresDatabase.open(server.url(), CommitListener.NONE, System::nanoTime);
  }

  @AfterAll
  void close() throws Exception {
    database.close();
    server.close();
  }

  @Test
  void whatWasAcknowledgedSurvivesTheDatabasesKillAndAllGoesOnWithoutAReopen() throws Exception {
    AtomicBoolean ends = new AtomicBoolean();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        String prefix = "m" + i + "-";
        callers.execute(() -> writeUntil(ends, prefix));
      }
      try {
        int begin = acknowledged.size();
        Await.until(() -> acknowledged.size() > begin + 200, LIMIT);

        server.kill();
        long none = refused.get();
        Await.until(() -> refused.get() > none, LIMIT);
        assertThat(database.isWorking()).isFalse();
        server.startAgain();

        int before = acknowledged.size();
        Await.until(() -> acknowledged.size() > before + 100, LIMIT);
      } finally {
        ends.set(true);
      }
    }

    assertThat(strange).isEmpty();
    assertThat(slowest.get()).isLessThan(LIMIT.toNanos());
    assertThat(database.isWorking()).isTrue();
    Await.until(() -> isReadable(acknowledged.element()), LIMIT);
    assertThat(acknowledged).allMatch(this::isReadable);
  }

  @Test
  void whileTheDatabaseStandsStillCallersAreRefusedInTime() throws Exception {
    Await.until(() -> write("before"), LIMIT);

    server.pause();
    long begin = System.nanoTime();
    assertThat(write("while")).isFalse();
    assertThatThrownBy(() -> database.messages().find("before"))
        .isInstanceOf(StorageException.class);
    assertThat(database.isWorking()).isFalse();
    long waited = System.nanoTime() - begin;
    server.goOn();

    assertThat(waited).isLessThan(3 * LIMIT.toNanos());
    Await.until(() -> write("after"), LIMIT);
    Await.until(() -> isReadable("before"), LIMIT);
    assertThat(strange).isEmpty();
  }

  private boolean isReadable(String id) {
    try {
      return database.messages().find(id).isPresent();
    } catch (StorageException _) {
      return false;
    }
  }

  private void writeUntil(AtomicBoolean ends, String prefix) {
    for (int i = 0; !ends.get(); i++) {
      write(prefix + i);
    }
  }

  private boolean write(String id) {
    long begin = System.nanoTime();
    try {
      database
          .messages()
          .create(Message.create(id, "john", new Target.Everyone(), Body.of("x"), 1), null);
      acknowledged.add(id);
      return true;
    } catch (StorageException | RejectedExecutionException _) {
      refused.incrementAndGet();
      return false;
    } catch (RuntimeException | Error e) {
      strange.add(e);
      return false;
    } finally {
      slowest.accumulateAndGet(System.nanoTime() - begin, Math::max);
    }
  }

  @Test
  void whatIsSaidOfADatabaseThatIsAwayHasNoPassword() throws Exception {
    server.kill();
    String url = server.url().replace(":postgres@", ":s3cret@");

    for (String each : List.of(url, "jdbc:" + url, url + "?password=s3cret")) {
      assertThatThrownBy(
              () -> PostgresDatabase.open(each, CommitListener.NONE, System::nanoTime).close())
          .isInstanceOf(StorageException.class)
          .hasMessageStartingWith("can't open the database localhost:")
          .hasMessageEndingWith("/postgres: it is not reachable")
          .hasStackTraceContaining("StorageException")
          .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("s3cret"));
    }
    server.startAgain();
  }

  private static String stackTrace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
