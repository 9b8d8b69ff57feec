package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.ws.RawWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients connect, say their first word, and go without one, by the hundred. */
class ComingAndGoingIT {
  private static final int CLIENTS = 16;
  private static final int TIMES = 40;
  private static final byte[] REQUEST =
      "HEAD /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final List<Api> APIS =
      List.of(
          new Api("/ws", "{\"type\":\"auth\",\"token\":\"your-jwt-token\"}", "\"auth_success\""),
          new Api(
              "/socket/websocket?vsn=2.0.0&token=your-jwt-token",
              "[\"1\",\"1\",\"phoenix\",\"heartbeat\",{}]",
              "\"phx_reply\""),
          new Api(
              "/exchange/ws?token=your-jwt-token",
              "{\"id\":\"o\",\"method\":\"subscribe\",\"params\":{\"channel\":\"orders\"}}",
              "\"id\":\"o\""),
          new Api(
              "/api/ws?token=your-jwt-token",
              "{\"type\":\"subscribe\",\"channels\":[\"orders\"]}",
              "\"subscription\""));

  /** Where an API is, what is said there first, and what the answer contains. */
  private record Api(String path, String word, String answer) {}

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void nobodyIsLostBetweenTheHandshakeAndTheFirstAnswer(String transport) throws Exception {
    Map<String, String> settings =
        Map.of("LIMITS", "off", "CARILLON_TRANSPORT", transport, "CARILLON_EVENT_LOOPS", "2");
    try (TestServer server = TestServer.startNode(settings);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int port = server.address().getPort();
      Callable<Integer> client = () -> comeAndGo(port);
      int answered = 0;
      for (Future<Integer> each : threads.invokeAll(Collections.nCopies(CLIENTS, client))) {
        answered += each.get();
      }

      assertThat(answered).isEqualTo(CLIENTS * TIMES);
    }
  }

  /** Every second one asks something over HTTP first, and every third one ends by a reset. */
  private static int comeAndGo(int port) {
    int answered = 0;
    for (int time = 0; time < TIMES; time++) {
      Api api = APIS.get(time % APIS.size());
      try (RawWebSocket socket = RawWebSocket.dial(port)) {
        if (time / APIS.size() % 2 == 0) {
          socket.send(REQUEST);
          socket.readResponse();
        }
        socket.handshake(api.path);
        assertThat(socket.status()).isEqualTo(101);
        socket.send(api.word);
        awaitAnswer(socket, api.answer);
        answered++;
        if (time % 3 == 0) {
          socket.reset();
        }
      }
    }
    return answered;
  }

  /** Fails when the connection ends before. */
  private static void awaitAnswer(RawWebSocket socket, String answer) {
    String text = socket.nextText();
    while (!text.contains(answer)) {
      text = socket.nextText();
    }
  }
}
