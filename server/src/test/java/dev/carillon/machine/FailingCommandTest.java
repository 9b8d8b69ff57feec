package dev.carillon.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.journal.JournalException;
import dev.carillon.journal.MemoryJournal;
import dev.carillon.journal.MemorySnapshots;
import dev.carillon.machine.Sum.SumFeed;
import dev.carillon.testkit.FakeClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailingCommandTest {
  private final FakeClock clock = new FakeClock();
  private final MemoryJournal.Disk disk = new MemoryJournal.Disk();
  private final MemorySnapshots snapshots = new MemorySnapshots();
  private final List<String> heard = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();
  private int snapshotCommands = 1_000;

  private Agent<Long, String, Sum> start() {
    Feeds<SumFeed, Sum> feeds = new Feeds<>(List.of(new Ear()));
    return Agent.recover(
        new MachinePorts<>(
            "sum", new MemoryJournal(disk), snapshots, clock, clock::nanos, MachineCounts.NONE),
        new MachineSettings(64, 16, snapshotCommands, 1_000_000),
        new Agent.Parts<>(new Sum(feeds), new Sum.Numbers(), feeds, Follower.NONE),
        Runnable::run);
  }

  private Omission omission() {
    return new Omission(new MemoryJournal(disk), () -> start().sequence());
  }

  private void submit(Agent<Long, String, Sum> agent, long... numbers) {
    for (long number : numbers) {
      agent.submit(number, answers::add);
    }
    agent.doWork();
  }

  private static long sum(Agent<Long, String, Sum> agent) {
    List<Long> seen = new ArrayList<>();
    assertThat(agent.read(sum -> seen.add(sum.sum()))).isTrue();
    agent.doWork();
    return seen.getFirst();
  }

  @Test
  void whatFollowsAFailingCommandIsNotDoneAndTheHalfOfItIsNeverSeen() {
    Agent<Long, String, Sum> agent = start();
    heard.clear();
    boolean _ = agent.read(_ -> heard.add("read"));
    submit(agent, 1, Sum.FAILS, 2);

    assertThat(answers).containsExactly("is 1", "unavailable", "unavailable");
    assertThat(heard).containsExactly("begin 1", "added 1", "stopped");
    assertThat(agent.isAvailable()).isFalse();
    assertThat(agent.read(_ -> heard.add("read"))).isFalse();
    submit(agent, 3);
    agent.end();
    assertThat(answers).endsWith("unavailable");
    assertThat(heard).hasSize(3);
  }

  @Test
  void aStartSaysWhichCommandFailsAndHow() {
    submit(start(), 1, Sum.FAILS, 2);

    assertThatThrownBy(this::start)
        .isInstanceOf(JournalException.class)
        .hasMessageStartingWith(
            "The sum can't do what its journal says. Record 2 (13) fails with"
                + " java.lang.IllegalStateException: unlucky. Start a program without this fault");
  }

  @Test
  void aRecordThatIsLeftOutIsPassedByEveryStart() {
    snapshotCommands = 2;
    submit(start(), 1, Sum.FAILS, 2);

    assertThat(omission().leaveOut(2))
        .isEqualTo("Record 2 is left out from now on. A start does all others, to record 3");

    Agent<Long, String, Sum> agent = start();
    assertThat(agent.sequence()).isEqualTo(3);
    assertThat(sum(agent)).isEqualTo(3);
    submit(agent, 4);
    submit(agent, 5);
    submit(agent, 6);
    submit(agent, 7);
    assertThat(snapshots.list()).hasSizeGreaterThan(1);
    assertThat(sum(start())).isEqualTo(25);
  }

  @Test
  void eachRecordThatFailsIsLeftOutByItself() {
    submit(start(), 1, Sum.FAILS, Sum.FAILS, 2);

    assertThat(omission().leaveOut(2))
        .isEqualTo(
            "Record 2 is left out from now on. But the start fails again: Record 3 (13) fails with"
                + " java.lang.IllegalStateException: unlucky");
    assertThat(omission().leaveOut(3)).endsWith("to record 4");
    assertThat(sum(start())).isEqualTo(3);
  }

  @Test
  void noOtherRecordCanBeLeftOut() {
    submit(start(), 1, Sum.FAILS, 2);

    assertThatThrownBy(() -> omission().leaveOut(1))
        .hasMessageStartingWith(
            "Record 1 can't be left out: it is not the one that fails. Record 2 (13) fails with");
    assertThat(omission().leaveOut(2)).contains("to record 3");
    assertThatThrownBy(() -> omission().leaveOut(3))
        .hasMessage("Record 3 can't be left out: nothing fails, the start does all records to 3");
    assertThat(sum(start())).isEqualTo(3);
  }

  /** Writes down what it hears. */
  private final class Ear implements SumFeed {
    @Override
    public void begin(long sequence, long timeMillis) {
      heard.add("begin " + sequence);
    }

    @Override
    public void added(long number) {
      heard.add("added " + number);
    }

    @Override
    public void batchDone(Sum view, long nowMillis) {
      heard.add("done");
    }

    @Override
    public void stopped() {
      heard.add("stopped");
    }

    @Override
    public long nextTimerMillis() {
      return 0;
    }

    @Override
    public void onTimer(Sum view, long nowMillis) {
      // Asked for all the time, so that it shows whether a machine that failed still tells.
      if (view.sum() == Sum.FAILS / 2 + 1) {
        heard.add("half");
      }
    }
  }
}
