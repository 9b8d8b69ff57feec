package dev.carillon.wire.socket;

import static dev.carillon.testkit.ws.ClientFrame.close;
import static dev.carillon.testkit.ws.ClientFrame.join;
import static dev.carillon.testkit.ws.ClientFrame.ping;
import static dev.carillon.testkit.ws.ClientFrame.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.session.CloseReason;
import dev.carillon.testkit.ws.RawWebSocket;
import dev.carillon.wire.Transport;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 6455 section 4, from the server's side, and what a bug in a session does. */
@ParameterizedClass
@EnumSource(Transport.class)
class OpeningHandshakeIT {
  private static final Duration SOON = Duration.ofSeconds(5);

  private final EchoServer server;

  OpeningHandshakeIT(Transport transport) {
    server = EchoServer.on(transport);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theAnswerProvesThatTheKeyWasRead() {
    try (RawWebSocket client = server.open()) {
      assertThat(client.status()).isEqualTo(101);
      assertThat(client.responseHeader("Upgrade")).contains("websocket");
      assertThat(client.responseHeader("Connection")).contains("Upgrade");
      assertThat(client.responseHeader("Sec-WebSocket-Accept")).contains(RawWebSocket.ACCEPT);
      assertThat(client.responseHeader("Sec-WebSocket-Protocol")).isEmpty();
      assertThat(client.responseHeader("Sec-WebSocket-Extensions")).isEmpty();
    }
  }

  @Test
  void theDialectsSubprotocolIsAnswered() {
    try (RawWebSocket client = server.open("Sec-WebSocket-Protocol: v2")) {
      assertThat(client.responseHeader("Sec-WebSocket-Protocol")).contains("v2");
    }
  }

  @Test
  void framesRightBehindTheRequestAreNotLost() {
    byte[] frames = join(text("a").unfinished(), ping("p"), text("b").unfinished());
    byte[] request = RawWebSocket.request("/");
    byte[] all = Arrays.copyOf(request, request.length + frames.length);
    System.arraycopy(frames, 0, all, request.length, frames.length);
    for (int cut = 1; cut <= all.length; cut += cut < request.length - 4 ? 13 : 1) {
      try (RawWebSocket client = RawWebSocket.dial(server.port())) {
        client.send(all, 0, cut);
        client.send(all, cut, all.length - cut);
        client.readResponse();

        assertThat(client.readToEnd())
            .containsExactly("pong p", "close 1002 new message within a fragmented one");
      }
    }
  }

  @Test
  void aBugInASessionEndsThatConnectionAlone() {
    try (LogRecorder log = new LogRecorder();
        RawWebSocket other = server.open();
        RawWebSocket client = server.open()) {
      EchoSession otherSession = server.nextSession();
      EchoSession session = server.nextSession();
      client.send(text("crash"), text("lost"));

      assertThat(client.readToEnd()).containsExactly("close 1011 internal error test-1");
      assertThat(session.end()).succeedsWithin(SOON).isEqualTo(CloseReason.internalError("test-1"));
      assertThat(log.lines())
          .containsExactly("NettyLink: incident test-1: echo session " + session.id() + " failed");
      other.send("still here");
      assertThat(other.nextText()).isEqualTo("still here");
      assertThat(otherSession.end()).isNotDone();
      assertThat(server.webSockets().count(WebSocketCount.CRASHES)).isEqualTo(1);
    }
  }

  @Test
  void openSocketsAreFoundAndClosedBitByBit() {
    RawWebSocket[] clients = {server.open(), server.open(), server.open()};
    EchoSession first = server.nextSession();
    assertThat(server.webSockets().find(first.id())).containsSame(first);
    assertThat(server.webSockets().find(4_711)).isEmpty();
    assertThat(server.webSockets().count()).isEqualTo(3);

    server.webSockets().close(1, () -> CloseReason.restart(1_000));
    server.webSockets().close(9, () -> CloseReason.restart(1_000));
    server.webSockets().close(9, () -> CloseReason.restart(1_000));

    for (RawWebSocket client : clients) {
      assertThat(client.next()).hasToString("close 1012 server restarts, retry=1000");
      client.send(close(1012, ""));
      assertThat(client.readToEnd()).isEmpty();
      client.close();
    }
    server.awaitEmpty();
    assertThat(server.webSockets().find(first.id())).isEmpty();
  }
}
