package dev.carillon.storage.postgres.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.journal.SharedBatch;
import dev.carillon.journal.Snapshot;
import dev.carillon.storage.journal.FileJournal;
import dev.carillon.storage.journal.FileSnapshots;
import dev.carillon.storage.journal.JournalSettings;
import dev.carillon.storage.postgres.PostgresImport;
import dev.carillon.storage.postgres.PostgresPool;
import dev.carillon.storage.postgres.PostgresServer;
import dev.carillon.storage.postgres.PostgresUrl;
import dev.carillon.storage.postgres.TestDatabase;
import dev.carillon.storage.sql.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresServer.class)
class JournalImportIT {
  private static final String MACHINE = "engine";
  private static final int RECORDS = 2_500;

  @TempDir private Path folder = Path.of("");

  private final TestDatabase database;
  private final PostgresPool pool;

  JournalImportIT(TestDatabase database) {
    this.database = database;
    this.pool = new PostgresPool(PostgresUrl.of(database.url()), "journals", 2);
  }

  @BeforeEach
  void fill() throws IOException {
    try (FileJournal journal = FileJournal.open(folder, JournalSettings.DEFAULT)) {
      for (int i = 1; i <= RECORDS; i++) {
        byte[] record = ("record " + i).getBytes(StandardCharsets.UTF_8);
        journal.append(record, 0, record.length);
      }
      journal.force();
    }
  }

  @AfterEach
  void close() {
    pool.close();
  }

  private long move(long... snapshots) throws IOException {
    FileSnapshots kept = new FileSnapshots(folder);
    for (long sequence : snapshots) {
      byte[] state = ("state " + sequence).getBytes(StandardCharsets.UTF_8);
      kept.write(sequence, sequence * 7, state, state.length);
    }
    try (FileJournal journal = FileJournal.open(folder, JournalSettings.DEFAULT);
        PostgresImport target = PostgresImport.into(database.url())) {
      long records = new JournalImport(target, MACHINE).copy(journal, kept);
      target.commit();
      return records;
    }
  }

  private List<String> records(long from) {
    List<String> records = new ArrayList<>();
    new PostgresSharedJournal(pool, MACHINE)
        .replay(
            from,
            (_, bytes, offset, length) ->
                records.add(new String(bytes, offset, length, StandardCharsets.UTF_8)));
    return records;
  }

  @Test
  void allRecordsAreThereWhenThereIsNoSnapshot() throws IOException {
    assertThat(move()).isEqualTo(RECORDS);

    assertThat(records(1)).hasSize(RECORDS).startsWith("record 1").endsWith("record " + RECORDS);
  }

  @Test
  void theRecordsAfterTheOldestSnapshotAreThereAndTheSnapshots() throws IOException {
    assertThat(move(1_000, 2_000)).isEqualTo(RECORDS - 1_000);

    assertThat(records(1_001)).hasSize(RECORDS - 1_000).startsWith("record 1001");
    PostgresSnapshots moved = new PostgresSnapshots(pool, MACHINE);
    assertThat(moved.list())
        .containsExactly(new Snapshot(2_000, 14_000, 10), new Snapshot(1_000, 7_000, 10));
    assertThat(moved.read(moved.list().getLast()))
        .hasValueSatisfying(state -> assertThat(state).asString().isEqualTo("state 1000"));
  }

  @Test
  void whatALeaderAppendsFollowsWhatWasMoved() throws IOException {
    assertThat(move(RECORDS)).isEqualTo(1);
    PostgresSharedJournal journal = new PostgresSharedJournal(pool, MACHINE);
    assertThat(journal.lastSequence()).isEqualTo(RECORDS);

    try (PostgresLease lease = new PostgresLease(pool, MACHINE, "a")) {
      long token = lease.take().token();
      assertThat(token).isEqualTo(2);
      assertThat(journal.append(new SharedBatch.Builder(token, "a", RECORDS + 1).addLead().build()))
          .isTrue();
    }
  }

  @Test
  void aRecordThatIsLeftOutIsSoAlsoHere() throws IOException {
    try (FileJournal journal = FileJournal.open(folder, JournalSettings.DEFAULT)) {
      journal.leaveOut(17);
    }

    move();

    PostgresSharedJournal journal = new PostgresSharedJournal(pool, MACHINE);
    assertThat(journal.isLeftOut(17)).isTrue();
    assertThat(journal.isLeftOut(18)).isFalse();
  }

  @Test
  void whatIsNotCommittedWasNeverThereAndWhatIsIsNotOverwritten() throws IOException {
    try (FileJournal journal = FileJournal.open(folder, JournalSettings.DEFAULT);
        PostgresImport target = PostgresImport.into(database.url())) {
      assertThat(new JournalImport(target, MACHINE).copy(journal, new FileSnapshots(folder)))
          .isEqualTo(RECORDS);
    }
    assertThat(new PostgresSharedJournal(pool, MACHINE).lastSequence()).isZero();

    move();

    assertThatThrownBy(this::move)
        .isInstanceOf(StorageException.class)
        .hasMessage(
            "the database %s is not empty: there are rows in machine_batches (expected: a new database)"
                .formatted(PostgresUrl.of(database.url())));
  }
}
