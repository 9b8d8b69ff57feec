package dev.carillon.bus.redis;

import dev.carillon.testkit.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Nodes in a process of their own, because what they trust is set for all of a JVM: at one address
 * of Redis, and at another, where its certificate is not to be trusted.
 */
final class TlsProcess {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final int UNREACHED = 1;
  private static final int BOTH = 2;

  private TlsProcess() {}

  /** The address at which Redis is trusted, and the one at which it is not. */
  public static void main(String[] arguments) {
    System.exit(tried(arguments[0], arguments[1]));
  }

  private static int tried(String trusted, String other) {
    try (RedisCluster stranger = new RedisCluster(RedisSettings.of(other), "node-stranger")) {
      stranger.start();
      if (!isReached(trusted)) {
        return UNREACHED;
      }
      // The stranger began first: were it let in, it would be there before one that begins now.
      if (!isReached(trusted)) {
        return UNREACHED;
      }
      return stranger.healthy() ? BOTH : 0;
    }
  }

  private static boolean isReached(String uri) {
    try (RedisCluster node = new RedisCluster(RedisSettings.of(uri), "node-tls")) {
      node.start();
      Await.until(node::healthy, LIMIT);
      return true;
    } catch (AssertionError _) {
      return false;
    }
  }

  /**
   * Whether such a process, with a store of certificates that it trusts, reaches Redis at the first
   * address and not at the second.
   */
  static boolean reachesOnly(String trusted, String other, Path trust) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Djavax.net.ssl.trustStore=" + trust,
                    "-Dio.lettuce.core.iouring=false",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    System.getProperty("java.class.path"),
                    TlsProcess.class.getName(),
                    trusted,
                    other))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.onExit().join().exitValue() == 0;
  }
}
