package dev.carillon.machine;

import dev.carillon.journal.JournalException;
import dev.carillon.journal.Records;
import dev.carillon.journal.Snapshot;
import dev.carillon.journal.Snapshots;
import dev.carillon.machine.Commands.Timed;
import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a machine to where its journal ends. It begins with the snapshot before the newest: so the
 * events of the last commands are made again for those who keep some, and where the newest stands
 * the replayed state must be the same.
 */
public final class Recovery<C, A, V> {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final int BATCH = 1_024;

  private final String name;
  private final Records journal;
  private final Snapshots snapshots;
  private final Commands<C, A> commands;
  private final LiveMachine<C, A, V> live;
  private final StateWriter state = new StateWriter();

  public Recovery(MachinePorts<?> ports, Commands<C, A> commands, LiveMachine<C, A, V> live) {
    this.name = ports.name();
    this.journal = ports.journal();
    this.snapshots = ports.snapshots();
    this.commands = commands;
    this.live = live;
  }

  /**
   * Reads a snapshot and replays what came after it.
   *
   * @param floorSequence whoever keeps events has those of the commands through this one
   * @throws JournalException when the journal is damaged, or leads to another state than before
   */
  public void run(long floorSequence) {
    List<Snapshot> known = snapshots.list();
    if (!known.isEmpty() && known.getFirst().sequence() > journal.lastSequence()) {
      throw new JournalException(
          "The journal ends with record %d, but there is a snapshot of record %d: put back the"
                  .formatted(journal.lastSequence(), known.getFirst().sequence())
              + " missing segments, or delete the snapshots that are newer than the journal");
    }
    if (floorSequence != Follower.NONE.storedSequence() && floorSequence > journal.lastSequence()) {
      throw new JournalException(
          "The journal ends with record %d, but the events of record %d are kept: put back the"
                  .formatted(journal.lastSequence(), floorSequence)
              + " missing segments, or delete the history, which is made again from the journal");
    }
    takeBase(candidates(known, floorSequence), floorSequence);
    long begun = live.sequence();
    replay(known.stream().collect(Collectors.toMap(Snapshot::sequence, Function.identity())));
    live.batchDone(live.machine().nowMillis());
    LOG.info(
        "The {} stands at record {}: {} records were replayed on the snapshot of record {}",
        name,
        live.sequence(),
        live.sequence() - begun,
        begun);
  }

  /** Snapshots to begin with, the best first. */
  private List<Snapshot> candidates(List<Snapshot> known, long floorSequence) {
    List<Snapshot> best = new ArrayList<>();
    List<Snapshot> rest = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      boolean isBefore = i > 0 && known.get(i).sequence() <= floorSequence;
      (isBefore ? best : rest).add(known.get(i));
    }
    best.add(new Snapshot(0, 0, 0));
    // Too new for all events, but better than no start: what it loses is logged.
    best.addAll(rest.reversed());
    return best;
  }

  /**
   * Brings the machine to where one record led, by the newest snapshot before it. Any thread, while
   * another machine goes on with the journal.
   *
   * @throws JournalException as {@link #run}
   */
  void runTo(long throughSequence) {
    List<Snapshot> before =
        snapshots.list().stream()
            .filter(snapshot -> snapshot.sequence() <= throughSequence)
            .collect(Collectors.toCollection(ArrayList::new));
    before.add(new Snapshot(0, 0, 0));
    takeBase(before, Follower.NONE.storedSequence());
    journal.read(
        live.sequence() + 1,
        throughSequence,
        (sequence, bytes, offset, length) ->
            apply(sequence, new StateReader(bytes, offset, length)));
  }

  private void takeBase(List<Snapshot> candidates, long floorSequence) {
    for (Snapshot candidate : candidates) {
      if (candidate.sequence() + 1 >= journal.firstSequence() && take(candidate)) {
        if (candidate.sequence() > floorSequence) {
          LOG.warn(
              "The events of records {} to {} can't be made again for those who missed them",
              floorSequence + 1,
              candidate.sequence());
        }
        return;
      }
    }
    throw new JournalException(
        "No whole snapshot is followed by the journal, which begins with record "
            + journal.firstSequence()
            + ": put back its older segments or a snapshot");
  }

  private boolean take(Snapshot base) {
    if (base.sequence() == 0) {
      return true;
    }
    Optional<byte[]> bytes = snapshots.read(base);
    bytes.ifPresent(found -> readState(base, found));
    return bytes.isPresent();
  }

  private void readState(Snapshot base, byte[] bytes) {
    try {
      live.machine().readFrom(new StateReader(bytes));
      live.startAt(base.sequence());
    } catch (IllegalArgumentException e) {
      throw new JournalException(
          "The snapshot of record "
              + base.sequence()
              + " makes no sense to this program; start the one that wrote it",
          e);
    }
  }

  private void replay(Map<Long, Snapshot> known) {
    journal.replay(
        live.sequence() + 1,
        (sequence, bytes, offset, length) -> {
          apply(sequence, new StateReader(bytes, offset, length));
          if (sequence % BATCH == 0) {
            live.batchDone(live.machine().nowMillis());
          }
          Snapshot here = known.get(sequence);
          if (here != null) {
            compare(here);
          }
        });
  }

  private void apply(long sequence, StateReader record) {
    if (record.remaining() == 0) {
      live.leaveOut();
      return;
    }
    if (journal.isLeftOut(sequence)) {
      LOG.warn("Record {} of the {}'s journal is left out, as it was asked for", sequence, name);
      live.leaveOut();
      return;
    }
    Timed<C> timed = command(sequence, record);
    try {
      live.apply(timed.command(), timed.timeMillis(), _ -> {});
    } catch (CommandFailure failure) {
      LOG.error("The {} fails at a record of its journal", name, failure);
      throw failure.ofJournal(name);
    }
  }

  private Timed<C> command(long sequence, StateReader record) {
    try {
      return commands.decode(record);
    } catch (IllegalArgumentException e) {
      throw new JournalException(
          "Record "
              + sequence
              + " of the journal is no command that this program knows; start the one that wrote it",
          e);
    }
  }

  private void compare(Snapshot snapshot) {
    state.clear();
    live.machine().writeTo(state);
    if (StateHash.of(state) != snapshot.stateHash()) {
      throw new JournalException(
          "The replay leads to another state than the snapshot of record %d has. Start the program"
                  .formatted(snapshot.sequence())
              + " that wrote it, or delete the snapshots that are not older than it");
    }
  }
}
