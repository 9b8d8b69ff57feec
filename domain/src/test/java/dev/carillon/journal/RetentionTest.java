package dev.carillon.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetentionTest {
  private final MemoryJournal.Disk disk = new MemoryJournal.Disk();
  private final Snapshots snapshots = new MemorySnapshots();
  private final Retention retention = new Retention(new MemoryJournal(disk), snapshots);

  @Test
  void withoutASnapshotBeforeTheNewestNothingIsReleased() {
    retention.apply(1_000);
    snapshot(10);
    retention.apply(1_000);

    assertThat(disk.released()).isEmpty();
  }

  @Test
  void recordsAreReleasedUpToTheSnapshotBeforeTheNewest() {
    snapshot(10);
    snapshot(20);
    snapshot(30);
    retention.apply(1_000);

    assertThat(disk.released()).containsExactly(20L);
  }

  @Test
  void whoeverElseReadsTheJournalHoldsBackTheSnapshotThatItNeeds() {
    for (int sequence = 10; sequence <= 60; sequence += 10) {
      snapshot(sequence);
    }
    retention.apply(25);

    assertThat(disk.released()).containsExactly(20L);
    assertThat(snapshots.list()).extracting(Snapshot::sequence).endsWith(20L);
  }

  @Test
  void nothingIsDeletedWhenItNeedsWhatCameBeforeAllSnapshots() {
    for (int sequence = 10; sequence <= 60; sequence += 10) {
      snapshot(sequence);
    }
    retention.apply(7);

    assertThat(disk.released()).isEmpty();
    assertThat(snapshots.list()).hasSize(6);
  }

  @Test
  void oneSnapshotMoreThanAStartNeedsIsKept() {
    for (int sequence = 1; sequence <= 6; sequence++) {
      snapshot(sequence);
    }
    retention.apply(1_000);

    assertThat(snapshots.list()).extracting(Snapshot::sequence).containsExactly(6L, 5L, 4L);
  }

  private void snapshot(long sequence) {
    snapshots.write(sequence, 1, new byte[1], 1);
  }
}
