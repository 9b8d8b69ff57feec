package dev.carillon.bus.redis;

import dev.carillon.core.cluster.ClusterException;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All connections of a node to Redis: which link has which tag, and what goes over them.
 *
 * <p>Threads: one here finds out who is master of what; one for each {@link Link}; one for the
 * node's {@link Lease}; one that sends, {@link Flusher}; one that delivers, {@link Deliveries}. The
 * library's own threads only hand over.
 */
final class Carrier implements Link.Owner {
  private static final Logger log = LoggerFactory.getLogger(Carrier.class);

  /** More than any wire takes. */
  private static final int MOST_COMMANDS = 32_768;

  /** Who uses the connections. Must not block. */
  interface Owner {
    void heard(Envelope envelope);

    /** Something may not have come in. */
    void missed();

    /** The connections changed: the lease has something to do. */
    void changed();

    /** A connection is no more. */
    void down();
  }

  private final RedisSettings settings;
  private final Names names;
  private final String self;
  private final Owner owner;
  private final ClientResources resources;
  private final RedisClient client;
  private final Flusher flusher;
  private final Wire.Means means;
  private final Signal signal = new Signal();
  private final AtomicInteger losses = new AtomicInteger();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong ups = new AtomicLong();
  private final AtomicLong firstUps = new AtomicLong();
  private final AtomicLong unknown = new AtomicLong();
  private volatile List<Link> links = List.of();
  private volatile Interest interest = new Interest(-1, 0);

  /** The newest interest all of which was subscribed. */
  private volatile Interest subscribed = interest;

  private volatile boolean closed;

  Carrier(RedisSettings settings, String self, Names names, Owner owner) {
    this.settings = settings;
    this.self = self;
    this.names = names;
    this.owner = owner;
    this.resources =
        DefaultClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2).build();
    this.client = RedisClient.create(resources);
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(false)
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(MOST_COMMANDS)
            .maintNotificationsConfig(MaintNotificationsConfig.disabled())
            .socketOptions(
                SocketOptions.builder()
                    .connectTimeout(settings.times().connect())
                    .keepAlive(true)
                    .build())
            .build());
    this.flusher = new Flusher("redis-flush-" + self);
    this.means = new Wire.Means(client, settings.times().connect(), flusher);
  }

  void start() {
    flusher.start();
    Thread.ofVirtual().name("redis-topology").start(this::run);
  }

  void close() {
    if (closed) {
      return;
    }
    closed = true;
    signal.give();
    links.forEach(Link::close);
    flusher.close();
    Thread.ofVirtual().name("redis-end").start(this::end);
  }

  /** The library warns of connections that are closed by it and by us at once. */
  private void end() {
    try {
      for (Link link : links) {
        link.awaitEnd(means.patience());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    client.shutdown(0, 1, TimeUnit.SECONDS);
    Future<?> _ = resources.shutdown(0, 1, TimeUnit.SECONDS);
  }

  /** Where this node listens, and the number of the saying. */
  record Interest(long mask, long number) {}

  /** Hears other partitions from soon on. */
  void interest(Interest now) {
    boolean same = now.mask() == interest.mask();
    interest = now;
    if (same) {
      owner.changed();
    } else {
      links.forEach(Link::refresh);
    }
  }

  Interest interest() {
    return interest;
  }

  /** The number of the newest interest all of which was subscribed. By one thread. */
  long subscribed() {
    Interest now = interest;
    if (links.stream().allMatch(link -> link.hears(names, now.mask()))) {
      subscribed = now;
    }
    return subscribed.number();
  }

  /** How often notes of this node may not have come out. */
  int losses() {
    return losses.get();
  }

  /** Publishes, or counts it as lost and says false. Does not block. */
  boolean publish(int tag, String channel, byte[] message) {
    Link link = link(tag);
    Wire wire = link == null ? null : link.sayable();
    if (link == null || wire == null) {
      dropped.incrementAndGet();
      return false;
    }
    if (!wire.take(message.length)) {
      lost();
      return false;
    }
    CompletionStage<Long> _ =
        wire.publish(channel, message)
            .whenComplete((_, e) -> {
              wire.arrived(message.length);
              if (e != null) {
                lost();
                failed(link, wire, e);
              }
            });
    return true;
  }

  /** The link that has a tag now. */
  @Nullable Link link(int tag) {
    for (Link link : links) {
      if (link.has(tag)) {
        return link;
      }
    }
    return null;
  }

  /** Gives a wire up when an error says that its master is none any more. */
  void failed(Link link, Wire wire, Throwable e) {
    if (Failures.isOfAnotherMaster(e)) {
      link.breakDown(wire, Failures.text(e));
    }
  }

  /**
   * Runs a script where a tag lies and waits for what it returns. Blocks.
   *
   * @throws ClusterException when it can't be asked now
   */
  List<Object> ask(int tag, Script script, List<String> keys, byte[]... args) {
    Link link = link(tag);
    Wire wire = link == null ? null : link.wire();
    if (link == null || wire == null) {
      throw new ClusterException("Redis can't be reached", null);
    }
    try {
      return wire.await(wire.values(script, keys, args));
    } catch (RedisException e) {
      failed(link, wire, e);
      throw new ClusterException("Redis: " + Failures.text(e), e);
    }
  }

  boolean healthy() {
    List<Link> now = links;
    BitSet there = new BitSet();
    for (Link link : now) {
      if (!link.isOpen()) {
        return false;
      }
      for (int tag = 0; tag < Tags.COUNT; tag++) {
        there.set(tag, there.get(tag) || link.has(tag));
      }
    }
    return !closed && there.cardinality() == Tags.COUNT;
  }

  RedisHealth health(long droppedHere) {
    Duration lag = links.stream().map(Link::lag).max(Duration::compareTo).orElse(Duration.ZERO);
    return new RedisHealth(
        healthy(),
        lag,
        dropped.get() + droppedHere,
        Math.max(0, ups.get() - firstUps.get()),
        unknown.get());
  }

  @Override
  public Set<String> channels(BitSet tags) {
    return names.channels(tags, interest.mask());
  }

  @Override
  public void probe(Wire wire, BitSet tags, long nonce) {
    Future<?> _ =
        wire.publish(names.probe(tags.nextSetBit(0)), Envelope.probe(self, Bytes.of(nonce)));
  }

  @Override
  public void up(Link link, Wire wire) {
    ups.incrementAndGet();
    losses.incrementAndGet();
    if (!link.has(Tags.CONTROL)) {
      link.allow(wire);
    }
    owner.changed();
  }

  @Override
  public void down() {
    owner.down();
    signal.give();
  }

  @Override
  public void opened() {
    owner.missed();
  }

  @Override
  public void refreshed() {
    owner.changed();
  }

  @Override
  public void heard(Envelope envelope) {
    owner.heard(envelope);
  }

  @Override
  public void unknown() {
    unknown.incrementAndGet();
  }

  /** A note did not come out: others hear of it with the next that does. */
  private void lost() {
    dropped.incrementAndGet();
    losses.incrementAndGet();
    owner.changed();
  }

  private void run() {
    Topology topology = new Topology(client, settings, names);
    String failure = "";
    while (!closed) {
      try {
        apply(topology.read());
        failure = "";
      } catch (RuntimeException e) {
        String why = Failures.text(e);
        if (!closed && !why.equals(failure)) {
          log.warn("Redis can't say who is master: {}", why);
        }
        failure = why;
      }
      boolean allUp = failure.isEmpty() && links.stream().allMatch(link -> link.wire() != null);
      signal.await(allUp ? settings.times().topology() : settings.times().retry());
    }
    links.forEach(Link::close);
  }

  /** Keeps the links that are right; the others are made anew. */
  private void apply(Topology.Layout layout) {
    List<Link> kept = new ArrayList<>();
    List<Link> made = new ArrayList<>();
    for (Topology.Place place : layout.places()) {
      Link link =
          links.stream()
              .filter(one -> one.isTo(place.master(), place.tags(), layout.sharded()))
              .findFirst()
              .orElse(null);
      if (link == null) {
        Link another =
            new Link(
                new Link.Shared(means, settings.times(), self, this),
                place.master(),
                place.tags(),
                layout.sharded());
        made.add(another);
      } else {
        kept.add(link);
      }
    }
    List<Link> before = links;
    if (made.isEmpty() && kept.size() == before.size()) {
      return;
    }
    before.stream().filter(link -> !kept.contains(link)).forEach(Link::close);
    if (before.isEmpty()) {
      firstUps.set(made.size());
    }
    kept.addAll(made);
    links = List.copyOf(kept);
    made.forEach(Link::start);
  }
}
