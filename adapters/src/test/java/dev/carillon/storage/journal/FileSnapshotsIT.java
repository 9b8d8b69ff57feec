package dev.carillon.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.journal.JournalException;
import dev.carillon.journal.Snapshot;
import dev.carillon.journal.Snapshots;
import dev.carillon.journal.SnapshotsContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSnapshotsIT extends SnapshotsContract {
  private @TempDir Path folder;

  @Override
  protected Snapshots open() throws IOException {
    return new FileSnapshots(folder);
  }

  @Test
  void aChangedBitAnywhereIsNoticed() throws IOException {
    Snapshots snapshots = open();
    snapshots.write(5, 55, new byte[20], 20);
    Snapshot snapshot = snapshots.list().getFirst();
    Path file = folder.resolve(names().getFirst());
    byte[] bytes = Files.readAllBytes(file);

    for (int bit = 0; bit < bytes.length * 8; bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, bytes);
      assertThat(snapshots.read(snapshot)).as("bit %d", bit).isEmpty();
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
    Files.write(file, bytes);
    assertThat(snapshots.read(snapshot)).isPresent();
  }

  @Test
  void aSnapshotCutShortIsLeftOutAndTheOneBeforeIsThere() throws IOException {
    Snapshots snapshots = open();
    snapshots.write(5, 55, new byte[20], 20);
    snapshots.write(6, 66, new byte[20], 20);
    Path newest = file(6);
    byte[] bytes = Files.readAllBytes(newest);

    for (int length = 0; length < bytes.length; length++) {
      Files.write(newest, Arrays.copyOf(bytes, length));
      assertThat(snapshots.list()).containsExactly(new Snapshot(5, 55, 20));
    }
  }

  @Test
  void damagedOnesAreDeletedWithThoseOfTheirAge() throws IOException {
    Snapshots snapshots = open();
    for (int sequence = 1; sequence <= 4; sequence++) {
      snapshots.write(sequence, 1, new byte[1], 1);
    }
    Files.write(file(1), new byte[3]);
    Files.write(file(4), new byte[3]);
    snapshots.keep(2);

    assertThat(snapshots.list()).extracting(Snapshot::sequence).containsExactly(3L, 2L);
    assertThat(names()).hasSize(3);
  }

  @Test
  void aDiskThatFailsLeavesTheOneBeforeAndNoHalfFile() throws IOException {
    open().write(5, 55, new byte[20], 20);
    FailingDisk disk = new FailingDisk();
    Snapshots snapshots = new FileSnapshots(folder, disk);
    disk.failAtNewFile(0);

    assertThatThrownBy(() -> snapshots.write(6, 66, new byte[20], 20))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("No space left on device");
    assertThat(snapshots.list()).containsExactly(new Snapshot(5, 55, 20));
    assertThat(names()).hasSize(1);
  }

  @Test
  void whatWasComingWhenTheProcessEndedIsDropped() throws IOException {
    Files.write(folder.resolve("%020d.snapshot.coming".formatted(9)), new byte[3]);

    assertThat(open().list()).isEmpty();
    assertThat(names()).isEmpty();
  }

  private Path file(long sequence) {
    return folder.resolve("%020d.snapshot".formatted(sequence));
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
