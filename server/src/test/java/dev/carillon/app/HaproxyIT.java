package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carillon.testkit.Await;
import dev.carillon.testkit.ws.LiveClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/haproxy.cfg} as it is, but for the addresses, before three nodes. */
@Tag("faults")
@Timeout(180)
class HaproxyIT {
  private static final Path CONFIG = Path.of("..", "deploy", "haproxy.cfg");
  private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int NODES = 3;

  @TempDir private Path folder = Path.of("");

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<NodeProcess> nodes = new ArrayList<>();

  @AfterEach
  void close() {
    nodes.forEach(NodeProcess::close);
    http.close();
  }

  @Test
  void clientsAreSpreadAndANodeThatDrainsGetsNoMoreOfThem() throws IOException {
    assumeTrue(Files.isExecutable(PROGRAM), "haproxy is not installed");
    for (int i = 0; i < NODES; i++) {
      nodes.add(new NodeProcess(http, folder, Map.of()));
    }
    nodes.forEach(NodeProcess::awaitStarted);
    int port = freePort();
    Process proxy = proxy(port);
    try {
      Await.until(() -> status(port) == 200, LONG);
      List<LiveClient> clients = new ArrayList<>();
      for (int i = 0; i < 2 * NODES; i++) {
        clients.add(client(port));
      }
      assertThat(nodes).allMatch(node -> node.figure("carillon_connections") == 2);

      nodes.getFirst().process().terminate();

      Await.until(
          () -> {
            // Whoever comes meanwhile is served by the others.
            assertThat(status(port)).isEqualTo(200);
            return !nodes.getFirst().process().isAlive();
          },
          LONG);
      Await.until(() -> clients.stream().filter(client -> client.closeCode() == 1012).count() == 2);
      assertThat(clients.stream().filter(LiveClient::isGone)).hasSize(2);
      try (LiveClient back = client(port)) {
        assertThat(back.isGone()).isFalse();
      }
    } finally {
      proxy.destroy();
      proxy.onExit().join();
    }
  }

  private Process proxy(int port) throws IOException {
    String config =
        Files.readString(CONFIG)
            .replace("bind :3000", "bind 127.0.0.1:" + port)
            // Of open files, of which this machine may not have so many.
            .replace("maxconn 100000", "maxconn 1000");
    for (int i = 1; i <= NODES; i++) {
      config = config.replace("node" + i + ":3000", "127.0.0.1:" + nodes.get(i - 1).port());
    }
    Path file = Files.writeString(folder.resolve("haproxy.cfg"), config);
    return new ProcessBuilder(PROGRAM.toString(), "-db", "-f", file.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("haproxy.log").toFile())
        .start();
  }

  private LiveClient client(int port) {
    LiveClient client = LiveClient.connect(http, "ws://127.0.0.1:" + port + "/ws");
    client.say("{\"type\":\"auth\",\"token\":\"your-jwt-token\"}");
    client.await("auth_success");
    return client;
  }

  /** 0: there is no answer. */
  private int status(int port) {
    URI uri = URI.create("http://127.0.0.1:" + port + "/api/auth/me");
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("Authorization", "Bearer your-jwt-token").build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException _) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
