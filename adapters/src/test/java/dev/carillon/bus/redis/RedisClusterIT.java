package dev.carillon.bus.redis;

import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.cluster.ClusterContract;
import io.lettuce.core.KillArgs;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class RedisClusterIT extends ClusterContract {
  private final Quick quick = new Quick();
  @TempDir private Path folder;
  private RedisServer server;

  @BeforeEach
  void startServer() {
    server = new RedisServer(folder);
  }

  @AfterEach
  void endServer() {
    server.close();
  }

  @Override
  protected Cluster newNode() {
    return quick.node(server);
  }

  @Override
  protected void interrupt() {
    server.ask(redis -> redis.clientKill(KillArgs.Builder.typePubsub()));
  }

  @Override
  protected void endLease(Cluster node) {
    server.ask(redis -> redis.del(Quick.names(node.self()).lease(node.self())));
  }
}
