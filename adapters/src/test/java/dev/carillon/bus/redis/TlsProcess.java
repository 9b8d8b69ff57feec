package dev.carillon.bus.redis;

import dev.carillon.testkit.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A node as a process of its own, because what it trusts is set for all of a JVM. Ends with 0 when
 * it has reached Redis.
 */
final class TlsProcess {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private TlsProcess() {}

  /** The address of Redis. */
  public static void main(String[] arguments) {
    boolean isReached;
    try (RedisCluster node = new RedisCluster(RedisSettings.of(arguments[0]), "node-tls")) {
      node.start();
      isReached = isReached(node);
    }
    System.exit(isReached ? 0 : 1);
  }

  private static boolean isReached(RedisCluster node) {
    try {
      Await.until(node::healthy, LIMIT);
      return true;
    } catch (AssertionError _) {
      return false;
    }
  }

  /** Whether such a process reaches Redis with a store of certificates that it trusts. */
  static boolean reaches(String uri, Path trust) throws IOException {
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
                    uri))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.onExit().join().exitValue() == 0;
  }
}
