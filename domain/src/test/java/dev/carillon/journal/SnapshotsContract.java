package dev.carillon.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What every keeper of snapshots keeps to. */
public abstract class SnapshotsContract {

  /** Opens the snapshots that the test was given, none at first and later as they were left. */
  protected abstract Snapshots open() throws Exception;

  @Test
  void atFirstThereIsNone() throws Exception {
    assertThat(open().list()).isEmpty();
    assertThat(open().read(new Snapshot(1, 2, 3))).isEmpty();
  }

  @Test
  void aSnapshotIsReadAsItWasWritten() throws Exception {
    open().write(7, -12, new byte[] {1, 2, 3, 4}, 3);

    assertThat(open().list()).containsExactly(new Snapshot(7, -12, 3));
    assertThat(open().read(new Snapshot(7, -12, 3))).hasValue(new byte[] {1, 2, 3});
  }

  @Test
  void theNewestIsNamedFirst() throws Exception {
    Snapshots snapshots = open();
    snapshots.write(9, 1, new byte[1], 1);
    snapshots.write(100, 2, new byte[0], 0);
    snapshots.write(0, 3, new byte[1], 1);

    assertThat(snapshots.list()).extracting(Snapshot::sequence).containsExactly(100L, 9L, 0L);
  }

  @Test
  void aSnapshotTakesThePlaceOfOneWithTheSameNumber() throws Exception {
    Snapshots snapshots = open();
    snapshots.write(9, 1, new byte[] {1}, 1);
    snapshots.write(9, 2, new byte[] {2, 2}, 2);

    assertThat(snapshots.list()).containsExactly(new Snapshot(9, 2, 2));
    assertThat(snapshots.read(new Snapshot(9, 2, 2))).hasValue(new byte[] {2, 2});
    assertThat(snapshots.read(new Snapshot(9, 1, 1))).isEmpty();
  }

  @Test
  void onlySoManyOfTheNewestAreKept() throws Exception {
    Snapshots snapshots = open();
    for (int sequence = 8; sequence <= 12; sequence++) {
      snapshots.write(sequence, 1, new byte[1], 1);
    }
    snapshots.keep(2);
    assertThat(snapshots.list()).extracting(Snapshot::sequence).containsExactly(12L, 11L);
    snapshots.keep(3);
    assertThat(snapshots.list()).hasSize(2);
  }
}
