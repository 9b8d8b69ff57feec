package dev.carillon.machine.replica;

import dev.carillon.journal.JournalException;
import dev.carillon.journal.Lease.Holder;
import dev.carillon.journal.SharedBatch;
import dev.carillon.journal.SharedJournal;
import dev.carillon.machine.Agent;
import dev.carillon.machine.CommandFailure;
import dev.carillon.machine.Commands;
import dev.carillon.machine.Inbox;
import dev.carillon.machine.LiveMachine;
import dev.carillon.machine.MachinePorts;
import dev.carillon.machine.MachineSettings;
import dev.carillon.machine.Owner;
import dev.carillon.machine.Recovery;
import dev.carillon.machine.SnapshotTaker;
import dev.carillon.machine.replica.Note.Refused;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node's copy of a machine that several nodes share. It does what the shared journal says, and
 * nothing else; what is asked of it is sent to the leader, which may be itself. Any thread may
 * {@link #submit} and {@link #read}; the rest is the machine's thread's, which never blocks.
 *
 * <p>While nobody leads, or the leader can't be reached, what is asked waits for some seconds and
 * then is refused as unavailable; the state can be read all the time. When the machine fails at a
 * record, which it then does on all nodes, it is unavailable for good and nothing is read any more.
 *
 * @param <C> commands
 * @param <A> answers
 * @param <V> what can be read of the state
 */
public final class Replica<C, A, V> implements Owner<C, A, V> {
  private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

  /** The lease is asked for so often, at least. */
  private static final long MAX_SLEEP_MILLIS = 250;

  private static final long END_NANOS = TimeUnit.SECONDS.toNanos(3);

  private enum Phase {
    RUNNING,
    /** The state is not to be looked at. */
    BROKEN,
    ENDED
  }

  private final ReplicaPorts all;
  private final MachinePorts<SharedJournal> ports;
  private final MachineSettings settings;
  private final Commands<C, A> commands;
  private final LiveMachine<C, A, V> live;
  private final SnapshotTaker<C, A, V> snapshots;
  private final LeadNews news;
  private final String self;
  private final String subject;
  private final Inbox<Runnable> inbox;
  private final Following following;
  private final Keeper keeper;
  private final Lead<C, A, V> lead;
  private final Requests<C, A> requests;
  private final Doing<C, A, V> doing;
  private final NewestReads newest;
  private volatile boolean available;
  private volatile Phase phase = Phase.RUNNING;

  private Replica(
      ReplicaPorts all,
      MachineSettings settings,
      Agent.Parts<C, A, V> parts,
      Executor snapshotWriter,
      LeadListener listener) {
    this.all = all;
    this.ports = all.machine();
    this.settings = settings;
    this.commands = parts.commands();
    this.live = new LiveMachine<>(parts.machine(), parts.feeds());
    new Recovery<>(ports, commands, live).run(parts.follower().storedSequence());
    this.snapshots = new SnapshotTaker<>(ports, settings, parts, snapshotWriter);
    snapshots.startAt(live.sequence());
    this.news = new LeadNews(listener);
    this.self = all.cluster().self();
    this.subject = "machine:" + ports.name();
    this.inbox = new Inbox<>(settings.queueCapacity());
    Background background = new Background(all.blocking(), inbox, () -> phase == Phase.ENDED);
    this.following = new Following(ports, () -> live.sequence() + 1, background, this::deliver);
    this.keeper = new Keeper(all, background, new LeaseEvents());
    this.lead =
        new Lead<>(
            all,
            settings,
            new Lead.Machinery<>(commands, parts.follower(), live),
            background,
            new LeadEvents());
    this.requests =
        new Requests<>(
            commands,
            self,
            settings.queueCapacity(),
            (node, note) -> all.cluster().send(node, subject, note.toBytes()));
    this.doing = new Doing<>(ports, commands, live, requests);
    this.newest = new NewestReads(following, nanos -> lead.isDone() && keeper.isHeld(nanos));
  }

  /**
   * Brings a machine to where its journal ends; the feeds are told the last commands again, on this
   * thread. Blocks for that. To be called before the cluster is started.
   *
   * @param snapshotWriter runs what blocks; must outlive the machine
   * @param listener hears whether this node leads
   * @throws JournalException when the journal can't be trusted, in one sentence
   */
  public static <C, A, V> Replica<C, A, V> recover(
      ReplicaPorts ports,
      MachineSettings settings,
      Agent.Parts<C, A, V> parts,
      Executor snapshotWriter,
      LeadListener listener) {
    Replica<C, A, V> replica = new Replica<>(ports, settings, parts, snapshotWriter, listener);
    ports.cluster().listen(replica.subject, replica::noted);
    ports.cluster().listen(replica::missed);
    return replica;
  }

  /** The cluster's thread. */
  private void missed() {
    boolean _ =
        inbox.offer(() -> {
          following.look();
          requests.retrySoon();
        });
  }

  /** A note that finds no room is lost, as notes may be. The cluster's thread. */
  private void noted(String from, byte[] note) {
    boolean _ = inbox.offer(() -> take(from, note));
  }

  @Override
  public void submit(C command, Consumer<A> answer) {
    if (phase != Phase.RUNNING) {
      answer.accept(commands.unavailable());
    } else if (!inbox.offer(() -> ask(command, answer))) {
      ports.counts().refused();
      answer.accept(commands.busy());
    } else if (phase == Phase.ENDED) {
      inbox.drain(Runnable::run);
    }
  }

  private void ask(C command, Consumer<A> answer) {
    if (phase != Phase.RUNNING) {
      LiveMachine.answer(answer, commands.unavailable());
    } else if (!requests.ask(command, answer, ports.nanoTime().getAsLong())) {
      ports.counts().refused();
    }
  }

  @Override
  public boolean read(Consumer<V> reader) {
    return offer(() -> show(reader));
  }

  @Override
  public boolean readNewest(Consumer<V> reader) {
    return offer(() -> newest.ask(() -> show(reader), ports.nanoTime().getAsLong()));
  }

  private boolean offer(Runnable reading) {
    if (phase != Phase.RUNNING) {
      return false;
    }
    boolean taken = inbox.offer(reading);
    if (!taken) {
      ports.counts().refused();
    }
    return taken;
  }

  private void show(Consumer<V> reader) {
    try {
      if (phase == Phase.RUNNING) {
        reader.accept(live.machine().view());
      }
    } catch (RuntimeException bug) {
      LOG.error("Whoever read the {} failed", ports.name(), bug);
    }
  }

  @Override
  public String name() {
    return ports.name();
  }

  @Override
  public long sequence() {
    return live.sequence();
  }

  /** Whether commands are taken, and somebody leads who can be reached, as far as is known. */
  @Override
  public boolean isAvailable() {
    return available;
  }

  @Override
  public long behind() {
    return following.behind();
  }

  @Override
  public int doWork() {
    int done = 0;
    // The replica's catch-all: whatever goes wrong here, nobody is left without an answer.
    try {
      Runnable next = inbox.poll();
      while (next != null) {
        next.run();
        done++;
        next = done < settings.batchCommands() ? inbox.poll() : null;
      }
      switch (phase) {
        case RUNNING -> work();
        case BROKEN -> keeper.work(ports.nanoTime().getAsLong());
        case ENDED -> {}
      }
    } catch (RuntimeException | Error e) {
      fail(e);
    }
    return done;
  }

  private void work() {
    long nanos = ports.nanoTime().getAsLong();
    keeper.work(nanos);
    following.work(nanos);
    newest.work(nanos);
    requests.work(lead, nanos);
    long now = ports.clock().millis();
    lead.work(now);
    if (live.nextTimerMillis() <= now) {
      live.onTimer(now);
    }
    news.tell(lead.isLeading());
    available = lead.isLeading() || (isLed(nanos) && following.follows());
  }

  private boolean isLed(long nanos) {
    return requests.isLed() && keeper.isHeld(nanos) && all.cluster().healthy();
  }

  private void take(String from, byte[] bytes) {
    if (phase != Phase.RUNNING) {
      return;
    }
    Note note;
    try {
      note = Note.of(bytes);
    } catch (IllegalArgumentException e) {
      LOG.debug("A note of {} about the {} is not known here", from, ports.name(), e);
      following.look();
      return;
    }
    switch (note) {
      case Note.Appended(var batch) -> following.appended(batch, ports.nanoTime().getAsLong());
      case Note.Look() -> following.look();
      case Note.Asked asked -> lead.asked(from, asked);
      case Refused(var refusedTerm, var number, var why) ->
          requests.refused(refusedTerm, number, why);
    }
  }

  private void deliver(SharedBatch batch) {
    if (phase == Phase.RUNNING && doing.deliver(batch) && lead.isLeading()) {
      long timeMillis = live.machine().nowMillis();
      snapshots.commandDone(timeMillis);
      snapshots.takeIfDue(live, timeMillis);
    }
  }

  private final class LeaseEvents implements Keeper.Listener {
    @Override
    public void taken(long token) {
      lead.prepare(token);
      following.awaitEnd(
          new Following.Waiter() {
            @Override
            public void atEnd() {
              lead.begin(token);
            }

            @Override
            public void failed() {
              stopLeading();
            }
          });
    }

    @Override
    public void lost() {
      lead.end();
    }

    @Override
    public void heldBy(Holder other) {
      requests.heldBy(other.token(), other.node());
    }
  }

  private void stopLeading() {
    keeper.giveUp(ports.nanoTime().getAsLong());
    lead.end();
    following.look();
  }

  private final class LeadEvents implements Lead.Events {
    @Override
    public void appended(SharedBatch batch, long nanos) {
      all.cluster().post(subject, Note.ofAppended(batch).toBytes());
      long begin = ports.nanoTime().getAsLong();
      following.appended(batch, begin);
      long applied = ports.nanoTime().getAsLong() - begin;
      ports.counts().batchDone(batch.count(), nanos, applied, lead.waiting());
    }

    @Override
    public void stopped() {
      stopLeading();
    }

    @Override
    public void askedAgain(String origin) {
      all.cluster().send(origin, subject, new Note.Look().toBytes());
    }

    @Override
    public void refused(String origin, Refused refused) {
      if (origin.equals(self)) {
        requests.refused(refused.term(), refused.number(), refused.why());
      } else {
        all.cluster().send(origin, subject, refused.toBytes());
      }
    }
  }

  private void fail(Throwable cause) {
    phase = Phase.BROKEN;
    available = false;
    live.stopped();
    Throwable told =
        cause instanceof CommandFailure failure ? failure.ofJournal(ports.name()) : cause;
    LOG.error(
        "The {} has stopped and takes no more commands until a new start", ports.name(), told);
    lead.end();
    news.tell(lead.isLeading());
    keeper.retire(ports.nanoTime().getAsLong());
    requests.giveUp();
  }

  @Override
  public void awaitWork() {
    long due = phase == Phase.RUNNING ? live.nextTimerMillis() : Long.MAX_VALUE;
    if (lead.isLeading()) {
      due = Math.min(due, live.machine().nextDueMillis());
    }
    long millis = Math.clamp(due - ports.clock().millis(), 0, MAX_SLEEP_MILLIS);
    inbox.sleep(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  /** Does what waits for some seconds, then gives up the lease and takes no more. Blocks. */
  @Override
  public void end() {
    long begin = ports.nanoTime().getAsLong();
    while (phase == Phase.RUNNING
        && requests.size() > 0
        && ports.nanoTime().getAsLong() - begin < END_NANOS) {
      if (doWork() == 0) {
        awaitWork();
      }
    }
    phase = Phase.ENDED;
    available = false;
    lead.end();
    news.tell(lead.isLeading());
    all.lease().release();
    requests.giveUp();
    inbox.drain(Runnable::run);
  }
}
