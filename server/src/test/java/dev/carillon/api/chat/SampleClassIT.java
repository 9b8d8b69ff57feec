package dev.carillon.api.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carillon.app.AnyNodes;
import dev.carillon.app.TestServer;
import dev.carillon.testkit.node.NodeScript;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The document's own sample class and usage example, to the letter but for the address, the token
 * and the channel's id, with the unmodified npm client; and Phoenix's Presence class.
 */
@AnyNodes
class SampleClassIT {
  private static final String DOCUMENTED_URL = "ws://localhost:4000/socket/websocket";
  private static final String DOCUMENTED_CHANNEL = "12345678-1234-5678-1234-123456789012";
  private static final String DOCUMENTED_TOKEN = "your-jwt-token";

  private TestServer server;
  private ChatSetting setting;

  @BeforeEach
  void start() {
    assumeTrue(NodeScript.isThere("node"), "node is not installed");
    server = TestServer.start();
    setting = ChatSetting.in(server.chat());
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.16", "1.7.21"})
  void theDocumentsSampleClassWorks(String version) throws IOException {
    String document = SeedExamples.document().orElse("");
    assumeTrue(!document.isEmpty(), "shared/seeds/chat-slackclone.md is not beside the repository");
    String sample =
        SeedExamples.blocks(document, "javascript").stream()
            .filter(block -> block.contains("class SlackCloneWebSocket"))
            .findFirst()
            .orElseThrow();
    assertThat(sample).contains(DOCUMENTED_URL, DOCUMENTED_CHANNEL, DOCUMENTED_TOKEN);
    String script =
        sample
            .replace("\"phoenix\"", "\"./PHOENIX.mjs\"")
            .replace(DOCUMENTED_URL, server.webSocketUrl("/socket/websocket"))
            .replace(DOCUMENTED_CHANNEL, setting.channelId())
            .replace(DOCUMENTED_TOKEN, server.token("user@example.com"));

    try (NodeScript client = NpmClient.start(version, "sample", script)) {
      client.awaitLine("Connected to Slack Clone");
      client.awaitLine("Successfully joined channel:");
      client.awaitLine("Message sent successfully:");
      client.awaitLine("Received message:");
      assertThat(client.lines()).noneMatch(line -> line.contains("rror"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.16", "1.7.21"})
  void phoenixsPresenceClassSeesWhoIsThere(String version) throws IOException {
    String script =
        NpmClient.script("presence")
            .replace("URL", server.webSocketUrl("/socket"))
            .replace("CHANNEL", setting.channelId())
            .replace("JOHN_TOKEN", server.token("user@example.com"))
            .replace("JANE_TOKEN", server.token("jane@example.com"));

    try (NodeScript client = NpmClient.start(version, "presence", script)) {
      client.awaitLine("both: Jane Smith, John Doe");
      client.awaitLine("alone: John Doe");
    }
  }
}
