package dev.carillon.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.session.Admission;
import dev.carillon.core.session.Handshake;
import dev.carillon.gate.Gate;
import dev.carillon.gate.GateLimits;
import dev.carillon.gate.Origins;
import dev.carillon.gate.TurnedAway;
import dev.carillon.testkit.Await;
import dev.carillon.wire.http.HttpClientSocket.Answer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UpgradeIT {
  static final String[] ASK = {
    "Upgrade: websocket",
    "Connection: keep-alive, Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
  };

  private static String[] ask(String... more) {
    String[] all = new String[ASK.length + more.length];
    System.arraycopy(ASK, 0, all, 0, ASK.length);
    System.arraycopy(more, 0, all, ASK.length, more.length);
    return all;
  }

  @Test
  void theConnectionBecomesAnother() {
    try (TestServer server = new TestServer();
        HttpClientSocket client = server.client()) {
      Answer answer =
          client.ask(
              "GET",
              "/ws?token=a%20b",
              ask("Sec-WebSocket-Protocol: v1, v2", "X-Test: 1", "x-test: 2"));

      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.header("Upgrade")).isEqualTo("websocket");
      client.send("HTTP/1.1 200 OK\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(200);
      Handshake handshake = server.handshakes.getFirst();
      assertThat(handshake.path()).isEqualTo("/ws");
      assertThat(handshake.parameter("token")).contains("a b");
      assertThat(handshake.headers().get("x-test")).containsExactly("1", "2");
      assertThat(handshake.subprotocols()).containsExactly("v1", "v2");
      assertThat(handshake.remoteAddress()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void whatCameBehindTheRequestIsForTheOther() {
    try (TestServer server = new TestServer();
        HttpClientSocket client = server.client()) {
      String head = "GET /ws HTTP/1.1\r\nHost: x\r\n" + String.join("\r\n", ASK) + "\r\n\r\n";

      client.send(head + "HTTP/1.1 299 Echoed\r\n\r\n");

      assertThat(client.answer().status()).isEqualTo(101);
      assertThat(client.answer().status()).isEqualTo(299);
    }
  }

  @Test
  void aKeptConnectionMayUpgradeToo() {
    try (TestServer server = new TestServer();
        HttpClientSocket client = server.client()) {
      assertThat(client.ask("GET", "/things/1").status()).isEqualTo(200);
      assertThat(client.ask("GET", "/ws", ASK).status()).isEqualTo(101);
    }
  }

  @Test
  void thePageAndTheSocketShareAPath() {
    try (TestServer server = new TestServer();
        HttpClientSocket client = server.client()) {
      assertThat(client.ask("GET", "/").body()).contains("console");
      assertThat(client.ask("HEAD", "/").status()).isEqualTo(200);
      assertThat(client.ask("POST", "/").status()).isEqualTo(405);
      assertThat(client.ask("POST", "/ws").status()).isEqualTo(404);
      assertThat(client.ask("GET", "/", ASK).status()).isEqualTo(101);
    }
  }

  @Test
  void otherPathsAre404BeforeTheUpgrade() {
    try (TestServer server = new TestServer();
        HttpClientSocket client = server.client()) {
      assertThat(client.ask("GET", "/things/1", ASK).status()).isEqualTo(404);
      assertThat(client.ask("GET", "/things/1").status()).isEqualTo(200);
      assertThat(server.turnedAway).containsExactly(TurnedAway.PATH);
    }
  }

  @Test
  void aPlainRequestToASocketsPathIs426() {
    try (TestServer server = new TestServer();
        HttpClientSocket client = server.client()) {
      Answer answer = client.ask("GET", "/ws");

      assertThat(answer.status()).isEqualTo(426);
      assertThat(answer.header("Upgrade")).isEqualTo("websocket");
      assertThat(answer.header("Connection")).contains("upgrade");
    }
  }

  @Test
  void anotherVersionIs426AndABodyIs400() {
    try (TestServer server = new TestServer();
        HttpClientSocket client = server.client()) {
      Answer version = client.ask("GET", "/ws", "Upgrade: websocket", "Connection: Upgrade");
      Answer body = client.request("GET", "/ws", ask("Content-Length: 1")).send("a").answer();

      assertThat(version.status()).isEqualTo(426);
      assertThat(version.header("Sec-WebSocket-Version")).isEqualTo("13");
      assertThat(body.status()).isEqualTo(400);
      assertThat(server.handshakes).isEmpty();
    }
  }

  @Test
  void pagesOfOtherOriginsAreForbidden() {
    ServerSettings settings =
        ServerSettings.DEFAULT.withOrigins(Origins.allowing(List.of("https://*.example.com")));
    try (TestServer server = new TestServer(settings);
        HttpClientSocket client = server.client()) {
      assertThat(client.ask("GET", "/ws", ask("Origin: https://evil.com")).status()).isEqualTo(403);
      assertThat(client.ask("GET", "/ws", ask("Origin: null")).status()).isEqualTo(403);
      assertThat(client.ask("GET", "/ws", ask("Origin: https://a.example.com")).status())
          .isEqualTo(101);
      assertThat(server.turnedAway).containsExactly(TurnedAway.ORIGIN, TurnedAway.ORIGIN);
    }
  }

  @Test
  void theApiMaySayNo() {
    try (TestServer server = new TestServer();
        HttpClientSocket client = server.client()) {
      server.answerSessions(
          new Admission.Refused(429, "RATE_LIMITED", "too many", Map.of("Retry-After", "7")));

      Answer answer = client.ask("GET", "/ws", ASK);

      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.header("Retry-After")).isEqualTo("7");
      assertThat(answer.body()).contains("RATE_LIMITED");
    }
  }

  @Test
  void anAddressHasItsNumberOfSockets() {
    Gate gate = new Gate(GateLimits.OFF.perAddress(1, Integer.MAX_VALUE), new Random(1), () -> 0);
    try (TestServer server = new TestServer(gate);
        HttpClientSocket second = server.client()) {
      try (HttpClientSocket first = server.client()) {
        assertThat(first.ask("GET", "/ws", ASK).status()).isEqualTo(101);
        Answer answer = second.ask("GET", "/ws", ASK);
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).matches("[1-9]|10");
      }

      Await.until(() -> server.echo.count() == 0);
      Await.until(() -> second.ask("GET", "/ws", ASK).status() == 101);
    }
  }

  @Test
  void aSocketThatTheApiRefusedIsNotCounted() {
    Gate gate = new Gate(GateLimits.OFF.perAddress(1, Integer.MAX_VALUE), new Random(1), () -> 0);
    try (TestServer server = new TestServer(gate);
        HttpClientSocket client = server.client()) {
      server.answerSessions(new Admission.Refused(401, "UNAUTHORIZED", "who?", Map.of()));

      for (int i = 0; i < 3; i++) {
        assertThat(client.ask("GET", "/ws", ASK).status()).isEqualTo(401);
      }
    }
  }

  @Test
  void aFullHeapLetsNoSocketInButServesRequests() {
    Gate gate = new Gate(new GateLimits(100, 100, 100, 100, 100, 0.9), new Random(1), () -> 0.95);
    try (TestServer server = new TestServer(gate);
        HttpClientSocket client = server.client()) {
      assertThat(client.ask("GET", "/ws", ASK).status()).isEqualTo(503);
      assertThat(client.ask("GET", "/things/1").status()).isEqualTo(200);
    }
  }

  @Test
  void connectionsThatAskForNothingAreLimited() {
    Gate gate = new Gate(new GateLimits(100, 2, 100, 100, 100, 1), new Random(1), () -> 0);
    try (TestServer server = new TestServer(gate);
        HttpClientSocket first = server.client();
        HttpClientSocket second = server.client()) {
      assertThat(first.ask("GET", "/things/1").status()).isEqualTo(200);
      Await.until(() -> gate.connections() == 2);
      try (HttpClientSocket third = server.client()) {
        Await.until(() -> gate.connections() == 3);
        try (HttpClientSocket fourth = server.client()) {
          assertThat(fourth.isClosedSilently()).isTrue();
        }
        assertThat(third.ask("GET", "/things/3").status()).isEqualTo(200);
        assertThat(second.ask("GET", "/things/2").status()).isEqualTo(200);
      }
      assertThat(server.turnedAway).containsExactly(TurnedAway.HALF_OPEN);
    }
  }
}
