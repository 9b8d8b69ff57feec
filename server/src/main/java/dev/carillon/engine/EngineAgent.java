package dev.carillon.engine;

import dev.carillon.engine.Waiting.Reading;
import dev.carillon.engine.Waiting.Submission;
import dev.carillon.journal.Journal;
import dev.carillon.journal.JournalException;
import dev.carillon.market.EngineListener;
import dev.carillon.market.EngineView;
import dev.carillon.market.MatchingEngine;
import dev.carillon.market.codec.CommandCodec;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Answer.Refused;
import dev.carillon.market.model.Command;
import dev.carillon.market.model.Reason;
import dev.carillon.state.StateWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's owner: takes what waits in batches, journals the commands of a batch with one force,
 * and only then applies them. Any thread may {@link #submit} and {@link #read}; {@link #doWork} and
 * {@link #end} belong to one thread, the engine's.
 *
 * <p>When the journal fails, or the engine does, it is unavailable for good: all that waits and all
 * that comes is refused, because nobody knows what is durable before a new start has read it. What
 * was done until then can still be read.
 */
public final class EngineAgent implements Engine {
  private static final Logger LOG = LoggerFactory.getLogger(EngineAgent.class);
  private static final Submission ADVANCE = new Submission(new Command.Advance(), _ -> {});

  private static final Answer BUSY =
      new Refused(Reason.BUSY, "too much waits for the engine; try again later", null);
  private static final Answer TOO_LONG =
      new Refused(
          Reason.TERMS,
          "bytes of the command: more (expected: at most " + Journal.MAX_RECORD_BYTES + ")",
          null);

  /** Clocks are set now and then, so none is trusted for long. */
  private static final long MAX_SLEEP_MILLIS = 1_000;

  private enum Phase {
    RUNNING,
    /** What waits is done; no more is taken. */
    ENDING,
    FAILED,
    ENDED
  }

  private final EnginePorts ports;
  private final EngineSettings settings;
  private final Follower follower;
  private final LiveEngine live;
  private final SnapshotTaker snapshots;
  private final Inbox inbox;
  private final StateWriter record = new StateWriter();
  private final List<Submission> batch = new ArrayList<>();
  private final List<Reading> readings = new ArrayList<>();
  private final ReentrantLock refusing = new ReentrantLock();
  private int answered;
  private volatile Phase phase = Phase.RUNNING;

  private EngineAgent(
      EnginePorts ports,
      EngineSettings settings,
      Follower follower,
      LiveEngine live,
      SnapshotTaker snapshots) {
    this.ports = ports;
    this.settings = settings;
    this.follower = follower;
    this.live = live;
    this.snapshots = snapshots;
    this.inbox = new Inbox(settings.queueCapacity());
  }

  /**
   * Who makes and hears an engine.
   *
   * @param engines makes one without pairs and accounts
   * @param feeds are told in this order
   * @param follower keeps events; feeds that only tell them on need not be one
   */
  public record Parts(
      Function<EngineListener, MatchingEngine> engines, List<EngineFeed> feeds, Follower follower) {
    public Parts {
      feeds = List.copyOf(feeds);
    }
  }

  /**
   * Brings an engine to where its journal ends; the feeds are told the last commands again, on this
   * thread. Blocks for that.
   *
   * @param snapshotWriter runs what blocks; must outlive the engine
   * @throws JournalException when the journal can't be trusted, in one sentence
   */
  public static EngineAgent recover(
      EnginePorts ports, EngineSettings settings, Parts parts, Executor snapshotWriter) {
    LiveEngine live = new LiveEngine(parts.engines(), parts.feeds());
    new Recovery(ports, live).run(parts.follower().storedSequence());
    SnapshotTaker snapshots = new SnapshotTaker(ports, settings, parts.follower(), snapshotWriter);
    snapshots.startAt(live.sequence());
    return new EngineAgent(ports, settings, parts.follower(), live, snapshots);
  }

  @Override
  public void submit(Command command, Consumer<Answer> answer) {
    if (phase != Phase.RUNNING) {
      answer.accept(unavailable());
    } else if (follower.isBehind() || !inbox.offer(new Submission(command, answer))) {
      ports.counts().refused();
      answer.accept(BUSY);
    } else if (phase == Phase.ENDED) {
      refuseWaiting();
    }
  }

  @Override
  public boolean read(Consumer<EngineView> reader) {
    if (phase == Phase.ENDING || phase == Phase.ENDED) {
      return false;
    }
    boolean taken = inbox.offer(new Reading(reader));
    if (!taken) {
      ports.counts().refused();
    }
    return taken;
  }

  /** Whether commands are taken. Any thread. */
  public boolean isAvailable() {
    return phase == Phase.RUNNING;
  }

  /**
   * Does what waits and what is due, once.
   *
   * @return how many commands, reads and timers were handled; 0: nothing waited
   */
  public int doWork() {
    takeWaiting();
    long now = ports.clock().millis();
    int done = readings.size() + commands(now);
    read();
    if (live.feeds().nextTimerMillis() <= now) {
      live.feeds().onTimer(live.engine(), now);
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
        case Submission submission -> batch.add(submission);
        case Reading reading -> readings.add(reading);
      }
    }
  }

  private int commands(long now) {
    if (batch.isEmpty() && phase == Phase.RUNNING && live.engine().nextDueMillis() <= now) {
      batch.add(ADVANCE);
    }
    if (batch.isEmpty()) {
      return 0;
    }
    int count = batch.size();
    answered = 0;
    if (phase != Phase.FAILED) {
      // The agent's catch-all: whatever goes wrong here, nobody is left without an answer.
      try {
        journalAndApply(Math.max(now, live.engine().nowMillis()));
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
    for (Submission submission : batch) {
      live.apply(
          submission.command(),
          timeMillis,
          answer -> {
            answered++;
            submission.asker().accept(answer);
          });
    }
    live.feeds().batchDone(live.engine(), timeMillis);
    if (!batch.isEmpty() && !batch.getFirst().equals(ADVANCE)) {
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
    for (Iterator<Submission> each = batch.iterator(); each.hasNext(); ) {
      Submission submission = each.next();
      if (encode(submission.command(), timeMillis)) {
        journal.append(record.array(), 0, record.size());
      } else {
        each.remove();
        LiveEngine.answer(submission.asker(), TOO_LONG);
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
  private boolean encode(Command command, long timeMillis) {
    record.clear();
    CommandCodec.encode(record, command, timeMillis);
    return record.size() <= Journal.MAX_RECORD_BYTES;
  }

  private void fail(Throwable cause) {
    phase = Phase.FAILED;
    LOG.error("The engine has stopped and takes no more commands until a new start", cause);
  }

  private void refuseRest() {
    for (Submission submission : batch.subList(answered, batch.size())) {
      LiveEngine.answer(submission.asker(), unavailable());
    }
  }

  private static Answer unavailable() {
    return new Refused(
        Reason.UNAVAILABLE,
        "the engine has stopped; whether what it had taken was done shows when it runs again",
        null);
  }

  private void read() {
    for (Reading reading : readings) {
      try {
        reading.reader().accept(live.engine());
      } catch (RuntimeException bug) {
        LOG.error("Whoever read the engine failed", bug);
      }
    }
    readings.clear();
  }

  /** Sleeps until there is work; may return early. */
  void awaitWork() {
    long due = live.feeds().nextTimerMillis();
    if (phase == Phase.RUNNING) {
      due = Math.min(due, live.engine().nextDueMillis());
    }
    long millis = Math.clamp(due - ports.clock().millis(), 0, MAX_SLEEP_MILLIS);
    inbox.sleep(millis * 1_000_000);
  }

  /** Does what waits, then takes no more. */
  void end() {
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

  /** Who came between the last work and the end; reads are dropped. Any thread, one at a time. */
  private void refuseWaiting() {
    refusing.lock();
    try {
      for (Waiting left = inbox.poll(); left != null; left = inbox.poll()) {
        if (left instanceof Submission(_, var asker)) {
          LiveEngine.answer(asker, unavailable());
        }
      }
    } finally {
      refusing.unlock();
    }
  }
}
