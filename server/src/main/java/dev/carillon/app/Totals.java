package dev.carillon.app;

import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.cluster.NoteReader;
import dev.carillon.core.cluster.NoteWriter;
import dev.carillon.core.cluster.Survey;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Counts that everybody may see, of all nodes together. Those of others are asked at most once a
 * second. Any thread; blocks for them, for a while.
 */
final class Totals {
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final long LIFE_NANOS = 1_000_000_000L;
  private static final byte[] NOTHING = {};
  private static final Counts NONE = new Counts(0, 0, 0);

  private final Cluster cluster;
  private final Own own;
  private final Survey survey;
  private final LongSupplier nanoTime;
  private final ReentrantLock asking = new ReentrantLock();
  private Counts ofOthers = NONE;
  private long askedNanos;

  /** Counts of a node, or of several. */
  record Counts(long connections, long received, long delivered) {
    private Counts plus(Counts more) {
      return new Counts(
          connections + more.connections, received + more.received, delivered + more.delivered);
    }
  }

  /** Where this node's counts come from. */
  record Own(LongSupplier connections, LongSupplier received, LongSupplier delivered) {
    private Counts now() {
      return new Counts(connections.getAsLong(), received.getAsLong(), delivered.getAsLong());
    }
  }

  Totals(Cluster cluster, Executor blocking, LongSupplier nanoTime, Own own) {
    this.cluster = cluster;
    this.own = own;
    this.nanoTime = nanoTime;
    this.askedNanos = nanoTime.getAsLong() - LIFE_NANOS;
    this.survey = new Survey(cluster, "totals", blocking, _ -> encode(own.now()));
  }

  Counts now() {
    return own.now().plus(cluster.others().isEmpty() ? NONE : ofOthers());
  }

  private Counts ofOthers() {
    asking.lock();
    try {
      if (nanoTime.getAsLong() - askedNanos >= LIFE_NANOS) {
        ofOthers =
            survey.ask(NOTHING, LIMIT).stream().map(Totals::decode).reduce(NONE, Counts::plus);
        askedNanos = nanoTime.getAsLong();
      }
      return ofOthers;
    } finally {
      asking.unlock();
    }
  }

  private static byte[] encode(Counts counts) {
    return new NoteWriter(32)
        .putNumber(counts.connections())
        .putNumber(counts.received())
        .putNumber(counts.delivered())
        .toBytes();
  }

  private static Counts decode(byte[] bytes) {
    NoteReader note = new NoteReader(bytes);
    return new Counts(note.takeNumber(), note.takeNumber(), note.takeNumber());
  }
}
