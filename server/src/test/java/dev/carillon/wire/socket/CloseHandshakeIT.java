package dev.carillon.wire.socket;

import static dev.carillon.testkit.ws.ClientFrame.CLOSE;
import static dev.carillon.testkit.ws.ClientFrame.close;
import static dev.carillon.testkit.ws.ClientFrame.frame;
import static dev.carillon.testkit.ws.ClientFrame.ping;
import static dev.carillon.testkit.ws.ClientFrame.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.session.CloseReason;
import dev.carillon.testkit.ws.RawWebSocket;
import dev.carillon.wire.Transport;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 6455 section 7: how a WebSocket ends. */
@ParameterizedClass
@EnumSource(Transport.class)
class CloseHandshakeIT {
  private static final Duration SOON = Duration.ofSeconds(5);

  private final EchoServer server;

  CloseHandshakeIT(Transport transport) {
    server = EchoServer.on(transport);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aClientsCloseIsAnsweredWithItsCode() {
    for (int code : new int[] {1000, 1001, 1007, 1014, 3000, 4999}) {
      try (RawWebSocket client = server.open()) {
        client.send(close(code, "bye"));

        assertThat(client.readToEnd()).containsExactly("close " + code);
      }
      assertThat(server.nextSession().end())
          .succeedsWithin(SOON)
          .isEqualTo(CloseReason.of(code, ""));
    }
    server.awaitEmpty();
  }

  @Test
  void aCloseWithoutCodeIsAnsweredWith1000() {
    try (RawWebSocket client = server.open()) {
      client.send(frame(CLOSE, new byte[0]));

      assertThat(client.readToEnd()).containsExactly("close 1000");
    }
    assertThat(server.nextSession().end()).succeedsWithin(SOON).isEqualTo(CloseReason.NORMAL);
  }

  @Test
  void whatWasSentBeforeTheCloseIsAnsweredAndNothingAfterIt() {
    try (RawWebSocket client = server.open()) {
      client.send(text("a"), text("b"), close(1000, ""), text("c"), ping("d"), close(1001, ""));
      client.send("e");

      assertThat(client.readToEnd()).containsExactly("text a", "text b", "close 1000");
    }
  }

  @Test
  void theServersCloseWaitsForTheClientsAndHearsNothingElse() {
    try (RawWebSocket client = server.open()) {
      client.send("close");
      assertThat(client.next()).hasToString("close 1008 as ordered");
      assertThat(server.nextSession().end())
          .succeedsWithin(SOON)
          .isEqualTo(CloseReason.policy("as ordered"));

      client.send(text("late"), ping("late"));
      client.send(close(1008, ""));

      assertThat(client.readToEnd()).isEmpty();
    }
    server.awaitEmpty();
  }

  @Test
  void closesThatCrossAreOneClose() {
    try (RawWebSocket client = server.open()) {
      client.send(text("close"), close(1000, ""));

      assertThat(client.readToEnd()).containsExactly("close 1008 as ordered");
    }
  }

  @Test
  void aClientThatBreaksARuleAfterTheServersCloseIsNotToldSo() {
    try (RawWebSocket client = server.open()) {
      client.send(text("close"), text("a").unmasked());

      assertThat(client.readToEnd()).containsExactly("close 1008 as ordered");
    }
  }

  @Test
  void aSessionMayBeClosedOftenAndFromAnyThread() throws InterruptedException {
    try (RawWebSocket client = server.open()) {
      EchoSession session = server.nextSession();
      Thread[] closers =
          IntStream.range(0, 8)
              .mapToObj(
                  i -> Thread.startVirtualThread(() -> session.close(CloseReason.restart(1_000))))
              .toArray(Thread[]::new);
      for (Thread closer : closers) {
        closer.join();
      }
      assertThat(client.next()).hasToString("close 1012 server restarts, retry=1000");
      client.send(close(1012, ""));

      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void aClientThatNeverAnswersTheCloseIsCut() {
    try (RawWebSocket client = server.open()) {
      client.send("close");
      assertThat(client.next()).hasToString("close 1008 as ordered");

      server.advance(WebSocketSettings.DEFAULTS.closeTimeout());

      assertThat(client.isCut()).isTrue();
    }
    server.awaitEmpty();
  }

  @Test
  void aClientThatKeepsItsHalfOpenIsCut() {
    try (RawWebSocket client = server.open()) {
      client.send(close(1000, ""));
      assertThat(client.readToEnd()).containsExactly("close 1000");
      assertThat(server.webSockets().count()).isEqualTo(1);

      server.advance(WebSocketSettings.DEFAULTS.closeTimeout());

      server.awaitEmpty();
    }
  }

  @Test
  void theCloseFrameComesAfterEverythingThatWaits() {
    String message = "x".repeat(1_000_000);
    try (RawWebSocket client = server.open()) {
      client.send(text(message), text("close"));
      assertThat(server.nextSession().end()).succeedsWithin(SOON);

      assertThat(client.nextText()).isEqualTo(message);
      assertThat(client.next()).hasToString("close 1008 as ordered");
      client.send(close(1008, ""));
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void aConnectionThatEndsWithoutACloseIsLost() {
    try (RawWebSocket client = server.open()) {
      client.endOutput();

      assertThat(client.readToEnd()).isEmpty();
    }
    assertThat(server.nextSession().end())
        .succeedsWithin(SOON)
        .extracting(CloseReason::code)
        .isEqualTo(1006);
    server.awaitEmpty();
  }

  @Test
  void aResetIsNotWorthALogLine() {
    try (LogRecorder log = new LogRecorder()) {
      for (int i = 0; i < 20; i++) {
        RawWebSocket client = server.open();
        EchoSession session = server.nextSession();
        client.send(text("x".repeat(100_000)), text("half").unfinished());
        client.reset();

        assertThat(session.end())
            .succeedsWithin(SOON)
            .extracting(CloseReason::code)
            .isEqualTo(1006);
      }
      server.awaitEmpty();

      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void endsAreCountedByCode() {
    try (RawWebSocket one = server.open();
        RawWebSocket two = server.open()) {
      one.send(close(1001, ""));
      one.readToEnd();
      two.send(close(4_321, ""));
      two.readToEnd();
    }
    server.awaitEmpty();

    assertThat(server.webSockets().closes())
        .containsEntry("1001", 1L)
        .containsEntry("4xxx", 1L)
        .containsEntry("1000", 0L);
  }
}
