package dev.carillon.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Await;
import dev.carillon.wire.http.HttpClientSocket.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DrainIT {
  private final TestServer server = new TestServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private FutureTask<Boolean> drain(Duration window, Duration limit) {
    Callable<Boolean> call = () -> server.server.drain(window, limit);
    FutureTask<Boolean> task = new FutureTask<>(call);
    Thread.ofVirtual().start(task);
    return task;
  }

  @Test
  void requestsInWorkFinishAndIdleConnectionsClose() throws Exception {
    try (HttpClientSocket working = server.client();
        HttpClientSocket idle = server.client();
        HttpClientSocket silent = server.client()) {
      working.get("/slow");
      assertThat(idle.ask("GET", "/things/1").status()).isEqualTo(200);
      Await.until(() -> server.handled.contains("slow"));

      FutureTask<Boolean> drained = drain(Duration.ZERO, Duration.ofSeconds(5));

      assertThat(idle.isClosedSilently()).isTrue();
      assertThat(silent.isClosedSilently()).isTrue();
      assertThat(drained.isDone()).isFalse();
      server.slow.countDown();
      Answer answer = working.answer();
      assertThat(answer.body()).isEqualTo("slow done");
      assertThat(answer.header("Connection")).isEqualTo("close");
      assertThat(drained.get()).isTrue();
    }
  }

  @Test
  void nobodyElseComesIn() {
    assertThat(server.server.drain(Duration.ZERO, Duration.ofSeconds(1))).isTrue();

    assertThat(server.server.addresses()).isEmpty();
    assertThat(isTurnedAway()).isTrue();
  }

  /**
   * Refused, or dropped: with io_uring the kernel may hold the listening socket a moment longer.
   */
  private boolean isTurnedAway() {
    try (HttpClientSocket client = server.client()) {
      return client.isClosedSilently();
    } catch (UncheckedIOException _) {
      return true;
    }
  }

  @Test
  void webSocketsCloseWith1012InBatches() throws Exception {
    for (int i = 0; i < 4; i++) {
      HttpClientSocket client = server.client();
      Answer answer =
          client.ask(
              "GET",
              "/ws",
              "Upgrade: websocket",
              "Connection: Upgrade",
              "Sec-WebSocket-Version: 13");
      assertThat(answer.status()).isEqualTo(101);
    }
    long start = System.nanoTime();

    FutureTask<Boolean> drained = drain(Duration.ofMillis(400), Duration.ofSeconds(5));

    assertThat(drained.get()).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(200));
    assertThat(server.echo.closed)
        .hasSizeGreaterThanOrEqualTo(4)
        .doesNotHaveDuplicates()
        .allMatch(reason -> reason.text().matches("server restarts, retry=[1-4]\\d{3}"))
        .allMatch(reason -> reason.code() == 1012);
    assertThat(server.echo.count()).isZero();
  }

  @Test
  void aRequestThatNeverEndsIsNotWaitedForLonger() throws Exception {
    try (HttpClientSocket working = server.client()) {
      working.get("/slow");
      Await.until(() -> server.handled.contains("slow"));

      assertThat(drain(Duration.ZERO, Duration.ofMillis(100)).get()).isFalse();
    }
  }
}
