package dev.carillon.api.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carillon.app.AnyNodes;
import dev.carillon.app.TestServer;
import dev.carillon.testkit.node.NodeScript;
import dev.carillon.testkit.ws.RawWebSocket;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Where clients find the chat, and the client itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@AnyNodes
class AddressesIT {
  private TestServer server;
  private ChatSetting setting;

  @BeforeAll
  void start() {
    server = TestServer.start();
    setting = ChatSetting.in(server.chat());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void row1TheNpmClientJoinsWhateverAddressItWasGivenAndHowever() throws IOException {
    assumeTrue(NodeScript.isThere("node"), "node is not installed");
    try (NodeScript client = start("addresses")) {
      client.awaitLine("end");
      assertThat(client.lines())
          .contains(
              "joined /socket WebSocket",
              "joined /socket LongPoll",
              "joined /socket/websocket WebSocket",
              "joined /socket/websocket LongPoll");
    }
  }

  @Test
  void row38aTheClientIsServedForAPlainScript() throws IOException {
    assumeTrue(NodeScript.isThere("node"), "node is not installed");
    try (NodeScript client = start("plain-script")) {
      client.awaitLine("joined general");
    }
  }

  @Test
  void row38aPagesOfThisMachineMayConnectToTheDemo() {
    assertThat(statusFor("http://localhost:5173")).isEqualTo(101);
    assertThat(statusFor("http://127.0.0.1:8000")).isEqualTo(101);
    assertThat(statusFor("https://evil.example.com")).isEqualTo(403);
  }

  private int statusFor(String origin) {
    try (RawWebSocket client = RawWebSocket.dial(server.address().getPort())) {
      client.handshake("/socket/websocket?vsn=2.0.0", "Origin: " + origin);
      return client.status();
    }
  }

  private NodeScript start(String name) throws IOException {
    String script =
        NpmClient.script(name)
            .replace("WS_URL", server.webSocketUrl(""))
            .replace("HTTP_URL", server.url())
            .replace("CHANNEL", setting.channelId())
            .replace("TOKEN", server.token("user@example.com"));
    return NpmClient.start(NpmClient.NEWEST, name, script);
  }
}
