package dev.carillon.bus.redis;

import dev.carillon.testkit.Await;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import redis.embedded.core.ExecutableProvider;

/** A real server of a test, on a free port, with its files in a folder of the test. */
public final class RedisServer implements AutoCloseable {
  private static final Path INSTALLED = Path.of("/usr/bin/redis-server");
  private static final Path SESSIONS = Path.of("/usr/bin/setsid");

  private final Path folder;
  private final int port;
  private final List<String> options;
  private Process process;

  /** Starts a server that keeps each command it answered. */
  public RedisServer(Path parent, String... options) {
    this(parent, freePort(), List.of(options));
  }

  private RedisServer(Path parent, int port, List<String> options) {
    try {
      this.folder = Files.createTempDirectory(parent, "redis");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.port = port;
    this.options = options;
    this.process = start();
    awaitReady();
  }

  /** A Sentinel that watches a master under the name {@code main}. */
  static RedisServer sentinel(Path parent, RedisServer master) {
    int port = freePort();
    Path settings = parent.resolve("sentinel-" + port + ".conf");
    try {
      Files.writeString(
          settings,
          """
          sentinel monitor main 127.0.0.1 %d 1
          sentinel down-after-milliseconds main 500
          sentinel failover-timeout main 2000
          """
              .formatted(master.port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RedisServer(parent, port, List.of(settings.toString(), "--sentinel"));
  }

  /** Whether the server of this machine has sharded pub/sub. */
  static boolean isInstalled() {
    return Files.isExecutable(INSTALLED);
  }

  /** Where clients find it. */
  public String uri() {
    return "redis://127.0.0.1:" + port;
  }

  int port() {
    return port;
  }

  /** The number of its process. */
  public long pid() {
    return process.pid();
  }

  /** Asks the server. */
  public <T> T ask(Function<RedisCommands<String, String>, T> question) {
    RedisClient client =
        RedisClient.create(
            RedisURI.builder().withHost("127.0.0.1").withPort(port).withTimeout(limit()).build());
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      return question.apply(connection.sync());
    } finally {
      Future<?> _ = client.shutdownAsync(0, 1, TimeUnit.SECONDS);
    }
  }

  /** As kill -9. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Starts it again with what it kept. */
  public void restart() {
    process = start();
    awaitReady();
  }

  /** Starts it again without what it kept. */
  public void restartEmpty() {
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    restart();
  }

  /** Stops its process without ending it. */
  public void freeze() {
    signal("-STOP");
  }

  /** Lets its process go on. */
  public void thaw() {
    signal("-CONT");
  }

  @Override
  public void close() {
    kill();
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process start() {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SESSIONS)) {
      // So that a Ctrl-C at the terminal is not for it.
      command.add(SESSIONS.toString());
    }
    command.add(executable(folder));
    boolean isSentinel = options.contains("--sentinel");
    command.addAll(options);
    command.addAll(List.of("--port", "" + port, "--bind", "127.0.0.1", "--loglevel", "warning"));
    command.addAll(List.of("--dir", folder.toString(), "--protected-mode", "no"));
    if (!isSentinel) {
      command.addAll(List.of("--save", "", "--appendonly", "yes", "--appendfsync", "always"));
    }
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("server.log").toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() {
    Await.until(() -> {
      try {
        return ask(RedisCommands::ping).equals("PONG");
      } catch (RedisException _) {
        return false;
      }
    });
  }

  private static String executable(Path folder) {
    try {
      return isInstalled()
          ? INSTALLED.toString()
          : ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Duration limit() {
    return Duration.ofSeconds(5);
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // A Redis Cluster also listens 10,000 above its port.
      int port = socket.getLocalPort();
      return port > 50_000 ? port - 20_000 : port;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
