package dev.carillon.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.app.AnyNodes;
import dev.carillon.app.TestServer;
import dev.carillon.testkit.ws.RawWebSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a Phoenix socket without a good token is refused, on the wire. */
@AnyNodes
class AuthRefuseIT {
  private static final String PATH = "/socket/websocket?vsn=2.0.0";
  private static final Duration HOLD = Duration.ofSeconds(2);

  @Test
  void rows2And43AtTheHandshakeWhoIsRefusedWaitsTwoSecondsForIt() {
    try (TestServer server =
        TestServer.start(
            Map.of("AUTH_REFUSE", "handshake", "CARILLON_MAX_CONNECTIONS_PER_USER", "1"))) {
      String good = PATH + "&token=" + server.token("user@example.com");
      int port = server.address().getPort();
      try (RawWebSocket john = RawWebSocket.open(port, good);
          RawWebSocket nobody = RawWebSocket.dial(port);
          RawWebSocket liar = RawWebSocket.dial(port);
          RawWebSocket again = RawWebSocket.dial(port)) {
        long start = System.nanoTime();
        nobody.send(RawWebSocket.request(PATH));
        liar.send(RawWebSocket.request(PATH + "&token=nonsense"));
        again.send(RawWebSocket.request(good));
        HttpResponse<String> poll = server.get("/socket/longpoll?vsn=2.0.0&token=nonsense", "");

        assertThat(poll.body()).isEqualTo("{\"status\":403}");
        nobody.readResponse();
        assertThat(nobody.status()).isEqualTo(101);
        liar.readResponse();
        assertThat(liar.status()).isEqualTo(403);
        again.readResponse();
        assertThat(again.status()).isEqualTo(429);
        assertThat(again.responseHeader("retry-after")).contains("30");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(HOLD);
        john.send("[null,\"1\",\"phoenix\",\"heartbeat\",{}]");
        assertThat(john.nextText()).contains("\"ok\"");
      }
    }
  }
}
