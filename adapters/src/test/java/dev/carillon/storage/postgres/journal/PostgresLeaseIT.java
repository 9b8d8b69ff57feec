package dev.carillon.storage.postgres.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.journal.Lease.Holder;
import dev.carillon.journal.SharedBatch;
import dev.carillon.storage.postgres.PostgresPool;
import dev.carillon.storage.postgres.PostgresServer;
import dev.carillon.storage.postgres.PostgresUrl;
import dev.carillon.storage.postgres.TestDatabase;
import dev.carillon.testkit.KilledProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Another process has the lease, and something happens to it. */
@ExtendWith(PostgresServer.class)
@Timeout(120)
class PostgresLeaseIT {
  private final TestDatabase database;
  private final PostgresPool pool;
  private final PostgresLease lease;
  private @TempDir Path folder;

  PostgresLeaseIT(TestDatabase database) {
    this.database = database;
    pool = new PostgresPool(PostgresUrl.of(database.url()), "machines", 2);
    lease = new PostgresLease(pool, "sum", "parent");
  }

  @AfterEach
  void close() {
    lease.close();
    pool.close();
  }

  @Test
  void theLeaseOfAKilledProcessIsFreeAtOnce() throws Exception {
    List<String> lines =
        KilledProcess.run(LeaseProcess.class, folder.resolve("errors"), 2, database.url());
    assertThat(lines).containsExactly("taken");

    Holder taken = LeaseProcess.takeWithin(lease, "parent", 1_000);

    assertThat(taken.token()).isEqualTo(2);
  }

  @Test
  void theLeaseOfAProcessThatStandsStillIsTakenWithinFiveSecondsAndItFindsOut() throws Exception {
    Process child = child();
    try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
      assertThat(lines.readLine()).isEqualTo("taken");
      Holder before = new Holder(Long.parseLong(lines.readLine()), "child");
      assertThat(lease.take()).isEqualTo(before);
      signal("-STOP", child);

      Holder now = LeaseProcess.takeWithin(lease, "parent", 5_000);

      assertThat(now.token()).isEqualTo(before.token() + 1);
      SharedBatch late = new SharedBatch.Builder(before.token(), "child", 1).addLead().build();
      assertThat(new PostgresSharedJournal(pool, "sum").append(late)).isFalse();
      signal("-CONT", child);
      assertThat(lines.readLine()).isEqualTo("lost");
      assertThat(lease.renew(now.token())).isTrue();
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  private Process child() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            LeaseProcess.class.getName(),
            database.url())
        .redirectError(folder.resolve("errors").toFile())
        .start();
  }

  private static void signal(String name, Process process) throws Exception {
    int code = new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
    assertThat(code).isZero();
  }
}
