package dev.carillon.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.storage.sql.CommitListener;
import dev.carillon.storage.sql.GroupCommit;
import dev.carillon.storage.sql.Sql;
import dev.carillon.storage.sql.StorageException;
import dev.carillon.testkit.Await;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class GroupCommitIT {
  private static final int LIMIT = 8_192;

  private final BlockingQueue<Integer> commits = new LinkedBlockingQueue<>();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final Path folder;
  private final GroupCommit writer;

  GroupCommitIT(@TempDir Path folder) throws SQLException {
    this.folder = folder;
    writer =
        new GroupCommit(
            "writer",
            new SqliteBatches(connect()),
            (writes, _, _) -> commits.add(writes),
            System::nanoTime);
    writer.write(sql -> sql.update("CREATE TABLE t (n INTEGER PRIMARY KEY) STRICT"));
    commits.clear();
  }

  @AfterEach
  void close() {
    callers.close();
    writer.close();
  }

  @Test
  void writersThatWaitTogetherShareOneCommit() throws Exception {
    holdTheWriter();
    List<Future<Integer>> others = insertBehind(100);

    gate.countDown();

    assertAllInserted(others);
    assertThat(commits).containsExactly(1, 100);
    assertThat(count()).isEqualTo(100);
  }

  @Test
  void aWriteThatFailsDoesNotTakeItsNeighboursAlong() throws Exception {
    holdTheWriter();
    List<Future<Integer>> others = insertBehind(2);
    Future<?> half = callers.submit(() -> writer.write(GroupCommitIT::insertTwoOfWhichOneFails));
    awaitWaiting(3);

    gate.countDown();

    assertAllInserted(others);
    assertThatThrownBy(half::get).hasCauseInstanceOf(StorageException.class);
    assertThat(commits).containsExactly(1, 3);
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void aBugInAWriteReachesItsCallerAlone() {
    assertThatThrownBy(() ->
            writer.write(sql -> {
              sql.update("INSERT INTO t VALUES (1)");
              throw new IllegalStateException("bug");
            }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("bug");

    assertThat(insert(1)).isEqualTo(1);
  }

  @Test
  void whoeverWantsToKnowHearsOfTheCommitsInTheirOrderBeforeTheCallersGoOn() throws Exception {
    holdTheWriter();
    List<Integer> told = new ArrayList<>();
    List<Future<Boolean>> callersHeard = new ArrayList<>();
    for (int i = 1; i <= 50; i++) {
      int n = i;
      callersHeard.add(
          callers.submit(() -> {
            writer.write(sql -> sql.update("INSERT INTO t VALUES (?)", n), _ -> told.add(n));
            return told.contains(n);
          }));
      awaitWaiting(i);
    }

    gate.countDown();

    for (Future<Boolean> heard : callersHeard) {
      assertThat(heard.get()).isTrue();
    }
    assertThat(told).containsExactlyElementsOf(IntStream.rangeClosed(1, 50).boxed().toList());
  }

  @Test
  void whoFailsToHearHoldsUpNobody() throws Exception {
    holdTheWriter();
    List<Integer> told = new ArrayList<>();
    Future<Integer> bad = callers.submit(() -> insert(1, _ -> failToHear()));
    awaitWaiting(1);
    Future<Integer> good = callers.submit(() -> insert(2, told::add));
    awaitWaiting(2);

    gate.countDown();

    assertThat(bad.get()).isEqualTo(1);
    assertThat(good.get()).isEqualTo(1);
    assertThat(told).containsExactly(1);
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void nobodyHearsOfAWriteThatFailed() {
    List<Integer> told = new ArrayList<>();
    assertThat(insert(1, told::add)).isEqualTo(1);

    assertThatThrownBy(() -> insert(1, told::add)).isInstanceOf(StorageException.class);

    assertThat(told).hasSize(1);
  }

  private static void failToHear() {
    throw new IllegalStateException("bug");
  }

  private int insert(int n, Consumer<Integer> onCommit) {
    return writer.write(sql -> sql.update("INSERT INTO t VALUES (?)", n), onCommit);
  }

  @Test
  void whoComesWhenTooManyWaitIsRefusedAtOnce() throws Exception {
    holdTheWriter();
    List<Future<Integer>> others = insertBehind(LIMIT);

    assertThatThrownBy(() -> insert(0))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessage("storage is overloaded: 8192 writes are waiting");

    gate.countDown();
    assertAllInserted(others);
    assertThat(count()).isEqualTo(LIMIT);
  }

  @Test
  void whatWaitsIsWrittenBeforeTheEndAndLaterWritesAreRefused() throws Exception {
    holdTheWriter();
    List<Future<Integer>> others = insertBehind(10);
    Future<?> closing = callers.submit(writer::close);

    gate.countDown();

    closing.get();
    assertAllInserted(others);
    assertThatThrownBy(() -> insert(11))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessage("storage is closed");
  }

  @Test
  void aWriterThatABugEndedLeavesNobodyWaiting() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    CommitListener broken =
        (_, _, _) -> {
          Thread.currentThread().setUncaughtExceptionHandler((_, _) -> ended.countDown());
          throw new IllegalStateException("bug");
        };
    GroupCommit breaking =
        new GroupCommit("writer", new SqliteBatches(connect()), broken, System::nanoTime);

    assertThat(breaking.<Integer>write(sql -> sql.update("INSERT INTO t VALUES (1)"))).isEqualTo(1);

    ended.await();
    assertThatThrownBy(() -> breaking.write(sql -> sql.update("INSERT INTO t VALUES (2)")))
        .isInstanceOf(RejectedExecutionException.class);
    breaking.close();
  }

  @Test
  void aLockedDatabaseIsSaidInOneSentence() throws Exception {
    try (Sql other = connect()) {
      other.update("BEGIN IMMEDIATE");

      assertThatThrownBy(() -> insert(1))
          .isInstanceOf(StorageException.class)
          .hasMessage("storage: can't write: it is locked by another program");

      other.update("COMMIT");
    }
    assertThat(insert(1)).isEqualTo(1);
  }

  private Sql connect() throws SQLException {
    Sql sql =
        new Sql(
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("test.db")), Failures::of);
    sql.one("PRAGMA journal_mode = WAL", row -> row.getString(1));
    sql.one("PRAGMA busy_timeout = 50", row -> row.getInt(1));
    return sql;
  }

  /** The writer is in a transaction until the gate opens. */
  private void holdTheWriter() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    callers.execute(() ->
        writer.write(_ -> {
          started.countDown();
          Await.until(() -> gate.getCount() == 0);
          return 0;
        }));
    started.await();
  }

  private List<Future<Integer>> insertBehind(int count) {
    List<Future<Integer>> futures =
        IntStream.rangeClosed(1, count).mapToObj(n -> callers.submit(() -> insert(n))).toList();
    awaitWaiting(count);
    return futures;
  }

  private void awaitWaiting(int count) {
    Await.until(() -> writer.waiting() == count);
  }

  private static void assertAllInserted(List<Future<Integer>> inserts) throws Exception {
    for (Future<Integer> insert : inserts) {
      assertThat(insert.get()).isEqualTo(1);
    }
  }

  private int insert(int n) {
    return writer.write(sql -> sql.update("INSERT INTO t VALUES (?)", n));
  }

  private static int insertTwoOfWhichOneFails(Sql sql) throws SQLException {
    sql.update("INSERT INTO t VALUES (99)");
    return sql.update("INSERT INTO t VALUES (1)");
  }

  private int count() {
    return writer.write(
        sql -> sql.one("SELECT COUNT(*) FROM t", row -> row.getInt(1)).orElseThrow());
  }
}
