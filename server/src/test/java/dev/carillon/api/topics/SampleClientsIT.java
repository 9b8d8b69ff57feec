package dev.carillon.api.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carillon.app.AnyNodes;
import dev.carillon.app.TestServer;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.node.NodeScript;
import dev.carillon.testkit.node.TypeScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The document's own sample clients against the whole server: taken from the document, with only
 * the address and, where it says so, the token replaced. The document has none in Python.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@AnyNodes
class SampleClientsIT {
  private static final String JOHN = "550e8400-e29b-41d4-a716-446655440000";
  private static final String DOCUMENTED_URL = "ws://localhost:3000/ws";
  private static final Path FOLDER = TypeScript.SAMPLES;

  private TestServer server;
  private String document;
  private String admin;

  @BeforeAll
  void start() throws IOException {
    document = SeedDocument.find().orElse("");
    assumeTrue(!document.isEmpty(), "shared/seeds/topics-pubsub.md is not beside the repository");
    assumeTrue(NodeScript.isThere("node"), "node is not installed");
    Files.createDirectories(FOLDER);
    server = TestServer.start();
    admin = server.token("admin@example.com");
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  /** Its token is the document's placeholder, which is John's in the demo. */
  @Test
  void theJavaScriptClientLogsInSubscribesAndReceives() {
    try (NodeScript client = javaScript("client.mjs", "")) {
      client.awaitLine("Connected and authenticated: " + JOHN);
      awaitSubscribed("messages.user." + JOHN);
      awaitSubscribed("messages.**");

      createMessageToJohn();
      client.awaitLine("Received message:");
      assertThat(client.lines())
          .contains("Connected", "Authenticated as: " + JOHN)
          .noneMatch(line -> line.startsWith("Any message:"));
    }
  }

  /** The erratum: its callback for {@code messages.**} can only fire with the pattern as topic. */
  @Test
  void theJavaScriptClientsWildcardFiresWithAnotherAddress() {
    try (NodeScript client = javaScript("wildcard.mjs", "?wildcardTopic=pattern")) {
      client.awaitLine("Any message:");
      assertThat(client.lines()).contains("Any message: { content: 'Hello from WebSocket!' }");
    }
  }

  @Test
  void theTypeScriptClientLogsInSubscribesAndReceives() throws IOException {
    assumeTrue(TypeScript.install(), "npm can't install ws and typescript");
    String source = sample("typescript", "class TypedWebSocketClient", "");
    String script =
        TypeScript.compile(FOLDER, "typed", source.replace("'jwt-token'", "'" + admin + "'"));

    try (NodeScript client = NodeScript.start(FOLDER, "typed.mjs", script)) {
      awaitSubscribed("messages.user.123");
      assertThat(publish("messages.user.123")).isEqualTo(200);
      client.awaitLine("Message:");
    }
  }

  private NodeScript javaScript(String name, String query) {
    String script = sample("javascript", "class WebSocketClient", query);
    return NodeScript.start(FOLDER, name, script, "--experimental-websocket");
  }

  /** The block that defines {@code type}, with the server's address. */
  private String sample(String language, String type, String query) {
    String sample =
        SeedDocument.blocks(document, language).stream()
            .filter(block -> block.contains(type))
            .findFirst()
            .orElseThrow();
    assertThat(sample).contains(DOCUMENTED_URL);
    return sample.replace(DOCUMENTED_URL, server.webSocketUrl("/ws") + query);
  }

  private void awaitSubscribed(String topic) {
    Await.until(
        () -> server.get("/api/topics", admin).body().contains("\"topic\":\"" + topic + "\""),
        Duration.ofSeconds(30));
  }

  private void createMessageToJohn() {
    int status =
        server
            .post(
                "/api/messages",
                server.token("jane@example.com"),
                json ->
                    json.beginObject()
                        .field("content", "Hello!")
                        .field("recipientId", JOHN)
                        .endObject())
            .statusCode();
    assertThat(status).isEqualTo(201);
  }

  private int publish(String topic) {
    return server
        .post(
            "/api/topics/publish",
            admin,
            json -> json.beginObject().field("topic", topic).field("data", "x").endObject())
        .statusCode();
  }
}
