package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.ws.RawWebSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the whole server speaks Phoenix. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@AnyNodes
class PhoenixIT {
  private static final String BEAT = "[null,\"1\",\"phoenix\",\"heartbeat\",{}]";
  private static final String BEATEN =
      "[null,\"1\",\"phoenix\",\"phx_reply\",{\"response\":{},\"status\":\"ok\"}]";

  private TestServer server;

  @BeforeAll
  void start() {
    server = TestServer.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/socket/websocket?vsn=2.0.0",
        "/socket?vsn=2.0.0",
        "/socket/websocket/websocket?token=x&vsn=2.0.0",
        "/socket/websocket"
      })
  void aSocketAnswersAtEveryAddressThatClientsMake(String path) {
    try (RawWebSocket client = open(path)) {
      client.send(BEAT);
      assertThat(client.nextText()).isEqualTo(BEATEN);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/socket/longpoll", "/socket/websocket/longpoll"})
  void aSessionPollsAtEveryAddressThatClientsMake(String path) {
    HttpResponse<String> answer = server.get(path + "?vsn=2.0.0&", "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("{\"messages\":[],\"status\":410,\"token\":\"");
  }

  /** A load balancer has to bring a session back to its node: another one opens a new session. */
  @Test
  void aSessionThatPollsIsKnownAtItsOwnNodeAlone() {
    String own = server.url() + "/socket/longpoll?vsn=2.0.0";
    String token = poll(own).replaceAll(".*\"token\":\"([^\"]*)\".*", "$1");
    for (int i = 0; i < 5; i++) {
      String any = server.url() + "/socket/longpoll?vsn=2.0.0";
      HttpResponse<String> answer =
          server.send(
              HttpRequest.newBuilder(URI.create(any + "&token=" + token))
                  .header("Content-Type", "application/x-ndjson")
                  .POST(HttpRequest.BodyPublishers.ofString(BEAT)));
      assertThat(answer.body()).isEqualTo("{\"status\":" + (any.equals(own) ? 200 : 410) + "}");
      if (any.equals(own)) {
        assertThat(poll(own + "&token=" + token)).contains("phx_reply", token);
      } else {
        assertThat(poll(any + "&token=" + token)).contains("\"status\":410").doesNotContain(token);
      }
    }
  }

  private String poll(String url) {
    return server.send(HttpRequest.newBuilder(URI.create(url)).GET()).body();
  }

  @Test
  void anUnknownVersionIsForbiddenWithoutABody() {
    try (RawWebSocket client = RawWebSocket.dial(server.address().getPort())) {
      client.handshake("/socket/websocket?vsn=3.0.0");

      assertThat(client.status()).isEqualTo(403);
      assertThat(client.responseHeader("content-length")).contains("0");
    }
  }

  @Test
  void theSubprotocolOfItsTokenIsAnswered() {
    try (RawWebSocket client =
        open(
            "/socket/websocket?vsn=2.0.0",
            "Sec-WebSocket-Protocol: phoenix, base64url.bearer.phx.YWJj")) {
      assertThat(client.responseHeader("sec-websocket-protocol")).contains("phoenix");
    }
  }

  @Test
  void whatIsNoMessageEndsTheSocketWithAReason() {
    try (RawWebSocket client = open("/socket/websocket?vsn=2.0.0")) {
      client.send("{\"topic\":\"room\"}");

      assertThat(client.next().toString()).isEqualTo("close 1003 a message must be an array");
    }
  }

  @Test
  void aTopicThatNobodyServesIsUnmatched() {
    try (RawWebSocket client = open("/socket/websocket?vsn=2.0.0")) {
      client.send("[\"3\",\"3\",\"nowhere:1\",\"phx_join\",{}]");

      assertThat(client.nextText())
          .isEqualTo(
              "[null,\"3\",\"nowhere:1\",\"phx_reply\","
                  + "{\"response\":{\"reason\":\"unmatched topic\"},\"status\":\"error\"}]");
    }
  }

  private RawWebSocket open(String path, String... headers) {
    return RawWebSocket.open(server.address().getPort(), path, headers);
  }
}
