package dev.carillon.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.journal.Journal;
import dev.carillon.journal.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What crashes and failing disks leave: cut off, refused or harmless, but never read as true. */
class JournalDamageIT {
  private static final JournalSettings SETTINGS = new JournalSettings(4 << 10, 0);

  private @TempDir Path folder;

  @Test
  void aLastRecordThatWasWrittenInPartIsCutOffWhereverItEnds() throws IOException {
    write(batch(10, 20), batch(30));
    byte[] whole = Files.readAllBytes(segment(1));
    List<Integer> starts = starts(whole);
    int last = starts.get(2);

    for (int end = last + 1; end < last + Records.HEADER_BYTES + 30; end++) {
      byte[] torn = whole.clone();
      Arrays.fill(torn, end, torn.length, (byte) 0);
      assertOpensWithTwoRecordsAndGoesOn(torn, "zeros from " + end);
      assertOpensWithTwoRecordsAndGoesOn(Arrays.copyOf(whole, end), "cut at " + end);
    }
  }

  private void assertOpensWithTwoRecordsAndGoesOn(byte[] bytes, String how) throws IOException {
    deleteAll();
    Files.write(segment(1), bytes);
    try (Journal journal = FileJournal.open(folder, SETTINGS)) {
      assertThat(journal.lastSequence()).as(how).isEqualTo(2);
      assertThat(journal.append("xxxxx".getBytes(StandardCharsets.UTF_8), 0, 5)).isEqualTo(3);
      assertThat(journal.force()).isEqualTo(3);
    }
    assertThat(lengths()).as(how).containsExactly(10, 20, 5);
  }

  @Test
  void aListOfLeftOutRecordsThatIsNotAsItWasWrittenEndsTheStart() throws IOException {
    write(batch(10, 20));
    try (Journal journal = FileJournal.open(folder, SETTINGS)) {
      journal.leaveOut(2);
    }
    Path list = folder.resolve("left-out");
    String line = Files.readString(list).strip();

    Files.writeString(list, line.replaceFirst("2 ", "two "));
    assertThatThrownBy(this::lengths)
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("left-out: two ");
    Files.writeString(list, line.replaceFirst("2 ", "1 "));
    assertThatThrownBy(this::lengths)
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("record 1 is not the one that was left out");
    Files.writeString(list, line);
    assertThat(lengths()).containsExactly(10, 20);
  }

  @Test
  void aChangedBitIsNeverReadAsTrue() throws IOException {
    write(batch(10, 20), batch(30, 40), batch(50));
    byte[] whole = Files.readAllBytes(segment(1));
    List<Integer> written = List.of(10, 20, 30, 40, 50);
    int last = starts(whole).get(4);

    for (int at = 0; at < last + Records.HEADER_BYTES + 60; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= (byte) (1 << at % 8);
      Files.write(segment(1), changed);
      List<Integer> read = readOrRefuse();
      if (at >= last && read.size() == 4) {
        assertThat(read).isEqualTo(written.subList(0, 4));
      } else if (!read.isEmpty()) {
        assertThat(read).as("byte %d", at).isEqualTo(written);
        assertThat(isPadding(whole, at)).as("byte %d is harmless", at).isTrue();
      }
    }
  }

  @Test
  void aChangedBitInAnOlderSegmentIsRefusedWithFileAndPosition() throws IOException {
    write(batch(3_000), batch(3_000), batch(10));
    byte[] whole = Files.readAllBytes(segment(1));

    for (int at = FileHeader.BYTES; at < 3_000; at += 7) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      Files.write(segment(1), changed);
      try (Journal journal = FileJournal.open(folder, SETTINGS)) {
        assertThatThrownBy(() -> journal.replay(1, (_, _, _, _) -> {}))
            .isInstanceOf(JournalException.class)
            .hasMessageContaining(segment(1) + ", position 64: record 1 has changed or is gone")
            .hasMessageContaining("docs/operations.md");
        journal.replay(2, (_, _, _, _) -> {});
      }
    }
  }

  @Test
  void aLaterBatchAfterADamagedOneMeansThatItWasAcknowledged() throws IOException {
    write(batch(2_000), batch(10));
    byte[] bytes = Files.readAllBytes(segment(1));
    Arrays.fill(bytes, 512, 1_024, (byte) 0);
    Files.write(segment(1), bytes);

    assertThatThrownBy(() -> FileJournal.open(folder, SETTINGS))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("position 64: record 1 has changed or is gone, but record 2 stands");
  }

  @Test
  void aSectorThatIsMissingInTheLastBatchIsAnUnfinishedWrite() throws IOException {
    write(batch(10), batch(2_000, 10, 10));
    byte[] bytes = Files.readAllBytes(segment(1));
    Arrays.fill(bytes, 512, 1_024, (byte) 0);
    Files.write(segment(1), bytes);

    assertThat(lengths()).containsExactly(10);
    assertThat(Files.readAllBytes(segment(1))).endsWith(new byte[3_900]);
  }

  @Test
  void theFirstSectorOfTheLastBatchMayBeTheMissingOne() throws IOException {
    write(batch(10), batch(2_000, 10));
    byte[] bytes = Files.readAllBytes(segment(1));
    Arrays.fill(bytes, starts(bytes).get(1), 512, (byte) 0);
    Files.write(segment(1), bytes);

    assertThat(lengths()).containsExactly(10);
  }

  @Test
  void aMissingSegmentIsRefused() throws IOException {
    write(batch(3_000), batch(3_000), batch(3_000));
    Files.delete(segment(2));

    assertThatThrownBy(() -> FileJournal.open(folder, SETTINGS))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("segment 0000000002.segment is missing");
  }

  @Test
  void aSegmentUnderAnotherNameIsRefused() throws IOException {
    write(batch(3_000), batch(3_000));
    Files.move(segment(2), segment(3));

    assertThatThrownBy(() -> FileJournal.open(folder, SETTINGS))
        .hasMessageContaining("by its header this is 0000000002.segment");
  }

  @Test
  void aGapInTheNumbersIsRefused() throws IOException {
    write(batch(10), batch(20), batch(30));
    byte[] bytes = Files.readAllBytes(segment(1));
    List<Integer> starts = starts(bytes);
    byte[] gap = new byte[bytes.length];
    System.arraycopy(bytes, 0, gap, 0, starts.get(1));
    int length = bytes.length - starts.get(2);
    System.arraycopy(bytes, starts.get(2), gap, starts.get(1), length);
    Files.write(segment(1), gap);

    assertThatThrownBy(() -> FileJournal.open(folder, SETTINGS))
        .hasMessageContaining("position " + starts.get(1) + ": record 3 (expected: 2)");
  }

  private static byte[][] batch(int... lengths) {
    return Arrays.stream(lengths)
        .mapToObj(length -> {
          byte[] bytes = new byte[length];
          Arrays.fill(bytes, (byte) 'x');
          return bytes;
        })
        .toArray(byte[][]::new);
  }

  private void write(byte[][]... batches) throws IOException {
    try (Journal journal = FileJournal.open(folder, SETTINGS)) {
      for (byte[][] batch : batches) {
        for (byte[] record : batch) {
          journal.append(record, 0, record.length);
        }
        journal.force();
      }
    }
  }

  private List<Integer> lengths() throws IOException {
    List<Integer> lengths = new ArrayList<>();
    try (Journal journal = FileJournal.open(folder, SETTINGS)) {
      journal.replay(
          1,
          (_, bytes, offset, length) -> {
            lengths.add(length);
            assertThat(Arrays.copyOfRange(bytes, offset, offset + length)).containsOnly('x');
          });
    }
    return lengths;
  }

  /** Nothing, when the journal says where it is damaged. */
  private List<Integer> readOrRefuse() throws IOException {
    try {
      return lengths();
    } catch (JournalException e) {
      assertThat(e).hasMessageContaining(segment(1) + ", position ");
      return List.of();
    }
  }

  private static List<Integer> starts(byte[] segment) {
    Records records = new Records(ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN));
    List<Integer> starts = new ArrayList<>();
    for (int at = FileHeader.BYTES; records.isWhole(at); at = records.next(at)) {
      starts.add(at);
    }
    return starts;
  }

  private static boolean isPadding(byte[] segment, int position) {
    Records records = new Records(ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN));
    return starts(segment).stream()
            .anyMatch(at -> position >= at + records.recordBytes(at) && position < records.next(at))
        || position >= records.endOfData();
  }

  private void deleteAll() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private Path segment(long id) {
    return folder.resolve(Segment.name(id));
  }
}
