package dev.carillon.api.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carillon.api.desk.format.Examples;
import dev.carillon.app.AnyNodes;
import dev.carillon.app.TestServer;
import dev.carillon.testkit.node.NodeScript;
import dev.carillon.testkit.node.PythonWebSocket;
import dev.carillon.testkit.node.TypeScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The document's own classes and their usage over real sockets, to the letter but for the address;
 * their token is the document's placeholder, which is John's in the demo.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@AnyNodes
class SampleClassesIT {
  private static final String DOCUMENTED_URL = "wss://your-platform.vercel.app/api/ws";
  private static final Path FOLDER = TypeScript.SAMPLES.resolve("desk");

  private TestServer server;
  private String document;

  @BeforeAll
  void start() throws IOException {
    document = Examples.document().orElse("");
    assumeTrue(!document.isEmpty(), "shared/seeds/desk-fx.md is not beside the project");
    Files.createDirectories(FOLDER);
    server = TestServer.start(Map.of("CARILLON_DEMO_MARKETS", "true"));
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  /** The document's block, with the server's address. */
  private String sample(String language, String part) {
    String sample =
        Examples.blocks(document, language).stream()
            .filter(block -> block.contains(part))
            .findFirst()
            .orElseThrow();
    assertThat(sample).contains(DOCUMENTED_URL);
    return sample.replace(DOCUMENTED_URL, server.webSocketUrl("/api/ws"));
  }

  @Test
  void theTypeScriptClassReceivesWhatItSubscribesTo() throws IOException {
    assumeTrue(NodeScript.isThere("node"), "node is not installed");
    assumeTrue(TypeScript.install(), "npm can't install typescript");
    String source =
        sample("typescript", "class FXPlatformWebSocket")
            + """

            setTimeout(() => {
              client.subscribe(['market-data', 'alerts', 'analytics', 'system']);
              client.send({ type: 'order', action: 'place', symbol: 'EURUSD',
                orderType: 'BUY', volume: 0.1 });
            }, 1000);
            """;
    String script = TypeScript.compile(FOLDER, "client", source);

    try (NodeScript client =
        NodeScript.start(FOLDER, "client.mjs", script, "--experimental-websocket")) {
      client.awaitLine("WebSocket connected");
      client.awaitLine("Unknown message type: connection");
      client.awaitLine("Unknown message type: subscription");
      client.awaitLine("Market data: {");
      client.awaitLine("Analytics: {");
      client.awaitLine("System status: {");
      client.awaitLine("Unknown message type: order_result");
      client.awaitLine("Order updated: {");
      client.awaitLine("Trade executed: {");
      client.awaitLine("Position updated: {");
      assertThat(client.lines()).noneMatch(line -> line.contains("rror"));
    }
  }

  @Test
  void thePythonClassReceivesWhatItSubscribesTo() throws IOException {
    assumeTrue(NodeScript.isThere("python3"), "python3 is not installed");
    assumeTrue(PythonWebSocket.install(), "pip can't install websocket-client");
    String script =
        sample("python", "class FXPlatformWebSocket")
            + """

            client.subscribe('market-data')
            client.subscribe(['analytics', 'system'])
            client.send({"type": "order", "action": "place", "symbol": "EURUSD",
                         "orderType": "BUY", "volume": 0.1})
            time.sleep(60)
            """;

    try (NodeScript client = NodeScript.python(FOLDER, "client.py", script)) {
      client.awaitLine("WebSocket connected");
      client.awaitLine("Unknown message type: subscription");
      client.awaitLine("Market data: {");
      client.awaitLine("Analytics: {");
      client.awaitLine("System status: {");
      client.awaitLine("Order updated: {");
      client.awaitLine("Trade executed: {");
      client.awaitLine("Position updated: {");
      assertThat(client.lines()).noneMatch(line -> line.contains("rror"));
    }
  }

  /** The first block of JavaScript that the document connects with. */
  @Test
  void theFirstSnippetConnectsAndSubscribes() {
    assumeTrue(NodeScript.isThere("node"), "node is not installed");
    String script =
        sample("javascript", "ws.onopen").replace("<jwt-token>", "jwt-token")
            + """

            ws.onmessage = (event) => console.log(event.data);
            """;

    try (NodeScript client =
        NodeScript.start(FOLDER, "first.mjs", script, "--experimental-websocket")) {
      client.awaitLine("Connected to WebSocket");
      client.awaitLine("{\"type\":\"connection\",\"status\":\"connected\"");
      client.awaitLine("{\"type\":\"subscription\",\"status\":\"success\"");
    }
  }
}
