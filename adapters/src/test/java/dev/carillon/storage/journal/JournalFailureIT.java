package dev.carillon.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.journal.Journal;
import dev.carillon.journal.JournalException;
import dev.carillon.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFailureIT {
  private static final JournalSettings SETTINGS = new JournalSettings(4 << 10, 0);

  private @TempDir Path folder;
  private final FailingDisk disk = new FailingDisk();

  @Test
  void afterAFailedForceNothingIsAcknowledgedAnyMore() throws IOException {
    try (Journal journal = FileJournal.open(folder, SETTINGS, disk)) {
      append(journal, 10);
      assertThat(journal.force()).isEqualTo(1);
      untilTheNextSegmentIsPrepared();
      disk.failAtForce(0);
      append(journal, 20);

      assertThatThrownBy(journal::force)
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("No space left on device")
          .hasMessageContaining("has room");
      assertThatThrownBy(journal::force).hasMessageContaining("(earlier)");
      assertThatThrownBy(() -> append(journal, 30)).hasMessageContaining("(earlier)");
    }
  }

  @Test
  void afterAFailedWriteNothingIsAcknowledgedAnyMore() throws IOException {
    try (Journal journal = FileJournal.open(folder, SETTINGS, disk)) {
      untilTheNextSegmentIsPrepared();
      disk.failAtWrite(0);
      append(journal, 20);

      assertThatThrownBy(journal::force).isInstanceOf(JournalException.class);
      assertThatThrownBy(journal::force).hasMessageContaining("(earlier)");
    }
  }

  @Test
  void aSegmentThatCouldNotBePreparedIsTriedOnceMoreWhenItIsNeeded() throws IOException {
    disk.failAtNewFile(1);
    try (Journal journal = FileJournal.open(folder, SETTINGS, disk)) {
      append(journal, 3_000);
      journal.force();
      append(journal, 3_000);
      assertThat(journal.force()).isEqualTo(2);
    }
  }

  @Test
  void twoCannotHaveOneFolder() throws IOException {
    try (Journal _ = FileJournal.open(folder, SETTINGS)) {
      assertThatThrownBy(() -> FileJournal.open(folder, SETTINGS))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("is in use");
    }
    FileJournal.open(folder, SETTINGS).close();
  }

  @Test
  void aBatchIsNotTornApartAndMayBeLongerThanASegment() throws IOException {
    try (Journal journal = FileJournal.open(folder, SETTINGS)) {
      append(journal, 100);
      journal.force();
      for (int i = 0; i < 10; i++) {
        append(journal, 1_000);
      }
      journal.force();
      append(journal, 100);
      journal.force();
    }

    assertThat(Segment.read(segment(2)))
        .satisfies(second -> {
          assertThat(second.firstSequence()).isEqualTo(2);
          assertThat(second.sizeBytes()).isGreaterThan(10_000);
        });
    assertThat(Segment.read(segment(3)).firstSequence()).isEqualTo(12);
  }

  @Test
  void segmentsAreDeletedWhenReleasedAndNotNeededForTheSize() throws IOException {
    JournalSettings keepTwo = new JournalSettings(4 << 10, 8 << 10);
    try (Journal journal = FileJournal.open(folder, keepTwo)) {
      for (int i = 0; i < 5; i++) {
        append(journal, 3_000);
        journal.force();
      }

      journal.release(1);
      assertThat(segments()).hasSize(4);
      assertThat(journal.firstSequence()).isEqualTo(2);
      journal.release(100);
      assertThat(segments()).containsExactly("0000000004.segment", "0000000005.segment");
      assertThat(journal.firstSequence()).isEqualTo(4);
      assertThatThrownBy(() -> journal.replay(3, (_, _, _, _) -> {}))
          .hasMessageContaining("it has the records from 4 to 5");
    }

    try (Journal journal = FileJournal.open(folder, keepTwo)) {
      assertThat(journal.firstSequence()).isEqualTo(4);
      assertThat(journal.lastSequence()).isEqualTo(5);
    }
  }

  @Test
  void theSegmentThatIsWrittenToIsNeverDeleted() throws IOException {
    try (Journal journal = FileJournal.open(folder, SETTINGS)) {
      append(journal, 10);
      journal.force();
      journal.release(100);

      assertThat(segments()).hasSize(1);
    }
  }

  /** From then on only the test's thread uses the disk. */
  private void untilTheNextSegmentIsPrepared() {
    Await.until(() -> disk.newFiles() == 2);
  }

  private static void append(Journal journal, int length) {
    journal.append(new byte[length], 0, length);
  }

  private List<String> segments() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(Segment.SUFFIX))
          .sorted()
          .toList();
    }
  }

  private Path segment(long id) {
    return folder.resolve(Segment.name(id));
  }
}
