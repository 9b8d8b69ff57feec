package dev.carillon.core.bus;

import dev.carillon.core.bus.SharedLog.Entry;
import dev.carillon.core.cluster.ClusterException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one line without gaps of the records that come from the log. What comes is a hint; after a
 * gap, or when something may have been missed, the log itself is read, on a thread that may block.
 * All that comes meanwhile is held and follows in its order, notes included: they may be about what
 * the missing records said.
 *
 * <p>Epochs grow, so what comes late of an earlier one is known as old.
 */
final class LogReader {
  private static final Logger log = LoggerFactory.getLogger(LogReader.class);
  private static final Offset NOTHING = new Offset(0, 0);
  private static final int PAGE = 1_000;
  private static final int KEPT = 10_000;
  private static final long MUCH = 1_000_000;

  /** By so many records it is known again; those of a lost tail may come again in another order. */
  private static final int RECENT = 64;

  private static final byte[] NO_BYTES = {};
  private static final int MAX_HELD = 8_192;
  private static final long MAX_HELD_BYTES = 16L << 20;

  private final SharedLog shared;
  private final BusLock lock;
  private final Executor blocking;
  private final Taker taker;

  /** Of the last record that was handed on. Written in the lock, as all below. */
  private volatile Offset head = NOTHING;

  /** The last records that were handed on, one behind the other, without their bytes. */
  private final Deque<Entry> recent = new ArrayDeque<>();

  /** Whether records are missing, as far as is known. */
  private volatile boolean behind = true;

  /** Whether the log was ever read. */
  private volatile boolean begun;

  private boolean reading;

  /** Records, and notes as bytes. */
  private final Deque<Object> held = new ArrayDeque<>();

  private long heldBytes;

  /** How far a record that was held has come: proof that the log came so far. */
  private Offset furthest = NOTHING;

  /** How far the log had come when it was last asked. */
  private Offset tail = NOTHING;

  private long notesLeftOut;

  /** Who waits for the line to come to a place. */
  private final PlaceWaiters waiters;

  /** Who takes the line. In the lock. */
  interface Taker {
    /** Whether somebody is there to take old records. */
    boolean isReady();

    /** The next record; of the one before, all were taken, or a gap was told. */
    void take(Entry entry);

    /** As {@link #take}, of a record from before this node listened. */
    void takeOld(Entry entry);

    /**
     * What comes next is after a place; what was between is lost.
     *
     * @param old up to where it is old
     */
    void gap(Offset place, Offset old);

    /** This node's newest record that has a place; null: none has. */
    @Nullable Entry newestOwn();

    /** Whether the log has refused this node's next record many times since this was asked. */
    boolean isRefused();

    /** Takes a note that was held. */
    void takeNote(byte[] note);
  }

  LogReader(SharedLog shared, BusLock lock, Executor blocking, Taker taker) {
    this.shared = shared;
    this.lock = lock;
    this.blocking = blocking;
    this.taker = taker;
    this.waiters = new PlaceWaiters(lock);
  }

  Offset head() {
    return head;
  }

  boolean hasBegun() {
    return begun;
  }

  /** How many notes were dropped because too much had to wait. In the lock. */
  long notesLeftOut() {
    return notesLeftOut;
  }

  /** Takes a record from the cluster's thread. */
  void onEntry(Entry entry) {
    lock.run(() -> {
      if (behind || !isTaken(entry)) {
        hold(entry);
        furthest = later(furthest, entry.offset());
        suspect();
      }
    });
  }

  /**
   * Takes a note from the cluster's thread.
   *
   * @return false: nothing is missing, so that it need not wait, and was not taken
   */
  boolean onNote(byte[] note) {
    return behind
        && lock.in(() -> {
          if (behind) {
            hold(note);
          }
          return behind;
        });
  }

  /** Something may be missing: asks the log. Any thread. */
  void suspect() {
    lock.run(() -> {
      behind = true;
      if (!reading) {
        reading = true;
        blocking.execute(this::read);
      }
    });
  }

  /** Tries again what did not go well. */
  void retry() {
    if (behind) {
      suspect();
    }
  }

  /** Compares what was heard with how far the log had come when this was called last. */
  void checkTail() {
    if (!behind) {
      blocking.execute(this::readTail);
    }
  }

  /** Runs it when all is handed on that the log has now, or when that can't be asked. */
  void whenNewest(Runnable then) {
    blocking.execute(() -> {
      try {
        Offset there = shared.head(head);
        lock.run(() -> {
          waiters.add(there, then);
          waiters.tell(head);
        });
      } catch (ClusterException e) {
        log.debug("The log's head can't be asked now", e);
        then.run();
      }
    });
  }

  private void readTail() {
    try {
      Offset there = shared.head(head);
      lock.run(() -> {
        boolean stuck = tail.epoch() == head.epoch() && head.sequence() < tail.sequence();
        if (stuck || there.epoch() > head.epoch()) {
          suspect();
        }
        tail = there;
      });
    } catch (ClusterException e) {
      log.debug("The log's head can't be asked now", e);
    }
  }

  private void read() {
    boolean again = true;
    while (again) {
      try {
        again = readSome();
      } catch (ClusterException e) {
        log.debug("The log can't be read now", e);
        again = false;
        lock.run(() -> reading = false);
      }
    }
  }

  /** Returns whether there is more to read; if not, reading has ended. */
  private boolean readSome() {
    Entry own = lock.in(taker::newestOwn);
    List<Entry> known = lock.in(() -> List.copyOf(recent));
    Offset seen = lock.in(() -> later(head, furthest));
    Offset there = shared.head(own == null ? seen : later(seen, own.offset()));
    if (begun && there.epoch() == head.epoch()) {
      Optional<List<Entry>> missing = readBehind(known);
      if (isForked(known, missing) || isForgotten(own, there)) {
        shared.head(new Offset(there.epoch(), there.sequence() + MUCH));
        return true;
      }
      if (missing.isPresent()) {
        return lock.in(() -> goOn(missing.get()));
      }
    }
    List<Entry> newest = shared.newest(KEPT);
    return lock.in(() -> begin(there, newest));
  }

  /** What is known comes once more, to be compared: as much of it as is kept. */
  private Optional<List<Entry>> readBehind(List<Entry> known) {
    if (known.isEmpty()) {
      return shared.after(head, PAGE);
    }
    Optional<List<Entry>> all = shared.after(placeBefore(known.getFirst()), PAGE);
    return all.isPresent() ? all : reaching(known.getLast().offset(), shared.newest(KEPT));
  }

  /** What is kept, if nothing is missing between a place and that. */
  private static Optional<List<Entry>> reaching(Offset place, List<Entry> kept) {
    Offset before = kept.isEmpty() ? place : placeBefore(kept.getFirst());
    return before.epoch() == place.epoch() && before.sequence() <= place.sequence()
        ? Optional.of(kept)
        : Optional.empty();
  }

  /**
   * Whether the log lost its tail and grew again to where it was, with other records: then it must
   * begin another epoch, for its places do not mean the same to all any more.
   */
  private static boolean isForked(List<Entry> known, Optional<List<Entry>> found) {
    for (Entry entry : found.orElse(List.of())) {
      for (Entry before : known) {
        if (before.offset().equals(entry.offset())
            && (before.number() != entry.number() || !before.origin().equals(entry.origin()))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether the log lost what it knew of this node: then it would refuse its records for ever,
   * until it begins another epoch.
   */
  private boolean isForgotten(@Nullable Entry own, Offset there) {
    boolean lost =
        own != null
            && own.offset().epoch() == there.epoch()
            && isForked(List.of(own), shared.after(placeBefore(own), 1));
    return lost || lock.in(taker::isRefused);
  }

  private boolean goOn(List<Entry> missing) {
    Offset before = head;
    missing.forEach(this::isTaken);
    boolean advanced = !head.equals(before);
    if (missing.size() == PAGE && advanced) {
      return true;
    }
    return !takeHeld() && goesOn(advanced);
  }

  /** Goes on from the oldest record that is kept. */
  private boolean begin(Offset there, List<Entry> newest) {
    Offset start = newest.isEmpty() ? there : placeBefore(newest.getFirst());
    boolean old = !begun;
    if (start.epoch() < head.epoch() || (!newest.isEmpty() && !taker.isReady())) {
      return goesOn(false);
    }
    if (old || start.epoch() > head.epoch() || start.sequence() > head.sequence()) {
      head = start;
      recent.clear();
      taker.gap(start, old && !newest.isEmpty() ? newest.getLast().offset() : start);
    }
    begun = true;
    for (Entry entry : newest) {
      if (old) {
        head = entry.offset();
        remember(entry);
        taker.takeOld(entry);
      } else {
        isTaken(entry);
      }
    }
    waiters.tell(head);
    return !takeHeld() && goesOn(true);
  }

  /** Without progress it is tried again later. */
  private boolean goesOn(boolean progress) {
    reading = progress;
    return progress;
  }

  /**
   * Takes what was held, up to the next gap.
   *
   * @return whether that was all, so that nothing is missing any more
   */
  private boolean takeHeld() {
    for (Object first = held.peekFirst(); first != null; first = held.peekFirst()) {
      if (first instanceof Entry entry && !isTaken(entry)) {
        return false;
      }
      if (first instanceof byte[] note) {
        taker.takeNote(note);
      }
      removeFirstHeld();
    }
    furthest = NOTHING;
    behind = false;
    reading = false;
    return true;
  }

  /** Takes the record if it is next; false: something is missing before it. */
  private boolean isTaken(Entry entry) {
    Offset place = entry.offset();
    if (later(head, place).equals(head)) {
      return true;
    }
    if (place.epoch() != head.epoch() || place.sequence() != head.sequence() + 1) {
      return false;
    }
    head = place;
    remember(entry);
    taker.take(entry);
    waiters.tell(head);
    return true;
  }

  private void remember(Entry entry) {
    recent.addLast(new Entry(entry.offset(), entry.origin(), entry.number(), NO_BYTES));
    if (recent.size() > RECENT) {
      recent.removeFirst();
    }
  }

  /** What falls out for want of room is not lost if it is a record: it is in the log. */
  private void hold(Object item) {
    held.addLast(item);
    heldBytes += sizeOf(item);
    while (held.size() > MAX_HELD || heldBytes > MAX_HELD_BYTES) {
      notesLeftOut += removeFirstHeld() instanceof Entry ? 0 : 1;
    }
  }

  private Object removeFirstHeld() {
    Object first = held.removeFirst();
    heldBytes -= sizeOf(first);
    return first;
  }

  private static int sizeOf(Object item) {
    return item instanceof Entry entry ? entry.bytes().length : ((byte[]) item).length;
  }

  private static Offset placeBefore(Entry entry) {
    return new Offset(entry.offset().epoch(), entry.offset().sequence() - 1);
  }

  /** The one of two places that is further. */
  static Offset later(Offset a, Offset b) {
    boolean second =
        b.epoch() > a.epoch() || (b.epoch() == a.epoch() && b.sequence() > a.sequence());
    return second ? b : a;
  }
}
