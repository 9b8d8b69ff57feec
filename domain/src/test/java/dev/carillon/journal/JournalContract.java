package dev.carillon.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What every journal keeps to. */
public abstract class JournalContract {

  /** Opens the journal that the test was given, empty at first and later as it was left. */
  protected abstract Journal open() throws Exception;

  @Test
  void anEmptyJournalHasNoRecord() throws Exception {
    try (Journal journal = open()) {
      assertThat(journal.lastSequence()).isZero();
      assertThat(journal.firstSequence()).isEqualTo(1);
      assertThat(journal.force()).isZero();
      assertThat(records(journal, 1)).isEmpty();
    }
  }

  @Test
  void recordsAreNumberedFromOneWithoutAGap() throws Exception {
    try (Journal journal = open()) {
      assertThat(append(journal, "one")).isEqualTo(1);
      assertThat(append(journal, "two")).isEqualTo(2);
      assertThat(journal.force()).isEqualTo(2);
      assertThat(append(journal, "three")).isEqualTo(3);
      assertThat(journal.lastSequence()).isEqualTo(3);
      assertThat(journal.force()).isEqualTo(3);
      assertThat(records(journal, 1)).containsExactly("1 one", "2 two", "3 three");
    }
  }

  @Test
  void whatWasForcedIsThereAfterAReopenAndNumbersGoOn() throws Exception {
    try (Journal journal = open()) {
      append(journal, "one");
      append(journal, "");
      assertThat(journal.force()).isEqualTo(2);
    }

    try (Journal journal = open()) {
      assertThat(journal.lastSequence()).isEqualTo(2);
      assertThat(append(journal, "three")).isEqualTo(3);
      assertThat(journal.force()).isEqualTo(3);
      assertThat(records(journal, 1)).containsExactly("1 one", "2 ", "3 three");
    }
  }

  @Test
  void whatWasNotForcedIsGivenUpByClose() throws Exception {
    try (Journal journal = open()) {
      append(journal, "one");
      assertThat(journal.force()).isEqualTo(1);
      append(journal, "two");
    }

    try (Journal journal = open()) {
      assertThat(records(journal, 1)).containsExactly("1 one");
      assertThat(append(journal, "other")).isEqualTo(2);
    }
  }

  @Test
  void replayBeginsWhereItIsTold() throws Exception {
    try (Journal journal = open()) {
      append(journal, "one");
      append(journal, "two");
      append(journal, "three");
      journal.force();

      assertThat(records(journal, 2)).containsExactly("2 two", "3 three");
      assertThat(records(journal, 4)).isEmpty();
      assertThatThrownBy(() -> records(journal, 5)).isInstanceOf(JournalException.class);
      assertThatThrownBy(() -> records(journal, 0)).isInstanceOf(JournalException.class);
    }
  }

  @Test
  void aPartCanBeReadWhileMoreIsAppended() throws Exception {
    try (Journal journal = open()) {
      append(journal, "one");
      append(journal, "two");
      append(journal, "three");
      journal.force();
      append(journal, "four");
      List<String> seen = new ArrayList<>();

      journal.read(
          2,
          3,
          (sequence, bytes, offset, length) ->
              seen.add(sequence + " " + new String(bytes, offset, length, StandardCharsets.UTF_8)));

      assertThat(seen).containsExactly("2 two", "3 three");
      assertThat(journal.force()).isEqualTo(4);
    }
  }

  @Test
  void replayShowsNothingThatIsNotDurable() throws Exception {
    try (Journal journal = open()) {
      append(journal, "one");
      journal.force();
      append(journal, "two");

      assertThat(records(journal, 1)).containsExactly("1 one");
    }
  }

  @Test
  void aRecordThatIsLeftOutIsMarkedForGood() throws Exception {
    try (Journal journal = open()) {
      append(journal, "one");
      append(journal, "two");
      append(journal, "three");
      journal.force();
      journal.leaveOut(2);
      assertThat(journal.isLeftOut(2)).isTrue();
      assertThatThrownBy(() -> journal.leaveOut(4)).isInstanceOf(JournalException.class);
    }

    try (Journal journal = open()) {
      journal.leaveOut(3);
    }

    try (Journal journal = open()) {
      assertThat(journal.isLeftOut(1)).isFalse();
      assertThat(journal.isLeftOut(2)).isTrue();
      assertThat(journal.isLeftOut(3)).isTrue();
      assertThat(records(journal, 1)).containsExactly("1 one", "2 two", "3 three");
    }
  }

  @Test
  void whatAVisitorThrowsEndsTheReplay() throws Exception {
    try (Journal journal = open()) {
      append(journal, "one");
      append(journal, "two");
      journal.force();

      assertThatThrownBy(() ->
              journal.replay(
                  1,
                  (_, _, _, _) -> {
                    throw new IllegalStateException("enough");
                  }))
          .hasMessage("enough");
      assertThat(append(journal, "three")).isEqualTo(3);
    }
  }

  @Test
  void aRecordMayBeAsLongAsTheLimitAndNotLonger() throws Exception {
    byte[] bytes = new byte[Journal.MAX_RECORD_BYTES + 1];
    try (Journal journal = open()) {
      assertThatThrownBy(() -> journal.append(bytes, 0, bytes.length))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(journal.append(bytes, 1, bytes.length - 1)).isEqualTo(1);
      assertThat(journal.force()).isEqualTo(1);
      journal.replay(
          1, (_, _, _, length) -> assertThat(length).isEqualTo(Journal.MAX_RECORD_BYTES));
    }
  }

  @Test
  void theCallersBytesMayChangeAfterAppend() throws Exception {
    byte[] bytes = "-one-".getBytes(StandardCharsets.UTF_8);
    try (Journal journal = open()) {
      journal.append(bytes, 1, 3);
      bytes[1] = 'x';
      journal.force();

      assertThat(records(journal, 1)).containsExactly("1 one");
    }
  }

  @Test
  void releasedOrNotWhatComesAfterStays() throws Exception {
    try (Journal journal = open()) {
      append(journal, "one");
      append(journal, "two");
      journal.force();
      journal.release(1);

      assertThat(records(journal, 2)).containsExactly("2 two");
    }
  }

  @Seeds(8)
  void manyBatchesOfAllSizesAreReadAsTheyWereWritten(RandomGenerator random) throws Exception {
    List<String> durable = new ArrayList<>();
    for (int opened = 0; opened < 4; opened++) {
      try (Journal journal = open()) {
        long before = journal.lastSequence();
        assertThat(before).isEqualTo(durable.size());
        for (int batch = random.nextInt(20); batch > 0; batch--) {
          appendSome(journal, random, durable);
          assertThat(journal.force()).isEqualTo(durable.size());
        }
        append(journal, "never forced");
        assertThat(records(journal, 1)).isEqualTo(durable);
        int from = 1 + random.nextInt(durable.size() + 1);
        assertThat(records(journal, from)).isEqualTo(durable.subList(from - 1, durable.size()));
      }
    }
  }

  private static void appendSome(Journal journal, RandomGenerator random, List<String> durable) {
    for (int record = random.nextInt(30); record > 0; record--) {
      String text = "x".repeat(random.nextInt(random.nextInt(20) == 0 ? 5_000 : 60));
      durable.add(append(journal, text) + " " + text);
    }
  }

  protected static long append(Journal journal, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return journal.append(bytes, 0, bytes.length);
  }

  /** The records from a number on, each as its number and its text. */
  protected static List<String> records(Journal journal, long fromSequence) {
    List<String> records = new ArrayList<>();
    journal.replay(
        fromSequence,
        (sequence, bytes, offset, length) ->
            records.add(
                sequence + " " + new String(bytes, offset, length, StandardCharsets.UTF_8)));
    return records;
  }
}
