package dev.carillon.bus.redis;

import dev.carillon.testkit.Await;
import io.lettuce.core.KillArgs;
import io.lettuce.core.MigrateArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.SlotHash;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A Redis Cluster of a test: three masters with a third of the slots each. */
final class ThreeMasters implements AutoCloseable {
  private static final int MASTERS = 3;

  private final List<RedisServer> servers;

  ThreeMasters(Path folder) {
    servers =
        Stream.generate(() ->
                new RedisServer(
                    folder, "--cluster-enabled", "yes", "--cluster-node-timeout", "2000"))
            .limit(MASTERS)
            .toList();
    for (int i = 0; i < MASTERS; i++) {
      int epoch = i + 1;
      int[] slots = IntStream.range(first(i), first(i + 1)).toArray();
      servers.get(i).ask(redis -> redis.clusterSetConfigEpoch(epoch));
      servers.get(i).ask(redis -> redis.clusterAddSlots(slots));
    }
    for (RedisServer other : servers.subList(1, MASTERS)) {
      servers.getFirst().ask(redis -> redis.clusterMeet("127.0.0.1", other.port()));
    }
    Await.until(() -> servers.stream().allMatch(ThreeMasters::isReady), Duration.ofSeconds(20));
  }

  List<String> uris() {
    return servers.stream().map(RedisServer::uri).toList();
  }

  List<RedisServer> servers() {
    return servers;
  }

  /** The master that had a slot at the start. */
  RedisServer of(int slot) {
    return servers.get(indexOf(slot));
  }

  /** Another one than that. */
  RedisServer notOf(int slot) {
    return servers.get((indexOf(slot) + 1) % MASTERS);
  }

  void killSubscriptions() {
    servers.forEach(server -> server.ask(redis -> redis.clientKill(KillArgs.Builder.typePubsub())));
  }

  /** Moves a slot with all its keys. */
  void move(int slot, RedisServer from, RedisServer to) {
    String source = from.ask(RedisCommands::clusterMyId);
    String target = to.ask(RedisCommands::clusterMyId);
    to.ask(redis -> redis.clusterSetSlotImporting(slot, source));
    from.ask(redis -> redis.clusterSetSlotMigrating(slot, target));
    List<String> keys = from.ask(redis -> redis.clusterGetKeysInSlot(slot, 1_000));
    if (!keys.isEmpty()) {
      from.ask(
          redis -> redis.migrate("127.0.0.1", to.port(), 0, 5_000, MigrateArgs.Builder.keys(keys)));
    }
    to.ask(redis -> redis.clusterSetSlotNode(slot, target));
    from.ask(redis -> redis.clusterSetSlotNode(slot, target));
  }

  @Override
  public void close() {
    servers.forEach(RedisServer::close);
  }

  private static boolean isReady(RedisServer server) {
    String info = server.ask(RedisCommands::clusterInfo);
    return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + MASTERS);
  }

  private static int indexOf(int slot) {
    return IntStream.range(0, MASTERS).filter(i -> slot < first(i + 1)).findFirst().orElseThrow();
  }

  private static int first(int master) {
    return SlotHash.SLOT_COUNT * master / MASTERS;
  }
}
