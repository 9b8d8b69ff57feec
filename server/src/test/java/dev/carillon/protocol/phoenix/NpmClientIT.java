package dev.carillon.protocol.phoenix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carillon.testkit.Await;
import dev.carillon.testkit.node.NodeScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The unmodified npm client, versions 1.8.16 and 1.7.21, against a server with rooms. */
class NpmClientIT {
  private static final Path RESOURCES = Path.of("src", "test", "resources", "phoenix");
  private static final Path FOLDER = Path.of("target", "phoenix-client");

  private PhoenixServer server;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(NodeScript.isThere("node"), "node is not installed");
    Files.createDirectories(FOLDER);
    server = new PhoenixServer();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.16", "1.7.21"})
  void itJoinsPushesAndLeaves(String version) {
    try (NodeScript client = start(version, "basics")) {
      client.awaitLine("left");
      client.awaitLine("closed");
      Await.until(() -> server.seen().contains("ended room:1 Left"));
      assertThat(client.lines())
          .contains(
              "welcome",
              "pinged",
              "timeout",
              "refused unauthorized",
              "unmatched unmatched topic",
              "early {\"early\":true}",
              "ok {\"n\":1}",
              "error {\"reason\":\"unknown_event\"}",
              "bin 0102ff",
              "bytes pushed",
              "bytes shared",
              "shout {\"n\":2}");
      if (version.startsWith("1.8")) {
        assertThat(client.lines()).contains("who jwt.abc-1");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.16", "1.7.21"})
  void itJoinsAgainAfterTheConnectionWasCutAndAfterACrash(String version) {
    try (NodeScript client = start(version, "rejoin")) {
      client.awaitLine("echo 1");
      server.cutAll();
      client.awaitLine("joined 2");
      client.awaitLine("echo 2");
      client.awaitLine("joined 3");
      client.awaitLine("echo 3");
      assertThat(client.lines()).contains("error {\"reason\":\"channel_crash\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.16", "1.7.21"})
  void itsPresenceStaysInStep(String version) {
    try (NodeScript client = start(version, "presence")) {
      client.awaitLine("end");
      assertThat(client.lines())
          .containsExactly(
              "ok one", "ok three", "ok update", "ok leave", "ok return", "ok gone", "end");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.16", "1.7.21"})
  void itPolls(String version) {
    try (NodeScript client = start(version, "longpoll")) {
      client.awaitLine("shout {\"n\":1}");
      client.awaitLine("batches");
      assertThat(client.lines()).contains("joined", "who john", "size 0");
      assertThat(server.polling()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.16"})
  void itFallsBackToPolling(String version) {
    try (NodeScript client = start(version, "fallback")) {
      client.awaitLine("fallback works");
    }
  }

  private NodeScript start(String version, String name) {
    String client = "phoenix-" + version;
    try {
      for (String file : List.of(client + ".mjs", "browser.mjs")) {
        Files.copy(
            RESOURCES.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
      String script =
          Files.readString(RESOURCES.resolve(name + ".mjs"))
              .replace("PHOENIX", client)
              .replace("URL", "ws://127.0.0.1:" + server.port());
      return NodeScript.start(
          FOLDER, name + "-" + version + ".mjs", script, "--experimental-websocket");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
