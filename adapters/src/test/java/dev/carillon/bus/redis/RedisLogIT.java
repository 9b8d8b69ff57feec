package dev.carillon.bus.redis;

import dev.carillon.core.bus.SharedLogContract;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class RedisLogIT extends SharedLogContract {
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
  protected Node newNode() {
    RedisCluster cluster = quick.node(server);
    return new Node(cluster, new RedisLog(cluster));
  }

  @Override
  protected void loseEverything() {
    server.ask(RedisCommands::flushall);
  }
}
