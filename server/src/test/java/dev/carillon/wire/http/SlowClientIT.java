package dev.carillon.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that hold connections open; the server's limits are short here. */
class SlowClientIT {
  private final TestServer server =
      new TestServer(
          ServerSettings.DEFAULT.withLimits(
              HttpLimits.DEFAULT.at(new HttpLimits.Pace(200, 200, 2_000, 200))));
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
  void aPageMayReadThatItWasTooSlow() {
    client.request("POST", "/things", "Content-Length: 10", "Origin: http://localhost");

    assertThat(client.answer().header("Access-Control-Allow-Origin")).isEqualTo("http://localhost");
  }

  @Test
  void aBodyThatComesAtTheLeastPaceMayTakeItsTime() {
    client.request("POST", "/things", "Content-Length: 12000");
    for (int part = 0; part < 12; part++) {
      assertThat(client.isAnsweredWithin(50)).isFalse();
      client.send("a".repeat(1_000));
    }

    assertThat(client.answer().status()).isEqualTo(201);
  }

  @Test
  void aBodyThatNeverComesToItsEndIsNotWaitedFor() {
    HttpLimits impatient = HttpLimits.DEFAULT.at(new HttpLimits.Pace(200, 200, 1_000_000, 200));
    try (TestServer other = new TestServer(ServerSettings.DEFAULT.withLimits(impatient));
        HttpClientSocket dripping = other.client()) {
      dripping.request("POST", "/things", "Content-Length: 1000000");
      for (int part = 0; part < 500 && !dripping.isAnsweredWithin(20); part++) {
        dripping.send("a".repeat(1_000));
      }

      assertThat(dripping.answer().status()).isEqualTo(408);
    }
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
