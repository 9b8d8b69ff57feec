package dev.carillon.api.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carillon.protocol.phoenix.PhoenixServer;
import dev.carillon.testkit.node.NodeScript;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the advice of old samples does to the npm client, and what our side makes of it. */
class ClientAdviceIT {
  private PhoenixServer server;

  @BeforeEach
  void start() {
    assumeTrue(NodeScript.isThere("node"), "node is not installed");
    server = new PhoenixServer();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void row13AJoinInOnErrorSurvivesAnErrorOfTheChannelAndNoDroppedConnection() throws IOException {
    try (NodeScript client = withOnError("channel => channel.join()")) {
      client.awaitLine("joined 2");
      server.cutAll();
      client.awaitLine("end: opened 1");
      assertThat(client.lines()).anyMatch(line -> line.startsWith("thrown "));
      assertThat(client.lines()).doesNotContain("opened 2", "joined 3");
    }
  }

  @Test
  void row13WithoutTheAdviceTheClientComesBackByItself() throws IOException {
    try (NodeScript client = withOnError("channel => {}")) {
      client.awaitLine("joined 2");
      server.cutAll();
      client.awaitLine("joined 3");
      assertThat(client.lines()).noneMatch(line -> line.startsWith("thrown "));
    }
  }

  @Test
  void row14AListOfPausesIsNoPause() throws IOException {
    assertThat(tries("[1000, 2000, 5000]", closedPort())).isGreaterThan(10);
    assertThat(tries("1000", closedPort())).isLessThan(4);
  }

  @Test
  void row14WhoIsRefusedIsHeldSoThatItsLoopIsSlow() throws IOException {
    long mostInTheTime = 1_500 / PhoenixServer.REFUSAL_HOLD.toMillis() + 1;

    assertThat((long) tries("[1000, 2000, 5000]", server.port())).isBetween(2L, mostInTheTime);
  }

  /** How often a client that is refused tries in a second and a half. */
  private static int tries(String pause, int port) throws IOException {
    String script =
        NpmClient.script("pauses").replace("PORT", Integer.toString(port)).replace("PAUSE", pause);
    try (NodeScript client = NpmClient.start(NpmClient.NEWEST, "pauses", script)) {
      client.awaitLine("tries ");
      return Integer.parseInt(client.lines().getLast().substring("tries ".length()));
    }
  }

  private NodeScript withOnError(String advice) throws IOException {
    String script =
        NpmClient.script("join-in-on-error")
            .replace("PORT", Integer.toString(server.port()))
            .replace("ADVICE", advice);
    return NpmClient.start(NpmClient.NEWEST, "join-in-on-error", script);
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
