package dev.carillon.core.bus;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bus of a server that is alone: hands each publication to this node's listener at once, on the
 * publisher's thread.
 *
 * <p>One short lock per group of topics gives all subscribers of a topic one order although
 * publishers run on several threads; logged publications share one lock, so that their sequence is
 * one line and a position in it says everything about what came before.
 */
public final class LocalBus implements Bus {
  private static final int STRIPES = 64;

  private final long epoch;
  private final ReentrantLock logLock = new ReentrantLock();
  private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];
  private volatile long sequence;
  private @Nullable BusListener listener;

  /**
   * @param epoch names this life of the log, not negative; another one after each start, for
   *     example the time of the start
   */
  public LocalBus(long epoch) {
    if (epoch < 0) {
      throw new IllegalArgumentException("epoch: " + epoch + " (expected: 0 or more)");
    }
    this.epoch = epoch;
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new ReentrantLock();
    }
  }

  @Override
  public void listen(BusListener listener) {
    if (this.listener != null) {
      throw new IllegalStateException("a bus has one listener");
    }
    this.listener = listener;
  }

  @Override
  public void publish(Publication publication, boolean logged, Consumer<Receipt> receipt) {
    BusListener to = listener;
    if (to == null) {
      throw new IllegalStateException("nobody listens to this bus yet");
    }
    ReentrantLock lock = logged ? logLock : stripe(publication);
    Event event;
    lock.lock();
    try {
      event = new Event(publication, logged ? nextOffset() : null);
      to.onEvent(event);
    } finally {
      lock.unlock();
    }
    receipt.accept(new Receipt.Published(event.offset()));
  }

  @Override
  public <T> T quiesced(Supplier<T> section) {
    logLock.lock();
    try {
      return section.get();
    } finally {
      logLock.unlock();
    }
  }

  @Override
  public Offset head() {
    return new Offset(epoch, sequence);
  }

  @Override
  public boolean healthy() {
    return true;
  }

  @Override
  public void close() {}

  /** Only under the log's lock, hence no lost update. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private Offset nextOffset() {
    sequence++;
    return new Offset(epoch, sequence);
  }

  private ReentrantLock stripe(Publication publication) {
    int hash = publication.topic().hashCode();
    return stripes[(hash ^ (hash >>> 16)) & (STRIPES - 1)];
  }
}
