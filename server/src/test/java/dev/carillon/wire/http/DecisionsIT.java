package dev.carillon.wire.http;

import static dev.carillon.wire.http.UpgradeIT.ASK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.session.Admission;
import dev.carillon.gate.Gate;
import dev.carillon.gate.GateLimits;
import dev.carillon.gate.TurnedAway;
import dev.carillon.testkit.Await;
import dev.carillon.wire.http.HttpClientSocket.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Upgrades that are not decided at once. */
class DecisionsIT {
  private static final Admission NO =
      new Admission.Refused(403, "FORBIDDEN", "no", Map.of("Retry-After", "7"));

  private final CountDownLatch known = new CountDownLatch(1);

  /** What is known once {@link #known} is counted down. */
  private Admission.Pending later(Admission answer) {
    return new Admission.Pending(() -> {
      try {
        known.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      return answer;
    });
  }

  private static Gate oneOfAnAddress() {
    return new Gate(GateLimits.OFF.perAddress(1, Integer.MAX_VALUE), new Random(1), () -> 0);
  }

  @Test
  void whileSomebodyIsAskedTheLoopsServeOthers() {
    try (TestServer server = new TestServer();
        HttpClientSocket client = server.client()) {
      server.answerSessions(later(TestServer.accepted()));
      client.get("/ws", ASK);
      for (int i = 0; i < 4; i++) {
        try (HttpClientSocket other = server.client()) {
          assertThat(other.ask("GET", "/things/1").status()).isEqualTo(200);
        }
      }
      assertThat(client.isAnsweredWithin(50)).isFalse();

      known.countDown();

      assertThat(client.answer().status()).isEqualTo(101);
      client.send("HTTP/1.1 299 Echoed\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(299);
    }
  }

  @Test
  void aNoThatComesLaterIsANoAndIsNotCounted() {
    known.countDown();
    try (TestServer server = new TestServer(oneOfAnAddress());
        HttpClientSocket client = server.client()) {
      server.answerSessions(later(NO));

      for (int i = 0; i < 3; i++) {
        Answer answer = client.ask("GET", "/ws", ASK);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Retry-After")).isEqualTo("7");
      }
      assertThat(server.turnedAway).containsOnly(TurnedAway.DIALECT).hasSize(3);
    }
  }

  @Test
  void whoDidNotWaitForTheYesLeavesNothingBehind() {
    Gate gate = oneOfAnAddress();
    try (TestServer server = new TestServer(gate);
        HttpClientSocket next = server.client()) {
      server.answerSessions(later(TestServer.accepted()));
      try (HttpClientSocket client = server.client()) {
        client.get("/ws", ASK);
        Await.until(() -> server.handshakes.size() == 1);
      }
      Await.until(() -> gate.connections() == 1);

      known.countDown();

      Await.until(() -> next.ask("GET", "/ws", ASK).status() == 101);
      assertThat(server.echo.count()).isEqualTo(1);
    }
  }

  @Test
  void aBugOfAnApiIsAnsweredAndNotCounted() {
    try (TestServer server = new TestServer(oneOfAnAddress());
        HttpClientSocket client = server.client()) {
      server.answerSessions(
          new Admission.Pending(() -> {
            throw new IllegalStateException("a bug");
          }));
      assertThat(client.ask("GET", "/ws", ASK).status()).isEqualTo(500);

      server.answerSessions(TestServer.accepted());
      assertThat(client.ask("GET", "/ws", ASK).status()).isEqualTo(101);
    }
  }

  @Test
  void whoIsRefusedWaitsAsLongAsTheApiWants() {
    try (TestServer server = new TestServer();
        HttpClientSocket client = server.client()) {
      server.answerSessions(NO);
      server.holdRefused(Duration.ofMillis(300));
      long start = System.nanoTime();

      assertThat(client.ask("GET", "/ws", ASK).status()).isEqualTo(403);

      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }
  }

  @Test
  void overTheRoomThereIsNoWaitingAndWhoGoesMakesRoom() {
    Gate gate = new Gate(new GateLimits(10, 100, 100, 100, 100, 1), new Random(1), () -> 0);
    try (TestServer server = new TestServer(gate);
        HttpClientSocket over = server.client()) {
      server.answerSessions(NO);
      server.holdRefused(Duration.ofHours(1));
      try (HttpClientSocket held = server.client()) {
        held.get("/ws", ASK);
        Await.until(() -> server.handshakes.size() == 1);
        Await.until(() -> over.ask("GET", "/ws", ASK).status() == 403);
        assertThat(held.isAnsweredWithin(50)).isFalse();
      }

      Await.until(() -> {
        try (HttpClientSocket next = server.client()) {
          return !next.get("/ws", ASK).isAnsweredWithin(100);
        }
      });
    }
  }
}
