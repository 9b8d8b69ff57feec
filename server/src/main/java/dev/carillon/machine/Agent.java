package dev.carillon.machine;

import dev.carillon.journal.Journal;
import dev.carillon.journal.JournalException;
import dev.carillon.machine.Waiting.Reading;
import dev.carillon.machine.Waiting.Submission;
import dev.carillon.state.StateWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A machine's owner: takes what waits in batches, journals the commands of a batch with one force,
 * and only then applies them. Any thread may {@link #submit} and {@link #read}; {@link #doWork} and
 * {@link #end} belong to one thread, the machine's.
 *
 * <p>When the journal fails it is unavailable for good: all that waits and all that comes is
 * refused, because nobody knows what is durable before a new start has read it. What was done until
 * then can still be read. The same when the machine fails at a command; but then nothing is read or
 * told any more, because the state has that command by half.
 *
 * @param <C> commands
 * @param <A> answers
 * @param <V> what can be read of the state
 */
public final class Agent<C, A, V> implements Owner<C, A, V> {
  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

  /** Clocks are set now and then, so none is trusted for long. */
  private static final long MAX_SLEEP_MILLIS = 1_000;

  private enum Phase {
    RUNNING,
    /** What waits is done; no more is taken. */
    ENDING,
    FAILED,
    /** As failed, and the state is not to be looked at. */
    BROKEN,
    ENDED
  }

  private final MachinePorts<Journal> ports;
  private final MachineSettings settings;
  private final Commands<C, A> commands;
  private final Submission<C, A, V> advance;
  private final Follower follower;
  private final LiveMachine<C, A, V> live;
  private final SnapshotTaker<C, A, V> snapshots;
  private final Inbox<Waiting<C, A, V>> inbox;
  private final StateWriter record = new StateWriter();
  private final List<Submission<C, A, V>> batch = new ArrayList<>();
  private final List<Reading<C, A, V>> readings = new ArrayList<>();
  private int answered;
  private volatile Phase phase = Phase.RUNNING;

  private Agent(
      MachinePorts<Journal> ports,
      MachineSettings settings,
      Parts<C, A, V> parts,
      LiveMachine<C, A, V> live,
      SnapshotTaker<C, A, V> snapshots) {
    this.ports = ports;
    this.settings = settings;
    this.commands = parts.commands();
    this.advance = new Submission<>(commands.advance(), _ -> {});
    this.follower = parts.follower();
    this.live = live;
    this.snapshots = snapshots;
    this.inbox = new Inbox<>(settings.queueCapacity());
  }

  /**
   * A machine and who hears it.
   *
   * @param machine as it is before its first command
   * @param feeds hear what the machine does
   * @param follower keeps events; feeds that only tell them on need not be one
   * @param silent makes others like the machine, that nobody hears: then snapshots are made by such
   *     a one from the journal, and the machine need not stop for them. Null: the machine's state
   *     is so small that it is written between two commands
   */
  public record Parts<C, A, V>(
      Machine<C, A, V> machine,
      Commands<C, A> commands,
      Feeds<?, V> feeds,
      Follower follower,
      @Nullable Supplier<Machine<C, A, V>> silent) {

    /** With a small state. */
    public Parts(
        Machine<C, A, V> machine, Commands<C, A> commands, Feeds<?, V> feeds, Follower follower) {
      this(machine, commands, feeds, follower, null);
    }
  }

  /**
   * Brings a machine to where its journal ends; the feeds are told the last commands again, on this
   * thread. Blocks for that.
   *
   * @param snapshotWriter runs what blocks; must outlive the machine
   * @throws JournalException when the journal can't be trusted, in one sentence
   */
  public static <C, A, V> Agent<C, A, V> recover(
      MachinePorts<Journal> ports,
      MachineSettings settings,
      Parts<C, A, V> parts,
      Executor snapshotWriter) {
    LiveMachine<C, A, V> live = new LiveMachine<>(parts.machine(), parts.feeds());
    new Recovery<>(ports, parts.commands(), live).run(parts.follower().storedSequence());
    SnapshotTaker<C, A, V> snapshots = new SnapshotTaker<>(ports, settings, parts, snapshotWriter);
    snapshots.startAt(live.sequence());
    return new Agent<>(ports, settings, parts, live, snapshots);
  }

  @Override
  public void submit(C command, Consumer<A> answer) {
    if (phase != Phase.RUNNING) {
      answer.accept(commands.unavailable());
    } else if (follower.isBehind() || !inbox.offer(new Submission<>(command, answer))) {
      ports.counts().refused();
      answer.accept(commands.busy());
    } else if (phase == Phase.ENDED) {
      refuseWaiting();
    }
  }

  @Override
  public boolean read(Consumer<V> reader) {
    if (phase != Phase.RUNNING && phase != Phase.FAILED) {
      return false;
    }
    boolean taken = inbox.offer(new Reading<>(reader));
    if (!taken) {
      ports.counts().refused();
    }
    return taken;
  }

  @Override
  public String name() {
    return ports.name();
  }

  @Override
  public long sequence() {
    return live.sequence();
  }

  @Override
  public boolean isAvailable() {
    return phase == Phase.RUNNING;
  }

  /** What it journals it does. */
  @Override
  public long behind() {
    return 0;
  }

  @Override
  public int doWork() {
    takeWaiting();
    long now = ports.clock().millis();
    int done = readings.size() + doCommands(now);
    read();
    if (phase != Phase.BROKEN && live.nextTimerMillis() <= now) {
      live.onTimer(now);
      done++;
    }
    return done;
  }

  private void takeWaiting() {
    while (batch.size() < settings.batchCommands() && readings.size() < settings.batchCommands()) {
      switch (inbox.poll()) {
        case null -> {
          return;
        }
        case Submission<C, A, V> submission -> batch.add(submission);
        case Reading<C, A, V> reading -> readings.add(reading);
      }
    }
  }

  private int doCommands(long now) {
    if (batch.isEmpty() && phase == Phase.RUNNING && live.machine().nextDueMillis() <= now) {
      batch.add(advance);
    }
    if (batch.isEmpty()) {
      return 0;
    }
    int count = batch.size();
    answered = 0;
    if (phase != Phase.FAILED && phase != Phase.BROKEN) {
      // The agent's catch-all: whatever goes wrong here, nobody is left without an answer.
      try {
        journalAndApply(Math.max(now, live.machine().nowMillis()));
      } catch (RuntimeException | Error e) {
        fail(e);
      }
    }
    refuseRest();
    batch.clear();
    return count;
  }

  private void journalAndApply(long timeMillis) {
    long begin = ports.nanoTime().getAsLong();
    journal(timeMillis);
    long durable = ports.nanoTime().getAsLong();
    for (Submission<C, A, V> submission : batch) {
      live.apply(
          submission.command(),
          timeMillis,
          answer -> {
            answered++;
            submission.asker().accept(answer);
          });
    }
    live.batchDone(timeMillis);
    if (!batch.isEmpty() && !batch.getFirst().equals(advance)) {
      snapshots.commandDone(timeMillis);
    }
    snapshots.takeIfDue(live, timeMillis);
    ports
        .counts()
        .batchDone(
            batch.size(), durable - begin, ports.nanoTime().getAsLong() - durable, inbox.size());
  }

  private void journal(long timeMillis) {
    Journal journal = ports.journal();
    for (Iterator<Submission<C, A, V>> each = batch.iterator(); each.hasNext(); ) {
      Submission<C, A, V> submission = each.next();
      if (encode(submission.command(), timeMillis)) {
        journal.append(record.array(), 0, record.size());
      } else {
        each.remove();
        LiveMachine.answer(submission.asker(), commands.tooLong(Journal.MAX_RECORD_BYTES));
      }
    }
    long durable = journal.force();
    if (durable != live.sequence() + batch.size()) {
      throw new JournalException(
          "The journal's last record is %d (expected: %d)"
              .formatted(durable, live.sequence() + batch.size()));
    }
  }

  /** False: the command is longer than any record may be. */
  private boolean encode(C command, long timeMillis) {
    record.clear();
    commands.encode(record, command, timeMillis);
    return record.size() <= Journal.MAX_RECORD_BYTES;
  }

  private void fail(Throwable cause) {
    phase = cause instanceof CommandFailure ? Phase.BROKEN : Phase.FAILED;
    live.stopped();
    LOG.error(
        "The {} has stopped and takes no more commands until a new start", ports.name(), cause);
  }

  private void refuseRest() {
    for (Submission<C, A, V> submission : batch.subList(answered, batch.size())) {
      LiveMachine.answer(submission.asker(), commands.unavailable());
    }
  }

  private void read() {
    if (phase == Phase.BROKEN) {
      readings.clear();
    }
    for (Reading<C, A, V> reading : readings) {
      try {
        reading.reader().accept(live.machine().view());
      } catch (RuntimeException bug) {
        LOG.error("Whoever read the {} failed", ports.name(), bug);
      }
    }
    readings.clear();
  }

  @Override
  public void awaitWork() {
    long due = phase == Phase.BROKEN ? Long.MAX_VALUE : live.nextTimerMillis();
    if (phase == Phase.RUNNING) {
      due = Math.min(due, live.machine().nextDueMillis());
    }
    long millis = Math.clamp(due - ports.clock().millis(), 0, MAX_SLEEP_MILLIS);
    inbox.sleep(millis * 1_000_000);
  }

  @Override
  public void end() {
    if (phase == Phase.RUNNING) {
      phase = Phase.ENDING;
    }
    try {
      while (inbox.size() > 0 && doWork() > 0) {}
    } finally {
      phase = Phase.ENDED;
      refuseWaiting();
    }
  }

  /** Who came between the last work and the end; reads are dropped. */
  private void refuseWaiting() {
    inbox.drain(left -> {
      if (left instanceof Submission<C, A, V>(_, var asker)) {
        LiveMachine.answer(asker, commands.unavailable());
      }
    });
  }
}
