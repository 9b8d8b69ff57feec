package dev.carillon.replay.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.carillon.replay.recording.Feed.Played;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that answers as it is told to. */
class HttpFeedTest {
  private static final List<Played> TWO =
      List.of(
          new Played(new Item.Tick(2, Item.UNTIMED, "22", 1, 0), 0),
          new Played(new Item.Tick(3, Item.UNTIMED, "25", 2, 0), 0));

  private final Deque<Long> pauses = new ArrayDeque<>();
  private final Queue<String> heard = new ConcurrentLinkedQueue<>();
  private final Queue<String> answers = new ConcurrentLinkedQueue<>();
  private HttpServer server;

  /** A time in which one never waits. */
  private final class NoPace implements Pace {
    @Override
    public long nowMillis() {
      return 0;
    }

    @Override
    public void pause(long millis) {
      pauses.add(millis);
    }
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/ticks/feed",
        exchange -> {
          try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            heard.add(new String(body, StandardCharsets.UTF_8));
            String[] answer = answers.remove().split(" ", 2);
            byte[] text = answer[1].getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(Integer.parseInt(answer[0]), text.length);
            exchange.getResponseBody().write(text);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private HttpFeed feed() {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    return new HttpFeed(url, TickColumns.any(), null, new NoPace());
  }

  @Test
  void whatTheServerHasNoTimeForIsSentAgain() {
    answers.add("503 {}");
    answers.add("429 {}");
    answers.add("200 {\"data\":{\"errors\":[{\"index\":1,\"code\":\"BUSY\",\"message\":\"\"}]}}");
    answers.add("200 {\"data\":{\"errors\":[{\"index\":0,\"code\":\"X\",\"message\":\"why\"}]}}");

    try (HttpFeed feed = feed()) {
      feed.send(TWO);

      assertThat(heard)
          .hasSize(4)
          .last()
          .isEqualTo(
              """
              {"ticks":[{"token":"25","ltp":2,"ltq":0}]}\
              """);
      assertThat(pauses).containsExactly(1_000L, 1_000L, 200L);
      assertThat(feed.refused()).isOne();
      assertThat(feed.refusals()).containsExactly("line 3: X: why");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "{\"data\":1}",
        "{\"data\":{\"errors\":[{\"index\":2,\"code\":\"X\"}]}}",
        "{\"data\":{\"errors\":[{\"code\":\"X\"}]}}"
      })
  void anAnswerOfSomethingElseEndsIt(String answer) {
    answers.add("200 " + answer);

    try (HttpFeed feed = feed()) {
      assertThatThrownBy(() -> feed.send(TWO))
          .isInstanceOf(PlaybackException.class)
          .hasMessageContaining("/api/ticks/feed: an answer that is not understood")
          .hasMessageEndingWith("; the ticks from line 2 on were not taken, or nobody knows");
    }
  }
}
