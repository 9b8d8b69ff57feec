package dev.carillon.nodes;

import dev.carillon.bus.redis.RedisServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The Redis and the PostgreSQL that the nodes share, on free ports of this machine. */
final class Truth implements AutoCloseable {
  private final RedisServer redis;
  private final EmbeddedPostgres postgres;

  /**
   * Starts both, and returns when they answer.
   *
   * @param folder takes what they keep; it stays
   */
  Truth(Path folder, Guard guard) throws IOException {
    redis = new RedisServer(folder);
    guard.ends(redis.pid(), "KILL");
    Path data = folder.resolve("postgres");
    try {
      postgres =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              // Its hook would end it before the nodes.
              .setRegisterShutdownHook(false)
              .setServerConfig("max_connections", "300")
              .start();
    } catch (IOException | RuntimeException e) {
      redis.close();
      throw e;
    }
    // QUIT ends it at once, but so that nothing is left behind.
    guard.ends(postmaster(data), "QUIT");
  }

  private static long postmaster(Path data) throws IOException {
    return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
  }

  String redisUrl() {
    return redis.uri();
  }

  String postgresUrl() {
    return "postgresql://postgres:postgres@localhost:" + postgres.getPort() + "/postgres";
  }

  @Override
  public void close() throws IOException {
    postgres.close();
    redis.close();
  }
}
