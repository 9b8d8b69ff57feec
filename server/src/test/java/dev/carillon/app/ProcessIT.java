package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.ws.RawWebSocket;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessIT {
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);

  @TempDir private Path folder = Path.of("");

  private ServerProcess start(String... arguments) {
    return ServerProcess.start(folder, Map.of(), arguments);
  }

  private ServerProcess demo() {
    return demo(0);
  }

  private ServerProcess demo(int port) {
    return start(
        "demo", "--port", Integer.toString(port), "--data", folder.resolve("data").toString());
  }

  @Test
  void sigtermDrainsAndEndsWith0() {
    try (ServerProcess server = demo();
        RawWebSocket socket = RawWebSocket.open(server.awaitReady(), "/ws")) {
      server.terminate();

      assertThat(socket.next().toString()).contains("1012");
      socket.endOutput();
      assertThat(server.awaitExit(DRAIN_LIMIT)).isZero();
      assertThat(server.errors()).noneMatch(line -> line.contains("Exception"));
    }
  }

  @Test
  void aClientThatDoesNotAnswerTheCloseDoesNotKeepTheProcess() {
    try (ServerProcess server = demo();
        RawWebSocket silent = RawWebSocket.open(server.awaitReady(), "/ws")) {
      server.terminate();

      assertThat(server.awaitExit(DRAIN_LIMIT)).isZero();
      assertThat(silent.next().toString()).contains("1012");
    }
  }

  @Test
  void aSecondSigtermEndsItAtOnce() {
    try (ServerProcess server = demo();
        RawWebSocket silent = RawWebSocket.open(server.awaitReady(), "/ws")) {
      server.terminate();
      assertThat(silent.next().toString()).contains("1012");
      server.terminate();

      assertThat(server.awaitExit(Duration.ofSeconds(2))).isEqualTo(143);
    }
  }

  @Test
  void badSettingsAreToldAllAtOnceAndEndWith2() {
    try (ServerProcess server =
        ServerProcess.start(
            folder,
            Map.of("WEBSOCKET_PING_TIMEOUT", "1s", "CARILLON_TRNASPORT", "nio"),
            "serve",
            "--port",
            "x")) {
      assertThat(server.awaitExit()).isEqualTo(2);
      assertThat(server.errors())
          .containsExactlyInAnyOrder(
              "WEBSOCKET_PORT: x (expected: 0..65535)",
              "WEBSOCKET_PING_TIMEOUT: 1s (expected: longer than WEBSOCKET_PING_INTERVAL)",
              "CARILLON_TRNASPORT: no such setting (expected: perhaps CARILLON_TRANSPORT)",
              "CARILLON_SIGNING_KEY: not set (expected: at least 32 bytes, made by: openssl rand"
                  + " -base64 32; or CARILLON_JWKS_URL)");
    }
  }

  @Test
  void aTakenPortIsOneLineAndEndsWith2() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerProcess server = demo(taken.getLocalPort())) {
      assertThat(server.awaitExit()).isEqualTo(2);
      assertThat(problems(server))
          .singleElement()
          .asString()
          .contains("127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void aFolderThatCanNotBeWrittenIsOneLineAndEndsWith2() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    try (ServerProcess server = start("demo", "--port", "0", "--data", file.toString())) {
      assertThat(server.awaitExit()).isEqualTo(2);
      assertThat(problems(server)).singleElement().asString().contains(file.toString());
    }
  }

  @Test
  void aDatabaseThatIsAwayIsOneLineAndEndsWith2() {
    // Nobody listens on the first port.
    String url = "postgresql://carillon:secret@127.0.0.1:1/carillon";
    try (ServerProcess server =
        ServerProcess.start(
            folder,
            Map.of(
                "CARILLON_DATABASE_URL",
                url,
                "PUBSUB_ADAPTER",
                "redis",
                "CARILLON_SIGNING_KEY",
                TradingCrowd.KEY),
            "demo",
            "--port",
            "0",
            "--data",
            folder.resolve("data").toString())) {
      assertThat(server.awaitExit()).isEqualTo(2);
      assertThat(problems(server))
          .singleElement()
          .asString()
          .contains("can't open the database", "127.0.0.1:1", "it is not reachable")
          .doesNotContain("secret");
    }
  }

  @Test
  void servingHasNothingOfTheDemo() throws IOException {
    Map<String, String> key = Map.of("CARILLON_SIGNING_KEY", "qW7mZ1vT9xR4bN8cL2kJ6hG3fD5sA0pO");
    String data = folder.resolve("data").toString();
    try (ServerProcess server =
        ServerProcess.start(
            folder,
            key,
            "serve",
            "--port",
            "0",
            "--host",
            "127.0.0.1",
            "--data",
            data,
            "--limits",
            "off")) {
      int port = server.awaitReady();

      assertThat(statusOf(port, "/health/ready", "")).isEqualTo(200);
      assertThat(statusOf(port, "/api/auth/me", "your-jwt-token")).isEqualTo(401);
      server.terminate();
      assertThat(server.awaitExit(DRAIN_LIMIT)).isZero();
      assertThat(server.errors()).anyMatch(line -> line.contains("limits off"));
      assertThat(folder.resolve("data").resolve("signing.key")).doesNotExist();
    }
  }

  private static int statusOf(int port, String path, String token) throws IOException {
    URLConnection connection =
        URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
    if (!token.isEmpty()) {
      connection.setRequestProperty("Authorization", "Bearer " + token);
    }
    return ((HttpURLConnection) connection).getResponseCode();
  }

  /** Standard error without the log's lines. */
  private static List<String> problems(ServerProcess server) {
    return server.errors().stream().filter(line -> !line.matches("\\d{4}-.*")).toList();
  }
}
