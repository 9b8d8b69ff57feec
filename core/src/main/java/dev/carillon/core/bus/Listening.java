package dev.carillon.core.bus;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The one listener of a bus, and what is handed to it without the log. Any thread. */
final class Listening {
  private static final int STRIPES = 64;

  private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];
  private final AtomicLong unreadable = new AtomicLong();
  private volatile @Nullable BusListener listener;

  Listening() {
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new ReentrantLock();
    }
  }

  void begin(BusListener listener) {
    if (this.listener != null) {
      throw new IllegalStateException("a bus has one listener");
    }
    this.listener = listener;
  }

  boolean hasBegun() {
    return listener != null;
  }

  BusListener listener() {
    BusListener known = listener;
    if (known == null) {
      throw new IllegalStateException("nobody listens to this bus yet");
    }
    return known;
  }

  /** Hands on a publication that is not logged, one at a time for each topic. */
  void handOn(Publication publication) {
    handOn(publication, () -> {});
  }

  /** As {@link #handOn(Publication)}, and then does something, in the topic's order too. */
  void handOn(Publication publication, Runnable then) {
    ReentrantLock stripe = stripes[Envelope.partition(publication.topic()) % STRIPES];
    stripe.lock();
    try {
      listener().onEvent(new Event(publication, null));
      then.run();
    } finally {
      stripe.unlock();
    }
  }

  /** Hands on what another node published. */
  void handOnNote(byte[] note) {
    Publication publication = read(note);
    if (publication != null && hasBegun()) {
      handOn(publication);
    }
  }

  /** Null when another version wrote it, which is counted. */
  @Nullable Publication read(byte[] bytes) {
    Publication publication = Envelope.decode(bytes);
    if (publication == null) {
      unreadable.incrementAndGet();
    }
    return publication;
  }

  long unreadable() {
    return unreadable.get();
  }
}
