package dev.carillon.machine;

import dev.carillon.journal.JournalException;
import dev.carillon.journal.Retention;
import dev.carillon.state.StateWriter;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a snapshot when one is due: the state becomes bytes on the machine's thread, and these go
 * to the disk on another. One at a time; what is due meanwhile waits. The machine's thread.
 */
final class SnapshotTaker {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotTaker.class);

  private final MachinePorts ports;
  private final MachineSettings settings;
  private final Retention retention;
  private final Follower follower;
  private final Executor writer;
  private final StateWriter state = new StateWriter();
  private final AtomicBoolean writing = new AtomicBoolean();
  private long lastSequence;
  private long dueMillis = Long.MAX_VALUE;

  /**
   * @param writer runs what blocks
   */
  SnapshotTaker(MachinePorts ports, MachineSettings settings, Follower follower, Executor writer) {
    this.ports = ports;
    this.settings = settings;
    this.retention = new Retention(ports.journal(), ports.snapshots());
    this.follower = follower;
    this.writer = writer;
  }

  /** The machine begins at a record; counting begins there. */
  void startAt(long sequence) {
    lastSequence = sequence;
  }

  /** Somebody's command was done: there is something new to keep, now or later. */
  void commandDone(long nowMillis) {
    if (dueMillis == Long.MAX_VALUE) {
      dueMillis = nowMillis + settings.snapshotMillis();
    }
  }

  void takeIfDue(LiveMachine<?, ?, ?> live, long nowMillis) {
    boolean isDue =
        live.sequence() - lastSequence >= settings.snapshotCommands() || nowMillis >= dueMillis;
    if (!isDue || writing.get()) {
      return;
    }
    state.clear();
    live.machine().writeTo(state);
    lastSequence = live.sequence();
    dueMillis = Long.MAX_VALUE;
    writing.set(true);
    long sequence = lastSequence;
    writer.execute(() -> write(sequence));
  }

  private void write(long sequence) {
    try {
      long begin = ports.nanoTime().getAsLong();
      ports.snapshots().write(sequence, StateHash.of(state), state.array(), state.size());
      ports.counts().snapshotWritten(sequence, state.size(), ports.nanoTime().getAsLong() - begin);
      retention.apply(follower.storedSequence());
    } catch (JournalException e) {
      LOG.error(
          "The {} goes on, but its snapshots could not be renewed: {}",
          ports.name(),
          e.getMessage());
      ports.counts().snapshotFailed();
    } finally {
      writing.set(false);
    }
  }
}
