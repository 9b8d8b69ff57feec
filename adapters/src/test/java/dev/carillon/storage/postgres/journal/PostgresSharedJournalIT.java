package dev.carillon.storage.postgres.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.journal.JournalException;
import dev.carillon.journal.Lease;
import dev.carillon.journal.Lease.Holder;
import dev.carillon.journal.SharedBatch;
import dev.carillon.journal.SharedJournal;
import dev.carillon.journal.SharedJournalContract;
import dev.carillon.storage.postgres.PostgresPool;
import dev.carillon.storage.postgres.PostgresServer;
import dev.carillon.storage.postgres.PostgresUrl;
import dev.carillon.storage.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.class)
class PostgresSharedJournalIT extends SharedJournalContract {
  private final PostgresPool pool;
  private final List<PostgresLease> leases = new ArrayList<>();

  PostgresSharedJournalIT(TestDatabase database) {
    pool = new PostgresPool(PostgresUrl.of(database.url()), "machines", 4);
  }

  @AfterEach
  void close() {
    leases.forEach(PostgresLease::close);
    pool.close();
  }

  @Override
  protected SharedJournal open() {
    return new PostgresSharedJournal(pool, "sum");
  }

  @Override
  protected Lease lease(String node) {
    PostgresLease lease = new PostgresLease(pool, "sum", node);
    leases.add(lease);
    return lease;
  }

  private static SharedBatch batch(Holder lead, long first) {
    return new SharedBatch.Builder(lead.token(), lead.node(), first).addLead().build();
  }

  @Test
  void machinesHaveJournalsAndLeasesOfTheirOwn() {
    Holder lead = lease("one").take();
    assertThat(open().append(batch(lead, 1))).isTrue();

    PostgresLease other = new PostgresLease(pool, "desk", "two");
    leases.add(other);
    assertThat(other.take()).isEqualTo(new Holder(1, "two"));
    assertThat(new PostgresSharedJournal(pool, "desk").lastSequence()).isZero();
  }

  @Test
  void whatIsLeftOutEveryLaterStartKnows() {
    Holder lead = lease("one").take();
    assertThat(open().append(batch(lead, 1))).isTrue();

    open().leaveOut(1);

    assertThat(open().isLeftOut(1)).isTrue();
    assertThat(open().isLeftOut(2)).isFalse();
    assertThatThrownBy(() -> open().leaveOut(2)).isInstanceOf(JournalException.class);
  }

  /** An appending that is on its way when another takes the lease is in the journal, or never. */
  @Test
  void whoTakesTheLeaseWaitsForABatchThatIsBeingCommitted() throws Exception {
    PostgresLease one = new PostgresLease(pool, "sum", "one");
    leases.add(one);
    Holder before = one.take();
    Lease two = lease("two");
    try (Connection slow = pool.ownConnection();
        ExecutorService other = Executors.newSingleThreadExecutor()) {
      slow.setAutoCommit(false);
      insertAs(slow, before);
      one.release();
      Future<Holder> taking = other.submit(two::take);
      assertThatThrownBy(() -> taking.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(java.util.concurrent.TimeoutException.class);
      slow.commit();

      assertThat(taking.get(5, TimeUnit.SECONDS).node()).isEqualTo("two");
      assertThat(open().lastSequence()).isEqualTo(1);
    }
  }

  /** As an appending does, up to its commit. */
  private static void insertAs(Connection connection, Holder lead) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "WITH ours AS (SELECT token FROM machine_leases WHERE machine = 'sum' AND token = "
              + lead.token()
              + " FOR SHARE) INSERT INTO machine_batches"
              + " SELECT 'sum', 1, 1, token, ''::bytea FROM ours");
    }
  }

  @Test
  void aLeaseWhoseSessionWasEndedIsLostAndFreeAtOnce(TestDatabase database) {
    Lease one = lease("one");
    Holder before = one.take();
    database.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_locks"
            + " WHERE locktype = 'advisory' AND objsubid = 2 AND granted"
            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");

    Holder now = LeaseProcess.takeWithin(lease("two"), "two", 1_000);

    assertThat(now.token()).isGreaterThan(before.token());
    assertThat(one.renew(before.token())).isFalse();
    assertThat(one.take()).as("knows who has it").isEqualTo(now);
  }

  @Test
  void ofTwoWhoTakeAtOnceNotBothHaveIt() throws Exception {
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < 20; round++) {
        Lease one = lease("one");
        Lease two = lease("two");
        Future<Holder> first = both.submit(one::take);
        Future<Holder> second = both.submit(two::take);
        boolean isOne = first.get().node().equals("one");
        boolean isTwo = second.get().node().equals("two");
        // The server may not have freed the lock of the round before: then neither has it.
        assertThat(isOne && isTwo).isFalse();
        one.release();
        two.release();
        // The server frees a session's locks when it has noticed its end.
        Lease next = lease("next");
        Holder free = LeaseProcess.takeWithin(next, "next", 1_000);
        assertThat(next.renew(free.token())).isTrue();
        next.release();
        LeaseProcess.takeWithin(one, "one", 1_000);
        one.release();
        LeaseProcess.takeWithin(two, "two", 1_000);
        two.release();
        LeaseProcess.takeWithin(next, "next", 1_000);
        next.release();
      }
    }
  }
}
