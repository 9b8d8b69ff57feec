package dev.carillon.storage.postgres.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.journal.Snapshot;
import dev.carillon.journal.Snapshots;
import dev.carillon.journal.SnapshotsContract;
import dev.carillon.storage.postgres.PostgresPool;
import dev.carillon.storage.postgres.PostgresServer;
import dev.carillon.storage.postgres.PostgresUrl;
import dev.carillon.storage.postgres.TestDatabase;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.class)
class PostgresSnapshotsIT extends SnapshotsContract {
  private final PostgresPool pool;

  PostgresSnapshotsIT(TestDatabase database) {
    pool = new PostgresPool(PostgresUrl.of(database.url()), "machines", 2);
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Override
  protected Snapshots open() {
    return new PostgresSnapshots(pool, "sum");
  }

  @Test
  void aLargeStateIsKeptInPieces() {
    byte[] state = new byte[(3 << 20) + 17];
    new Random(1).nextBytes(state);

    open().write(5, 6, state, state.length);

    assertThat(open().read(new Snapshot(5, 6, state.length))).hasValue(state);
    assertThat(new PostgresSnapshots(pool, "desk").list()).isEmpty();
  }
}
