package dev.carillon.bus.redis;

import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One wire of a link from its making to its end: what is subscribed on it, and whether it hears
 * itself. Driven by the link's thread; called by the library's when something comes in.
 *
 * <p>What comes before everything is subscribed is not handed on: it stands for nothing, for all
 * hear that they may have missed something when it opens. Where the nodes' own tag lies it opens
 * when this node sees itself in a view, so that it knows the others before it hears them.
 */
final class Life implements WireListener {
  private final Link.Shared shared;
  private final BitSet tags;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<String> asked;
  private final Set<String> confirmed = new HashSet<>();
  private final Set<String> leaving = new HashSet<>();
  private boolean open;
  private boolean stale;
  private @Nullable String broken;
  private long nonce;
  private long probedAt;
  private boolean probing;
  private volatile long lagNanos;

  /**
   * @param tags not empty
   */
  Life(Link.Shared shared, BitSet tags) {
    this.shared = shared;
    this.tags = tags;
    this.asked = new HashSet<>(shared.owner().channels(tags));
  }

  /** Subscribes and waits until that is confirmed. */
  void begin(Wire wire) throws InterruptedException {
    wire.subscribe(Set.copyOf(asked), this::refused);
    long nanos = shared.times().connect().toNanos();
    lock.lock();
    try {
      while (!confirmed.containsAll(asked)) {
        check();
        if (nanos <= 0) {
          throw new RedisException("subscriptions were not confirmed");
        }
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Looks after the wire until it breaks, which it says with an exception. */
  void serve(Wire wire) throws InterruptedException {
    long next = System.nanoTime();
    while (true) {
      if (next - System.nanoTime() <= 0) {
        sendProbe(wire);
        next = System.nanoTime() + shared.times().probe().toNanos();
      }
      lock.lock();
      try {
        long nanos = next - System.nanoTime();
        while (nanos > 0 && !stale && broken == null) {
          nanos = changed.awaitNanos(nanos);
        }
        check();
      } finally {
        lock.unlock();
      }
      resubscribe(wire);
    }
  }

  boolean isOpen() {
    lock.lock();
    try {
      return open && broken == null;
    } finally {
      lock.unlock();
    }
  }

  /** Whether these are subscribed. */
  boolean hears(Set<String> channels) {
    lock.lock();
    try {
      return confirmed.containsAll(channels);
    } finally {
      lock.unlock();
    }
  }

  Duration lag() {
    return Duration.ofNanos(lagNanos);
  }

  /** Other channels may be wanted now. */
  void refresh() {
    lock.lock();
    try {
      stale = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends it: the first reason counts. */
  void breakDown(String why) {
    lock.lock();
    try {
      if (broken == null) {
        broken = why;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onMessage(byte[] message) {
    Envelope envelope = Envelope.decoded(message);
    if (envelope == null) {
      shared.owner().unknown();
    } else if (envelope.kind() == Envelope.Kind.PROBE) {
      heardProbe(envelope);
    } else if (open) {
      shared.owner().heard(envelope);
    } else if (envelope.kind() == Envelope.Kind.VIEW && envelope.from().equals(shared.self())) {
      shared.owner().heard(envelope);
      open();
    }
  }

  /** On the thread that hears, so nothing can come between what is missed and what is heard. */
  @Override
  public void onSubscribed(String channel) {
    boolean all;
    lock.lock();
    try {
      confirmed.add(channel);
      all = confirmed.containsAll(asked);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (all && open) {
      shared.owner().refreshed();
    } else if (all && !tags.get(Tags.CONTROL)) {
      open();
    }
  }

  @Override
  public void onUnsubscribed(String channel) {
    lock.lock();
    try {
      if (!leaving.remove(channel) && asked.contains(channel)) {
        breakDown("the subscription of " + channel + " ended");
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onClosed() {
    breakDown("disconnected");
  }

  private void check() {
    if (broken != null) {
      throw new RedisException(broken);
    }
    if (probing && System.nanoTime() - probedAt > shared.times().silence().toNanos()) {
      throw new RedisException("does not answer");
    }
  }

  private void sendProbe(Wire wire) {
    lock.lock();
    try {
      if (probing) {
        return;
      }
      probing = true;
      nonce++;
      probedAt = System.nanoTime();
    } finally {
      lock.unlock();
    }
    shared.owner().probe(wire, tags, nonce);
  }

  private void heardProbe(Envelope envelope) {
    lock.lock();
    try {
      if (probing && Bytes.number(envelope.bytes()) == nonce) {
        probing = false;
        lagNanos = System.nanoTime() - probedAt;
      }
    } finally {
      lock.unlock();
    }
  }

  private void resubscribe(Wire wire) {
    Set<String> more;
    Set<String> less;
    lock.lock();
    try {
      if (!stale) {
        return;
      }
      stale = false;
      Set<String> wanted = shared.owner().channels(tags);
      more = new HashSet<>(wanted);
      more.removeAll(asked);
      less = new HashSet<>(asked);
      less.removeAll(wanted);
      asked.addAll(more);
      asked.removeAll(less);
      confirmed.removeAll(less);
      leaving.addAll(less);
    } finally {
      lock.unlock();
    }
    wire.subscribe(more, this::refused);
    wire.unsubscribe(less);
    if (more.isEmpty() && !less.isEmpty()) {
      shared.owner().refreshed();
    }
  }

  /** Only on the thread that hears. */
  private void open() {
    shared.owner().opened();
    lock.lock();
    try {
      open = true;
    } finally {
      lock.unlock();
    }
  }

  private void refused(String channel, Throwable e) {
    breakDown(channel + ": " + Failures.text(e));
  }
}
