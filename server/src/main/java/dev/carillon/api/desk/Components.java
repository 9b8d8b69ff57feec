package dev.carillon.api.desk;

import dev.carillon.api.desk.feed.Condition;
import dev.carillon.api.desk.feed.Condition.Health;
import dev.carillon.api.desk.feed.Probe;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks once a second how the components of the server are. Any thread. */
final class Components {
  private static final long EVERY_MILLIS = 1_000;

  /** So many events wait at a shard when its loop does not keep up. */
  private static final int MUCH = 50_000;

  private static final Logger log = LoggerFactory.getLogger(Components.class);

  private final DeskPorts ports;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile long nextMillis = Long.MIN_VALUE;

  Components(DeskPorts ports) {
    this.ports = ports;
  }

  /** Has them looked at if it is time, and nobody looks. */
  void tick() {
    long now = ports.clock().millis();
    if (now >= nextMillis && looking.compareAndSet(false, true)) {
      nextMillis = now + EVERY_MILLIS;
      ports.blocking().execute(this::look);
    }
  }

  private void look() {
    try {
      Map<String, Condition> found = new LinkedHashMap<>();
      ports.probes().forEach(probe -> found.put(probe.name(), look(probe)));
      found.put("broker", ports.feed().broker());
      found.put("pusher", pusher());
      ports.feed().system().looked(found, ports.clock().millis());
    } finally {
      looking.set(false);
    }
  }

  private static Condition look(Probe probe) {
    try {
      return probe.look().get();
    } catch (RuntimeException e) {
      log.warn("the probe of {} failed", probe.name(), e);
      return new Condition(Health.DOWN, probe.name() + " can't be reached");
    }
  }

  /** What takes the events to all who listen. */
  private Condition pusher() {
    return ports.hub().backlog() < MUCH
        ? Condition.HEALTHY
        : new Condition(Health.DEGRADED, "Many events wait to be sent");
  }
}
