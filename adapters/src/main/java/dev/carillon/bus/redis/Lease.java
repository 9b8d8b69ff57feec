package dev.carillon.bus.redis;

import dev.carillon.bus.redis.View.Member;
import io.lettuce.core.RedisException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes this node known to the others, on a thread of its own: takes the lease, renews it, and
 * takes it anew when it ended. With each renewal go what this node listens to and what it lost, and
 * Redis publishes the view of all nodes.
 *
 * <p>A new wire is first given what the node tells of itself, then the view with this node, then
 * its notes: so who hears that it joined can ask it.
 */
final class Lease {
  private static final Logger log = LoggerFactory.getLogger(Lease.class);
  private static final long SPACING_NANOS = 5_000_000;

  private final Carrier carrier;
  private final Names names;
  private final String self;
  private final RedisTimes times;
  private final Tellings tellings;
  private final Runnable missed;
  private final Signal signal;
  private final Thread thread = Thread.ofVirtual().name("redis-lease").unstarted(this::run);
  private @Nullable Wire registered;
  private boolean known;
  private int incarnation;
  private boolean failing;
  private volatile boolean closed;

  /**
   * @param missed told when this node's lease had ended: others thought it gone
   */
  Lease(Carrier carrier, Names names, Identity identity, Tellings tellings, Runnable missed) {
    this.carrier = carrier;
    this.names = names;
    this.self = identity.self();
    this.times = identity.times();
    this.signal = identity.signal();
    this.tellings = tellings;
    this.missed = missed;
  }

  /**
   * Whose lease it is.
   *
   * @param signal given when something is to be said before the next renewal
   */
  record Identity(String self, RedisTimes times, Signal signal) {}

  void start() {
    thread.start();
  }

  /** Gives the lease back. Blocks until that is said, or can't be. */
  void close() {
    closed = true;
    signal.give();
    if (!thread.isAlive()) {
      return;
    }
    try {
      thread.join(times.connect().multipliedBy(2));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      Link link = carrier.link(Tags.CONTROL);
      Wire wire = link == null ? null : link.wire();
      boolean said = true;
      if (link != null && wire != null) {
        said = say(link, wire);
      }
      LockSupport.parkNanos(SPACING_NANOS);
      signal.await(said ? times.renewal() : times.retry());
    }
    tellings.stop();
    leave();
  }

  private boolean say(Link link, Wire wire) {
    try {
      if (wire != registered) {
        register(wire);
        registered = wire;
        link.allow(wire);
      } else if (beat(wire)) {
        tellings.repair();
      } else {
        log.warn("the lease of node {} had ended: it joins again", self);
        register(wire);
        missed.run();
      }
      failing = false;
      return true;
    } catch (RuntimeException e) {
      // Whatever it is: a node that renews its lease no more is gone for all others.
      if (!failing && !closed) {
        log.warn("the lease of node {} can't be renewed: {}", self, Failures.text(e));
      }
      failing = true;
      carrier.failed(link, wire, e);
      return false;
    }
  }

  private void register(Wire wire) {
    long kept =
        number(wire, Script.CLAIM, List.of(names.lease(self)), Bytes.of(times.lease().toMillis()));
    if (kept == 0 && known) {
      incarnation++;
    }
    tellings.flow(wire);
    if (!beat(wire)) {
      throw new RedisException("the lease ended at once");
    }
    known = true;
  }

  /** False: the lease had ended. */
  private boolean beat(Wire wire) {
    int losses = carrier.losses();
    long subscribed = carrier.subscribed();
    long mask = carrier.interest().mask();
    long renewed =
        number(
            wire,
            Script.BEAT,
            List.of(names.lease(self), names.nodes()),
            wire.publishWord(),
            Bytes.of(names.control()),
            Envelope.header(Envelope.Kind.VIEW, losses, self),
            Bytes.of(names.nodeKeys()),
            Bytes.of(self),
            Bytes.of(times.lease().toMillis()),
            Bytes.of(new Member(incarnation, mask, losses, subscribed).toString()));
    return renewed == 1;
  }

  private void leave() {
    Link link = carrier.link(Tags.CONTROL);
    Wire wire = link == null ? null : link.wire();
    if (wire == null || wire != registered) {
      return;
    }
    try {
      long _ =
          number(
              wire,
              Script.LEAVE,
              List.of(names.lease(self), names.nodes()),
              wire.publishWord(),
              Bytes.of(names.control()),
              Envelope.header(Envelope.Kind.VIEW, carrier.losses(), self),
              Bytes.of(names.nodeKeys()),
              Bytes.of(self));
    } catch (RedisException e) {
      log.warn("node {} leaves and could not say so: {}", self, Failures.text(e));
    }
  }

  private static long number(Wire wire, Script script, List<String> keys, byte[]... args) {
    return wire.await(wire.number(script, keys, args));
  }
}
