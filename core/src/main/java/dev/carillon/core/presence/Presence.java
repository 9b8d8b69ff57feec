package dev.carillon.core.presence;

import dev.carillon.core.bus.Payload;
import dev.carillon.core.cluster.Alone;
import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.cluster.NodeStates;
import dev.carillon.core.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is in which topic. Any thread; the calls of one session come one at a time.
 *
 * <p>Changes are told in windows: whoever drives {@link #flush} decides how long one is, and of a
 * thousand who join in one, each member hears once. A join whose leave falls into the same window
 * is not told at all.
 *
 * <p>To follow a topic: begin to hear its differences, then take a {@link #snapshot}, and leave out
 * the differences with its version or a lower one. Nothing is missing then, and nothing comes
 * twice.
 */
public final class Presence {
  private static final int STRIPES = 16;

  private final List<PresenceStripe> stripes =
      Stream.generate(PresenceStripe::new).limit(STRIPES).toList();
  private final PresenceListener listener;
  private final String refPrefix;
  private final long graceMillis;
  private final boolean isShared;
  private final Elsewhere elsewhere;
  private final NodeStates states;
  private final AtomicLong refs = new AtomicLong();

  /** Held while the listener hears, so that one window is told before the next. */
  private final ReentrantLock telling = new ReentrantLock();

  /**
   * @param listener called by {@link #flush}, on its thread
   * @param refPrefix what all references of this process begin with
   * @param grace how long the presences of a lost connection wait for its return
   */
  public Presence(PresenceListener listener, String refPrefix, Duration grace) {
    this(listener, refPrefix, grace, new Sharing(new Alone(""), "", Runnable::run));
  }

  /**
   * Presences that all nodes share: what others tell appears in this node's next window. The
   * references contain the node's name.
   *
   * @param grace is also how long the presences of a node that is no more stay
   */
  public Presence(PresenceListener listener, String refPrefix, Duration grace, Sharing sharing) {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace: " + grace + " (expected: not negative)");
    }
    this.listener = listener;
    this.graceMillis = grace.toMillis();
    String self = sharing.cluster().self();
    // No node's name has a point in it, so this is no other node's beginning.
    this.refPrefix = self.isEmpty() ? refPrefix : refPrefix + self + '.';
    this.isShared = !self.isEmpty();
    this.elsewhere = new Elsewhere(this::stripe, graceMillis);
    this.states =
        new NodeStates(
            sharing.cluster(), "presence." + sharing.name(), sharing.blocking(), elsewhere);
  }

  /**
   * With whom presences are shared.
   *
   * @param cluster not started yet
   * @param name of these presences, another one for each API
   * @param blocking runs what waits for the cluster
   */
  public record Sharing(Cluster cluster, String name, Executor blocking) {}

  /**
   * Lets {@code session} be present in {@code topic} under {@code key}. If it is already, its data
   * is replaced. If a lost connection of the same key waits for its return, this is it: nobody
   * hears of it unless the data differs.
   *
   * @param session above 0
   * @return what the topic's members see, or will when the window ends
   */
  public PresenceMeta track(Topic topic, String key, long session, Payload data) {
    if (session < 1) {
      throw new IllegalArgumentException("session: " + session + " (expected: 1..)");
    }
    String ref = refPrefix + Long.toString(refs.incrementAndGet(), Character.MAX_RADIX);
    PresenceMeta meta = new PresenceMeta(key, ref, null, data);
    PresenceStripe stripe = stripe(topic);
    return locked(stripe, () -> stripe.track(topic, session, meta));
  }

  /**
   * Ends what {@link #track} began.
   *
   * @return whether it was present
   */
  public boolean untrack(Topic topic, String key, long session) {
    PresenceStripe stripe = stripe(topic);
    return locked(stripe, () -> stripe.untrack(topic, key, session));
  }

  /** Ends all presences of {@code session}: it left on purpose. */
  public void untrackAll(long session) {
    for (PresenceStripe stripe : stripes) {
      stripe.lock.lock();
      try {
        stripe.untrackAll(session);
      } finally {
        stripe.lock.unlock();
      }
    }
  }

  /** The connection of {@code session} was lost: its presences end after the grace time. */
  public void dropped(long session, long nowMillis) {
    for (PresenceStripe stripe : stripes) {
      stripe.lock.lock();
      try {
        stripe.dropped(session, nowMillis + graceMillis);
      } finally {
        stripe.lock.unlock();
      }
    }
  }

  /**
   * Ends only the presence in {@code topic}, after the grace time: it may be followed by another.
   */
  public void dropped(Topic topic, String key, long session, long nowMillis) {
    PresenceStripe stripe = stripe(topic);
    stripe.lock.lock();
    try {
      stripe.dropped(topic, key, session, nowMillis + graceMillis);
    } finally {
      stripe.lock.unlock();
    }
  }

  /** Who is there according to the windows that have ended. */
  public PresenceSnapshot snapshot(Topic topic) {
    PresenceStripe stripe = stripe(topic);
    return locked(stripe, () -> stripe.snapshot(topic));
  }

  /** How many different keys are present in {@code topic} now. */
  public int keys(Topic topic) {
    PresenceStripe stripe = stripe(topic);
    return locked(stripe, () -> stripe.keys(topic));
  }

  /** How many topics have someone present, or had in this window. */
  public int topics() {
    return stripes.stream().mapToInt(stripe -> locked(stripe, stripe::topics)).sum();
  }

  /** Ends the window, and the grace of those who did not come back; the listener hears. */
  public void flush(long nowMillis) {
    telling.lock();
    try {
      elsewhere.flush(nowMillis);
      List<PresenceDiff> diffs = new ArrayList<>();
      for (PresenceStripe stripe : stripes) {
        stripe.lock.lock();
        try {
          stripe.takeDiffs(nowMillis, diffs);
        } finally {
          stripe.lock.unlock();
        }
      }
      if (isShared) {
        tell(diffs);
      }
      // Outside the stripes' locks: the listener publishes, and a publisher may look here.
      diffs.forEach(listener::onDiff);
    } finally {
      telling.unlock();
    }
  }

  /** Tells the other nodes what of it happened here. */
  private void tell(List<PresenceDiff> diffs) {
    Map<String, byte @Nullable []> changes = new HashMap<>();
    for (PresenceDiff diff : diffs) {
      for (PresenceMeta left : diff.leaves()) {
        if (left.ref().startsWith(refPrefix)) {
          changes.put(left.ref(), null);
        }
      }
      for (PresenceMeta joined : diff.joins()) {
        if (joined.ref().startsWith(refPrefix)) {
          changes.put(joined.ref(), Elsewhere.encode(diff.topic(), joined));
        }
      }
    }
    if (!changes.isEmpty()) {
      states.tell(changes);
    }
    states.retry();
  }

  private PresenceStripe stripe(Topic topic) {
    int hash = topic.hashCode();
    return stripes.get((hash ^ hash >>> 16) & (STRIPES - 1));
  }

  private static <T> T locked(PresenceStripe stripe, Supplier<T> action) {
    stripe.lock.lock();
    try {
      return action.get();
    } finally {
      stripe.lock.unlock();
    }
  }
}
