package dev.carillon.machine.replica;

import dev.carillon.journal.Records;
import dev.carillon.journal.SharedBatch;
import dev.carillon.journal.SharedJournal;
import dev.carillon.machine.Commands;
import dev.carillon.machine.Follower;
import dev.carillon.machine.LiveMachine;
import dev.carillon.machine.MachinePorts;
import dev.carillon.machine.MachineSettings;
import dev.carillon.machine.replica.Note.Asked;
import dev.carillon.machine.replica.Note.Refusal;
import dev.carillon.machine.replica.Note.Refused;
import dev.carillon.machine.replica.Note.Request;
import dev.carillon.state.StateWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the leader does: takes the requests of all nodes, each once, and appends them in batches;
 * while one is on its way, the next gathers. The machine's thread.
 *
 * <p>It begins with a record that says so, when it has done all that the journal had before. It
 * ends when a batch was not appended, or when nobody knows whether it was.
 */
final class Lead<C, A, V> {
  private static final Logger LOG = LoggerFactory.getLogger(Lead.class);

  /** A batch takes no more commands when it is so large. */
  private static final int BATCH_BYTES = 1 << 20;

  private enum Stage {
    NONE,
    /** What the journal has is being done. */
    READING,
    /** The record that says so is on its way. */
    BEGINNING,
    LEADING
  }

  private final MachinePorts<SharedJournal> ports;
  private final MachineSettings settings;
  private final Commands<C, A> commands;
  private final Follower follower;
  private final LiveMachine<C, A, V> live;
  private final Background background;
  private final Events events;
  private final String self;
  private final StateWriter record = new StateWriter();
  private final Deque<Pending<C>> pending = new ArrayDeque<>();
  private final Map<String, Origin> origins = new HashMap<>();
  private Stage stage = Stage.NONE;
  private boolean appending;
  private long token;

  private record Pending<C>(@Nullable String origin, long request, C command) {}

  /** What a node has asked in this term. */
  private static final class Origin {
    private long last;
    private final TreeMap<Long, Refusal> refused = new TreeMap<>();
  }

  /** Who hears what the leader does. */
  interface Events {
    /** A batch is durable. */
    void appended(SharedBatch batch, long nanos);

    /** Another may lead: this one can't go on. */
    void stopped();

    /** A node may not know that what it asked for is done. */
    void askedAgain(String origin);

    /** A request is not done. */
    void refused(String origin, Refused refused);
  }

  Lead(
      ReplicaPorts ports,
      MachineSettings settings,
      Machinery<C, A, V> machinery,
      Background background,
      Events events) {
    this.ports = ports.machine();
    this.settings = settings;
    this.self = ports.cluster().self();
    this.commands = machinery.commands();
    this.follower = machinery.follower();
    this.live = machinery.live();
    this.background = background;
    this.events = events;
  }

  /**
   * A machine at work.
   *
   * @param follower as {@code Agent.Parts} says
   */
  record Machinery<C, A, V>(
      Commands<C, A> commands, Follower follower, LiveMachine<C, A, V> live) {}

  /** Whether requests of a term are taken. */
  boolean isLeading(long term) {
    return stage == Stage.LEADING && token == term;
  }

  boolean isLeading() {
    return stage == Stage.LEADING;
  }

  /** Whether it leads, and nothing of it is in the journal, or may be, that is not done here. */
  boolean isDone() {
    return stage == Stage.LEADING && !appending;
  }

  /** The lease is ours; the journal is to be read to its end. */
  void prepare(long newToken) {
    token = newToken;
    stage = Stage.READING;
    appending = false;
    pending.clear();
    origins.clear();
  }

  /** What the journal had before the lease was taken is done. */
  void begin(long preparedToken) {
    if (stage == Stage.READING && token == preparedToken) {
      stage = Stage.BEGINNING;
      append(new SharedBatch.Builder(token, self, live.sequence() + 1).addLead().build());
    }
  }

  /** Leads no more: whatever waits here was not done, and will be asked of another. */
  void end() {
    if (stage == Stage.LEADING) {
      LOG.info("This node does not lead the {} any more", ports.name());
    }
    stage = Stage.NONE;
    pending.clear();
    origins.clear();
  }

  /** A request of this node. */
  void own(long number, C command) {
    take(self, number, command);
  }

  /** Requests of another node. */
  void asked(String origin, Asked asked) {
    if (!isLeading(asked.term())) {
      return;
    }
    Origin known = origins.computeIfAbsent(origin, _ -> new Origin());
    if (asked.previous() > known.last) {
      LOG.debug("Requests of {} for the {} were lost on their way", origin, ports.name());
      return;
    }
    known.refused.headMap(asked.floor()).clear();
    boolean isKnown = false;
    for (Request request : asked.requests()) {
      Refusal why = known.refused.get(request.number());
      if (request.number() > known.last) {
        known.last = request.number();
        take(origin, request);
      } else if (why != null) {
        events.refused(origin, new Refused(token, request.number(), why));
      } else {
        isKnown = true;
      }
    }
    if (isKnown) {
      events.askedAgain(origin);
    }
  }

  private void take(String origin, Request request) {
    C command;
    try {
      command = commands.decode(request.command()).command();
    } catch (IllegalArgumentException e) {
      LOG.warn("A command of {} for the {} is not known here", origin, ports.name(), e);
      refuse(origin, request.number(), Refusal.UNKNOWN);
      return;
    }
    take(origin, request.number(), command);
  }

  private void take(String origin, long number, C command) {
    if (pending.size() >= settings.queueCapacity() || follower.isBehind()) {
      ports.counts().refused();
      refuse(origin, number, Refusal.BUSY);
    } else {
      pending.add(new Pending<>(origin, number, command));
    }
  }

  private void refuse(@Nullable String origin, long number, Refusal why) {
    if (origin == null) {
      throw new IllegalStateException("the machine's own command is refused: " + why);
    }
    Origin known = origins.get(origin);
    if (known != null) {
      known.refused.put(number, why);
    }
    events.refused(origin, new Refused(token, number, why));
  }

  /** How many requests wait. */
  int waiting() {
    return pending.size() + (appending ? 1 : 0);
  }

  /** Appends what waits and what is due, if the batch before is done. */
  void work(long nowMillis) {
    if (stage != Stage.LEADING || appending) {
      return;
    }
    if (pending.isEmpty() && live.machine().nextDueMillis() <= nowMillis) {
      pending.add(new Pending<>(null, 0, commands.advance()));
    }
    if (pending.isEmpty()) {
      return;
    }
    long timeMillis = Math.max(nowMillis, live.machine().nowMillis());
    SharedBatch.Builder batch = new SharedBatch.Builder(token, self, live.sequence() + 1);
    while (!pending.isEmpty()
        && batch.count() < settings.batchCommands()
        && batch.size() < BATCH_BYTES) {
      Pending<C> each = pending.remove();
      record.clear();
      commands.encode(record, each.command(), timeMillis);
      if (record.size() > Records.MAX_RECORD_BYTES) {
        refuse(each.origin(), each.request(), Refusal.TOO_LONG);
      } else {
        batch.add(each.origin(), each.request(), record.array(), record.size());
      }
    }
    if (batch.count() > 0) {
      append(batch.build());
    }
  }

  private void append(SharedBatch batch) {
    appending = true;
    long begin = ports.nanoTime().getAsLong();
    background.run(
        () -> ports.journal().append(batch),
        isLeader -> appended(batch, isLeader, begin),
        problem -> failed(batch, problem));
  }

  private void appended(SharedBatch batch, boolean isLeader, long begin) {
    boolean isOurs = batch.lead() == token && stage != Stage.NONE;
    if (isOurs) {
      appending = false;
    }
    if (isLeader) {
      events.appended(batch, ports.nanoTime().getAsLong() - begin);
      if (isOurs && stage == Stage.BEGINNING) {
        stage = Stage.LEADING;
        LOG.info("This node leads the {} from record {} on", ports.name(), batch.firstSequence());
      }
    } else if (isOurs) {
      LOG.warn("Another node leads the {} now", ports.name());
      events.stopped();
    }
  }

  private void failed(SharedBatch batch, RuntimeException problem) {
    if (batch.lead() == token && stage != Stage.NONE) {
      LOG.warn(
          "Nobody knows whether records {} to {} of the {} were appended; another may lead now",
          batch.firstSequence(),
          batch.lastSequence(),
          ports.name(),
          problem);
      events.stopped();
    }
  }
}
