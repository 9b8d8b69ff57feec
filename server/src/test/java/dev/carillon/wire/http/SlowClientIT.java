package dev.carillon.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that hold connections open; the server's limits are short here. */
class SlowClientIT {
  private final TestServer server =
      new TestServer(ServerSettings.DEFAULT.withLimits(HttpLimits.DEFAULT.within(200, 200, 200)));
  private final HttpClientSocket client = server.client();

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void whoSaysNothingIsSentAway() {
    assertThat(client.isClosedSilently()).isTrue();
  }

  @Test
  void whoDoesNotFinishItsHeadersIsTold() {
    client.send("GET /things/1 HTTP/1.1\r\nHost: x\r\n");

    assertThat(client.answer().status()).isEqualTo(408);
    assertThat(client.isClosedSilently()).isTrue();
  }

  @Test
  void whoDoesNotFinishItsBodyIsTold() {
    client.request("POST", "/things", "Content-Length: 10").send("abc");

    assertThat(client.answer().status()).isEqualTo(408);
    assertThat(client.isClosedSilently()).isTrue();
    assertThat(server.handled).isEmpty();
  }

  @Test
  void anIdleConnectionIsClosedWithoutAWord() {
    assertThat(client.ask("GET", "/things/1").status()).isEqualTo(200);
    assertThat(client.isClosedSilently()).isTrue();
  }

  @Test
  void theNextRequestMustNotBeSlowEither() {
    assertThat(client.ask("GET", "/things/1").status()).isEqualTo(200);

    client.send("GET /");

    assertThat(client.answer().status()).isEqualTo(408);
  }

  @Test
  void workOfOursIsNotTheClientsDelay() {
    client.get("/slow");
    try (HttpClientSocket idle = server.client()) {
      assertThat(idle.isClosedSilently()).isTrue();
    }
    server.slow.countDown();

    assertThat(client.answer().body()).isEqualTo("slow done");
  }
}
