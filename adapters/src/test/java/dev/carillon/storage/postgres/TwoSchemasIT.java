package dev.carillon.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.journal.Lease.Holder;
import dev.carillon.storage.postgres.journal.PostgresLease;
import dev.carillon.storage.sql.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two clusters share a database, each with tables in a schema of its own. */
@ExtendWith(PostgresServer.class)
@Timeout(60)
class TwoSchemasIT {
  private static final long CHANNEL = 7;

  private final TestDatabase database;
  private final PostgresPool here;
  private final PostgresPool there;

  TwoSchemasIT(TestDatabase database) {
    this.database = database;
    database.execute("CREATE SCHEMA IF NOT EXISTS there");
    String url = database.url() + "?currentSchema=there";
    Schema.State _ = PostgresDatabase.migrate(url);
    here = new PostgresPool(PostgresUrl.of(database.url()), "here", 2);
    there = new PostgresPool(PostgresUrl.of(url), "there", 2);
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  @Test
  void eachHasALeaderOfItsOwn() {
    try (PostgresLease one = new PostgresLease(here, "sum", "one");
        PostgresLease other = new PostgresLease(there, "sum", "other")) {
      Holder first = one.take();
      Holder second = other.take();

      assertThat(first.node()).isEqualTo("one");
      assertThat(second.node()).isEqualTo("other");
      assertThat(one.renew(first.token())).isTrue();
      assertThat(other.renew(second.token())).isTrue();
    }
  }

  @Test
  void whoTakesALeaseThatHasEndedEndsNoSessionOfTheOther() {
    try (PostgresLease one = new PostgresLease(here, "sum", "one");
        PostgresLease other = new PostgresLease(there, "sum", "other")) {
      Holder _ = other.take();
      other.release();
      database.execute("UPDATE there.machine_renewals SET renewed_at = 'epoch'");
      Holder first = one.take();

      Holder second = other.take();

      assertThat(second.node()).isEqualTo("other");
      assertThat(one.renew(first.token())).isTrue();
    }
  }

  @Test
  void theLockOfAChannelHoldsUpWhoeverWantsItInTheSameSchemaAndNobodyElse() throws SQLException {
    try (Connection first = here.connection();
        Connection second = there.connection();
        Connection third = here.connection()) {
      lock(first);
      lock(second);

      assertThatThrownBy(() -> lock(third)).hasMessageContaining("lock timeout");
    }
  }

  /** In a transaction that goes on until the connection is given back. */
  private void lock(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    PipelinedSql sql = new PipelinedSql(connection, here::failure);
    sql.begin(false);
    sql.lock(CHANNEL);
    sql.end();
  }
}
