package dev.carillon.machine.replica;

import dev.carillon.journal.Lease;
import dev.carillon.journal.Lease.Holder;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the lease when nobody has it and renews it while it is ours. The machine's thread; the
 * lease itself is asked elsewhere, one thing at a time.
 */
final class Keeper {
  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  private static final long TAKE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long RENEW_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** After so long without a renewal somebody else may lead. */
  private static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final String name;
  private final String self;
  private final Lease lease;
  private final Background background;
  private final Listener listener;
  private @Nullable Holder holder;
  private long token;
  private boolean asking;
  private boolean releasing;
  private boolean retired;
  private boolean isAway;
  private long nextNanos;
  private long heardNanos;

  /** Who hears of the lease. */
  interface Listener {
    /** It is this node's now. */
    void taken(long token);

    /** It is not this node's any more. */
    void lost();

    /** Another node has it. */
    void heldBy(Holder other);
  }

  Keeper(ReplicaPorts ports, Background background, Listener listener) {
    this.name = ports.machine().name();
    this.self = ports.cluster().self();
    this.lease = ports.lease();
    this.background = background;
    this.listener = listener;
    long now = ports.machine().nanoTime().getAsLong();
    nextNanos = now;
    heardNanos = now - LOST_NANOS;
  }

  /** Does what is due. */
  void work(long nowNanos) {
    if (token != 0 && nowNanos - heardNanos >= LOST_NANOS) {
      LOG.warn("The lease of the {} could not be renewed; this node leads no more", name);
      giveUp(nowNanos);
      listener.lost();
    }
    if (asking) {
      return;
    }
    if (releasing) {
      asking = true;
      releasing = false;
      background.run(this::release, _ -> asking = false, _ -> asking = false);
    } else if (!retired && nowNanos - nextNanos >= 0) {
      asking = true;
      if (token == 0) {
        background.run(lease::take, taken -> taken(taken, nowNanos), e -> failed(e, nowNanos));
      } else {
        long ours = token;
        background.run(
            () -> lease.renew(ours),
            renewed -> renewed(ours, renewed, nowNanos),
            e -> failed(e, nowNanos));
      }
    }
  }

  private boolean release() {
    lease.release();
    return true;
  }

  private void taken(Holder now, long askedNanos) {
    asking = false;
    back(askedNanos);
    holder = now;
    if (!now.node().equals(self)) {
      nextNanos = askedNanos + TAKE_NANOS;
      listener.heldBy(now);
    } else if (releasing) {
      LOG.debug("The lease of the {} came when it was not wanted any more", name);
    } else {
      token = now.token();
      nextNanos = askedNanos + RENEW_NANOS;
      listener.taken(token);
    }
  }

  private void renewed(long ours, boolean renewed, long askedNanos) {
    asking = false;
    back(askedNanos);
    if (ours != token) {
      return;
    }
    nextNanos = askedNanos + RENEW_NANOS;
    if (!renewed) {
      LOG.warn("Another node may have the lease of the {}; this one leads no more", name);
      giveUp(askedNanos);
      listener.lost();
    }
  }

  private void back(long askedNanos) {
    heardNanos = askedNanos;
    if (isAway) {
      isAway = false;
      LOG.info("The lease of the {} can be asked again", name);
    }
  }

  private void failed(RuntimeException problem, long askedNanos) {
    asking = false;
    nextNanos = askedNanos + TAKE_NANOS;
    if (!isAway) {
      isAway = true;
      LOG.warn("The lease of the {} can't be asked: {}", name, problem.toString());
    }
  }

  /** Lets another node lead, for a while at least. */
  void giveUp(long nowNanos) {
    token = 0;
    holder = null;
    releasing = true;
    nextNanos = nowNanos + RENEW_NANOS;
  }

  /** Lets another node lead, for good. */
  void retire(long nowNanos) {
    retired = true;
    giveUp(nowNanos);
  }

  /** Whether somebody has the lease, as far as this node has heard of late. */
  boolean isHeld(long nowNanos) {
    return holder != null && nowNanos - heardNanos < LOST_NANOS;
  }
}
