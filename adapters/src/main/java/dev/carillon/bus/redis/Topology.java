package dev.carillon.bus.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.models.slots.ClusterSlotRange;
import io.lettuce.core.cluster.models.slots.ClusterSlotsParser;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out which master has which tags. Blocks; for one thread. */
final class Topology {
  private static final Logger log = LoggerFactory.getLogger(Topology.class);
  private static final int SHARDED_SINCE = 7;

  /**
   * Who has what.
   *
   * @param sharded whether channels belong to slots
   */
  record Layout(List<Place> places, boolean sharded) {
    Layout {
      places = List.copyOf(places);
    }
  }

  /** A master and the tags that lie there. */
  record Place(RedisURI master, BitSet tags) {}

  private final RedisClient client;
  private final RedisSettings settings;
  private final Tags tags;
  private final List<RedisURI> addresses;
  private List<RedisURI> known;
  private boolean cluster;
  private boolean detected;
  private boolean warned;

  Topology(RedisClient client, RedisSettings settings, Names names) {
    this.client = client;
    this.settings = settings;
    this.tags = names.tags();
    this.addresses = settings.addresses(names.self());
    this.known = addresses;
    this.cluster = settings.mode() == RedisSettings.Mode.CLUSTER || addresses.size() > 1;
    this.detected = settings.mode() != RedisSettings.Mode.DETECTED || cluster;
  }

  /**
   * Asks who has what.
   *
   * @throws RedisException when nobody can say
   */
  Layout read() {
    RedisURI first = addresses.getFirst();
    if (!first.getSentinels().isEmpty()) {
      return single(masterOf(first));
    }
    if (!detected) {
      cluster = isCluster(first);
      detected = true;
    }
    return cluster ? clustered() : single(first);
  }

  private static Layout single(RedisURI master) {
    BitSet all = new BitSet();
    all.set(0, Tags.COUNT);
    return new Layout(List.of(new Place(master, all)), false);
  }

  private boolean isCluster(RedisURI uri) {
    try (StatefulRedisConnection<String, String> connection = connection(uri)) {
      return Wire.answer(connection.async().info("cluster"), settings.times().connect())
          .contains("cluster_enabled:1");
    }
  }

  private RedisURI masterOf(RedisURI uri) {
    try (StatefulRedisSentinelConnection<String, String> sentinel =
        Wire.answer(
            client.connectSentinelAsync(StringCodec.UTF8, uri),
            settings.times().connect().multipliedBy(2))) {
      SocketAddress address =
          Wire.answer(
              sentinel.async().getMasterAddrByName(uri.getSentinelMasterId()),
              settings.times().connect());
      if (address instanceof InetSocketAddress known) {
        RedisURI master = RedisURI.create(known.getHostString(), known.getPort());
        master.applyAuthentication(uri);
        master.applySsl(uri);
        master.setDatabase(uri.getDatabase());
        master.setTimeout(uri.getTimeout());
        master.setClientName(uri.getClientName());
        return master;
      }
      throw new RedisException("the Sentinels know no master " + uri.getSentinelMasterId());
    }
  }

  /** The first that answers; those it names are asked first the next time. */
  private Layout clustered() {
    RedisException failure = new RedisException("no slots are served");
    List<RedisURI> candidates = new ArrayList<>(known);
    addresses.stream().filter(uri -> !candidates.contains(uri)).forEach(candidates::add);
    for (RedisURI uri : candidates) {
      try (StatefulRedisConnection<String, String> connection = connection(uri)) {
        List<ClusterSlotRange> ranges =
            ClusterSlotsParser.parse(
                Wire.answer(connection.async().clusterSlots(), settings.times().connect()));
        List<Place> places = places(uri, ranges);
        if (!places.isEmpty()) {
          known = places.stream().map(Place::master).toList();
          return new Layout(places, isSharded(connection));
        }
      } catch (RedisException e) {
        failure = e;
      }
    }
    throw failure;
  }

  private List<Place> places(RedisURI asked, List<ClusterSlotRange> ranges) {
    Map<String, Place> places = new LinkedHashMap<>();
    for (int tag = 0; tag < Tags.COUNT; tag++) {
      int slot = tags.slot(tag);
      for (ClusterSlotRange range : ranges) {
        if (range.getFrom() <= slot && slot <= range.getTo()) {
          RedisURI master = at(asked, range.getUpstream().getUri());
          places
              .computeIfAbsent(
                  master.getHost() + ':' + master.getPort(), _ -> new Place(master, new BitSet()))
              .tags()
              .set(tag);
        }
      }
    }
    return List.copyOf(places.values());
  }

  /** A server that does not know its own address leaves it out. */
  private static RedisURI at(RedisURI asked, RedisURI named) {
    String host = named.getHost();
    return RedisURI.builder(asked)
        .withHost(host == null || host.isEmpty() ? asked.getHost() : host)
        .withPort(named.getPort())
        .build();
  }

  private boolean isSharded(StatefulRedisConnection<String, String> connection) {
    String info = Wire.answer(connection.async().info("server"), settings.times().connect());
    int version =
        info.lines()
            .filter(line -> line.startsWith("redis_version:"))
            .map(line -> line.substring("redis_version:".length()).split("\\.", -1)[0])
            .mapToInt(Integer::parseInt)
            .findFirst()
            .orElse(0);
    if (version < SHARDED_SINCE && !warned) {
      warned = true;
      log.warn(
          "this Redis Cluster has no sharded pub/sub (Redis {}; expected: 7 or newer): each note"
              + " goes to all its servers",
          version);
    }
    return version >= SHARDED_SINCE;
  }

  private StatefulRedisConnection<String, String> connection(RedisURI uri) {
    return Wire.opened(
        client.connectAsync(StringCodec.UTF8, uri).toCompletableFuture(),
        settings.times().connect());
  }
}
