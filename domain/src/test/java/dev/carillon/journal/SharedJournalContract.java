package dev.carillon.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.journal.Lease.Holder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every shared journal and its lease keep to. */
public abstract class SharedJournalContract {

  /** The journal that the test was given, as a node has it; empty at first. */
  protected abstract SharedJournal open();

  /** The lease of that journal as a node of this name has it. */
  protected abstract Lease lease(String node);

  private static SharedBatch batch(Holder lead, long first, String... commands) {
    SharedBatch.Builder batch = new SharedBatch.Builder(lead.token(), lead.node(), first);
    for (String command : commands) {
      byte[] bytes = command.getBytes(StandardCharsets.UTF_8);
      batch.add("asker", 7, bytes, bytes.length);
    }
    return batch.build();
  }

  private static List<String> records(SharedJournal journal, long from, long through) {
    List<String> records = new ArrayList<>();
    journal.read(
        from,
        through,
        (sequence, bytes, offset, length) ->
            records.add(sequence + new String(bytes, offset, length, StandardCharsets.UTF_8)));
    return records;
  }

  @Test
  void atFirstThereIsNoRecord() {
    SharedJournal journal = open();

    assertThat(journal.lastSequence()).isZero();
    assertThat(journal.firstSequence()).isEqualTo(1);
    assertThat(journal.batches(1, 10)).isEmpty();
    assertThat(records(journal, 1, 0)).isEmpty();
  }

  @Test
  void whatTheLeaderAppendsAllNodesRead() {
    Holder lead = lease("one").take();
    assertThat(open().append(batch(lead, 1, "a", "b"))).isTrue();
    assertThat(open().append(batch(lead, 3, "c"))).isTrue();
    assertThat(open().append(batch(lead, 4, "d", "e", "f"))).isTrue();

    SharedJournal other = open();
    assertThat(other.lastSequence()).isEqualTo(6);
    assertThat(records(other, 1, 6)).containsExactly("1a", "2b", "3c", "4d", "5e", "6f");
    assertThat(records(other, 2, 5)).containsExactly("2b", "3c", "4d", "5e");
    assertThat(other.batches(2, 2)).extracting(SharedBatch::firstSequence).containsExactly(1L, 3L);
    assertThat(other.batches(7, 2)).isEmpty();
  }

  @Test
  void aBatchIsReadWithWhoAskedForItAndWhoLed() {
    Holder lead = lease("one").take();
    assertThat(open().append(new SharedBatch.Builder(lead.token(), "one", 1).addLead().build()))
        .isTrue();
    assertThat(open().append(batch(lead, 2, "b"))).isTrue();

    List<String> seen = new ArrayList<>();
    for (SharedBatch batch : open().batches(1, 10)) {
      assertThat(batch.lead()).isEqualTo(lead.token());
      assertThat(batch.leader()).isEqualTo("one");
      batch.forEach((sequence, origin, request, command) ->
          seen.add(sequence + " " + origin + " " + request + " " + command.length));
    }
    assertThat(seen).containsExactly("1 null 0 0", "2 asker 7 1");
  }

  @Test
  void whoHasAnOlderTokenAppendsNothing() {
    Lease one = lease("one");
    Holder before = one.take();
    assertThat(open().append(batch(before, 1, "a"))).isTrue();
    one.release();
    Holder now = lease("two").take();

    assertThat(now.node()).isEqualTo("two");
    assertThat(now.token()).isGreaterThan(before.token());
    assertThat(open().append(batch(before, 2, "b"))).isFalse();
    assertThat(open().append(batch(now, 2, "c"))).isTrue();
    assertThat(records(open(), 1, 2)).containsExactly("1a", "2c");
    assertThat(one.renew(before.token())).isFalse();
  }

  @Test
  void aNumberIsNeverGivenTwiceNorLeftOut() {
    Holder lead = lease("one").take();
    assertThat(open().append(batch(lead, 1, "a"))).isTrue();

    assertThatThrownBy(() -> open().append(batch(lead, 1, "b")))
        .isInstanceOf(JournalException.class);
    assertThatThrownBy(() -> open().append(batch(lead, 3, "b")))
        .isInstanceOf(JournalException.class);
    assertThat(open().lastSequence()).isEqualTo(1);
  }

  @Test
  void whileANodeHasTheLeaseOthersHearWhoItIs() {
    Lease one = lease("one");
    Holder lead = one.take();

    assertThat(lease("two").take()).isEqualTo(lead);
    assertThat(one.renew(lead.token())).isTrue();
    assertThat(one.renew(lead.token() - 1)).isFalse();
    assertThat(one.take().token()).as("taken anew").isGreaterThan(lead.token());
  }

  @Test
  void whatIsReleasedMayGoButTheLastNumberIsKnown() {
    Holder lead = lease("one").take();
    for (int i = 1; i <= 5; i++) {
      assertThat(open().append(batch(lead, i, "x"))).isTrue();
    }
    open().release(5);

    SharedJournal journal = open();
    assertThat(journal.lastSequence()).isEqualTo(5);
    assertThat(journal.append(batch(lead, 6, "y"))).isTrue();
    assertThat(records(journal, journal.firstSequence(), 6)).endsWith("6y");
  }
}
