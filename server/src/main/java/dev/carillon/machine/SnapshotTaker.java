package dev.carillon.machine;

import dev.carillon.journal.JournalException;
import dev.carillon.journal.Retention;
import dev.carillon.state.StateWriter;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a snapshot when one is due. One at a time; what is due meanwhile waits. The machine's
 * thread.
 *
 * <p>A large state is not touched: on another thread a new machine begins with the snapshot before,
 * does what the journal says since then, and its state is written. That costs each command a second
 * time, and no command waits. A small state becomes bytes on the machine's thread.
 */
public final class SnapshotTaker<C, A, V> {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotTaker.class);

  private final MachinePorts<?> ports;
  private final MachineSettings settings;
  private final Retention retention;
  private final Agent.Parts<C, A, V> parts;
  private final Executor writer;
  private final StateWriter state = new StateWriter();
  private final AtomicBoolean writing = new AtomicBoolean();
  private long lastSequence;
  private long dueMillis = Long.MAX_VALUE;

  /**
   * @param writer runs what blocks
   */
  public SnapshotTaker(
      MachinePorts<?> ports,
      MachineSettings settings,
      Agent.Parts<C, A, V> parts,
      Executor writer) {
    this.ports = ports;
    this.settings = settings;
    this.retention = new Retention(ports.journal(), ports.snapshots());
    this.parts = parts;
    this.writer = writer;
  }

  /** The machine begins at a record; counting begins there. */
  public void startAt(long sequence) {
    lastSequence = sequence;
  }

  /** Somebody's command was done: there is something new to keep, now or later. */
  public void commandDone(long nowMillis) {
    if (dueMillis == Long.MAX_VALUE) {
      dueMillis = nowMillis + settings.snapshotMillis();
    }
  }

  public void takeIfDue(LiveMachine<C, A, V> live, long nowMillis) {
    boolean isDue =
        live.sequence() - lastSequence >= settings.snapshotCommands() || nowMillis >= dueMillis;
    if (!isDue || writing.get()) {
      return;
    }
    Supplier<Machine<C, A, V>> silent = parts.silent();
    if (silent == null) {
      put(live.machine());
    }
    lastSequence = live.sequence();
    dueMillis = Long.MAX_VALUE;
    writing.set(true);
    long sequence = lastSequence;
    writer.execute(() -> write(sequence, silent));
  }

  private void put(Machine<C, A, V> machine) {
    state.clear();
    machine.writeTo(state);
  }

  private void write(long sequence, @Nullable Supplier<Machine<C, A, V>> silent) {
    try {
      long begin = ports.nanoTime().getAsLong();
      if (silent != null) {
        Machine<C, A, V> second = silent.get();
        new Recovery<>(ports, parts.commands(), new LiveMachine<>(second, new Feeds<>(List.of())))
            .runTo(sequence);
        put(second);
      }
      ports.snapshots().write(sequence, StateHash.of(state), state.array(), state.size());
      ports.counts().snapshotWritten(sequence, state.size(), ports.nanoTime().getAsLong() - begin);
      retention.apply(parts.follower().storedSequence());
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
