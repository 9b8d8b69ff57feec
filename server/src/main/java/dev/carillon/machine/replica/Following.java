package dev.carillon.machine.replica;

import dev.carillon.journal.JournalException;
import dev.carillon.journal.SharedBatch;
import dev.carillon.journal.SharedJournal;
import dev.carillon.machine.MachinePorts;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the journal's batches to the machine in their order: those that were told of, and those
 * that the journal is asked for when one is missing or nobody says anything. The machine's thread.
 */
final class Following {
  private static final Logger LOG = LoggerFactory.getLogger(Following.class);
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How many batches are read at once, and how many may wait for one that is missing. */
  private static final int STEP = 64;

  private final String name;
  private final SharedJournal journal;
  private final LongSupplier next;
  private final Background background;
  private final Consumer<SharedBatch> deliver;
  private final TreeMap<Long, SharedBatch> held = new TreeMap<>();
  private final List<Waiter> waiters = new ArrayList<>();
  private boolean reading;
  private boolean wanted;
  private boolean isAway;
  private long heardNanos;

  /** The newest record that is known to be in the journal. */
  private long heardSequence;

  private volatile long behind;

  /** Who waits for the journal's end. */
  interface Waiter {
    /** Nothing was in the journal when it was asked that is not done by now. */
    void atEnd();

    /** The journal can't be read now. */
    void failed();
  }

  /**
   * @param next the number of the record that the machine waits for
   * @param deliver takes each batch that has records from that one on
   */
  Following(
      MachinePorts<SharedJournal> ports,
      LongSupplier next,
      Background background,
      Consumer<SharedBatch> deliver) {
    this.name = ports.name();
    this.journal = ports.journal();
    this.next = next;
    this.background = background;
    this.deliver = deliver;
    heardNanos = ports.nanoTime().getAsLong() - SILENCE_NANOS;
  }

  /** How many records of the journal are known to be there and not done. Any thread. */
  long behind() {
    return behind;
  }

  /** Whether the journal could be read when it was read last. */
  boolean follows() {
    return !isAway;
  }

  /** A batch is known to be in the journal. */
  void appended(SharedBatch batch, long nowNanos) {
    heardSequence = Math.max(heardSequence, batch.lastSequence());
    if (batch.firstSequence() > next.getAsLong()) {
      if (held.size() < STEP) {
        held.put(batch.firstSequence(), batch);
      }
      wanted = true;
      return;
    }
    heardNanos = nowNanos;
    deliver.accept(batch);
    while (!held.isEmpty() && held.firstKey() <= next.getAsLong()) {
      deliver.accept(held.pollFirstEntry().getValue());
    }
  }

  /** Something was missed, or may have been. */
  void look() {
    wanted = true;
  }

  /** Tells when what stands in the journal now is done. */
  void awaitEnd(Waiter waiter) {
    waiters.add(waiter);
    wanted = true;
  }

  /** Asks the journal if there is a reason to. */
  void work(long nowNanos) {
    behind = Math.max(0, heardSequence - next.getAsLong() + 1);
    if (reading || !(wanted || nowNanos - heardNanos >= SILENCE_NANOS)) {
      return;
    }
    if (isAway && nowNanos - heardNanos < SILENCE_NANOS) {
      return;
    }
    reading = true;
    wanted = false;
    heardNanos = nowNanos;
    long from = next.getAsLong();
    List<Waiter> asking = List.copyOf(waiters);
    background.run(
        () -> journal.batches(from, STEP),
        batches -> read(batches, asking, nowNanos),
        problem -> failed(problem, asking));
  }

  private void read(List<SharedBatch> batches, List<Waiter> asking, long nowNanos) {
    reading = false;
    if (isAway) {
      isAway = false;
      LOG.info("The journal of the {} can be read again", name);
    }
    for (SharedBatch batch : batches) {
      if (batch.firstSequence() > next.getAsLong()) {
        throw new JournalException(
            "The journal of the %s has no record %d any more: a new start begins with a snapshot"
                .formatted(name, next.getAsLong()));
      }
      appended(batch, nowNanos);
    }
    if (batches.size() == STEP) {
      wanted = true;
      return;
    }
    forget(asking).forEach(Waiter::atEnd);
  }

  private void failed(RuntimeException problem, List<Waiter> asking) {
    reading = false;
    wanted = true;
    if (!isAway) {
      isAway = true;
      LOG.warn("The journal of the {} can't be read: {}", name, problem.toString());
    }
    forget(asking).forEach(Waiter::failed);
  }

  /** Those who came later stand behind them. */
  private List<Waiter> forget(List<Waiter> asking) {
    waiters.subList(0, asking.size()).clear();
    return asking;
  }
}
