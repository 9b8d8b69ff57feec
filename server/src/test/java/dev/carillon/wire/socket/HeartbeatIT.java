package dev.carillon.wire.socket;

import static dev.carillon.testkit.ws.ClientFrame.close;
import static dev.carillon.testkit.ws.ClientFrame.continuation;
import static dev.carillon.testkit.ws.ClientFrame.ping;
import static dev.carillon.testkit.ws.ClientFrame.pong;
import static dev.carillon.testkit.ws.ClientFrame.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.session.CloseReason;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.ws.RawWebSocket;
import dev.carillon.wire.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens because time passes. */
class HeartbeatIT {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(31);

  private final EchoServer server = EchoServer.on(Transport.named(Transport.AUTO));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aClientThatAnswersPingsLives() {
    try (RawWebSocket client = server.open()) {
      for (int i = 0; i < 5; i++) {
        server.advance(HALF_A_MINUTE);
        assertThat(client.next()).hasToString("ping ");
        client.send(pong(""));
        client.send("x");
        assertThat(client.nextText()).isEqualTo("x");
      }
    }
  }

  @Test
  void aClientThatIsSilentForAMinuteIsClosed() {
    try (RawWebSocket client = server.open()) {
      EchoSession session = server.nextSession();
      server.advance(HALF_A_MINUTE);
      assertThat(client.next()).hasToString("ping ");

      server.advance(HALF_A_MINUTE);

      assertThat(client.next()).hasToString("close 1001 ping timeout");
      assertThat(session.end()).succeedsWithin(SOON).isEqualTo(CloseReason.PING_TIMEOUT);
      server.advance(WebSocketSettings.DEFAULTS.closeTimeout());
      assertThat(client.isCut()).isTrue();
    }
    server.awaitEmpty();
  }

  @Test
  void aMessageMustBeCompleteInTime() {
    try (RawWebSocket client = server.open()) {
      client.send(text("a").unfinished(), ping("1"));
      assertThat(client.next()).hasToString("pong 1");

      server.advance(HALF_A_MINUTE);

      assertThat(client.readToEnd()).last().isEqualTo("close 1008 message not complete in time");
    }
  }

  @Test
  void aFrameMustBeCompleteInTime() {
    byte[] frame = text("hello").bytes();
    for (int cut : new int[] {1, 3, 7}) {
      try (RawWebSocket client = server.open()) {
        client.send(frame, 0, cut);
        awaitTicks(server.nextSession());

        server.advance(HALF_A_MINUTE);

        assertThat(client.readToEnd()).last().isEqualTo("close 1008 message not complete in time");
      }
    }
  }

  @Test
  void aSlowMessageThatIsCompleteIsFine() {
    try (RawWebSocket client = server.open()) {
      for (int i = 0; i < 3; i++) {
        client.send(text("a").unfinished(), ping("1"));
        assertThat(client.next()).hasToString("pong 1");
        server.advance(Duration.ofSeconds(15));
        client.send(continuation("b"), text("c").unfinished(), continuation("d"));
        List<String> texts = new ArrayList<>();
        while (texts.size() < 2) {
          String frame = client.next().toString();
          if (!frame.startsWith("ping")) {
            texts.add(frame);
          }
        }
        assertThat(texts).containsExactly("text ab", "text cd");
      }
    }
  }

  @Test
  void sessionsTickWhileTheyAreOpen() {
    try (RawWebSocket client = server.open()) {
      EchoSession session = server.nextSession();

      Await.until(() -> session.ticks() >= 2);
      client.send(close(1000, ""));
      client.readToEnd();
    }
    server.awaitEmpty();
  }

  @Test
  void aSessionThatNeedsNoTickIsLeftAloneUntilItsClientSaysSomething() {
    try (RawWebSocket quiet = server.open();
        RawWebSocket _ = server.open()) {
      EchoSession left = server.nextSession();
      EchoSession other = server.nextSession();
      quiet.send("tick no more");
      quiet.send("x");
      assertThat(quiet.nextText()).isEqualTo("x");
      awaitTicks(other);
      int before = left.ticks();

      awaitTicks(other);
      assertThat(left.ticks()).isEqualTo(before);
      quiet.send("x");
      Await.until(() -> left.ticks() == before + 1);
    }
  }

  @Test
  void aSessionThatNeedsNoTickIsPingedAndTimedOutAllTheSame() {
    try (RawWebSocket client = server.open()) {
      client.send("tick no more");
      client.send("x");
      assertThat(client.nextText()).isEqualTo("x");
      server.advance(HALF_A_MINUTE);
      assertThat(client.next()).hasToString("ping ");

      server.advance(HALF_A_MINUTE);
      assertThat(client.next()).hasToString("close 1001 ping timeout");
    }
  }

  @Test
  void manyConnectionsAllTick() {
    List<RawWebSocket> clients = new ArrayList<>();
    List<EchoSession> sessions = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      clients.add(server.open());
      sessions.add(server.nextSession());
    }

    for (int i = 0; i < 50; i++) {
      clients.get(i).close();
    }
    Await.until(() -> server.webSockets().count() == 50);
    int[] before = sessions.stream().mapToInt(EchoSession::ticks).toArray();

    Await.until(() -> {
      for (int i = 50; i < 100; i++) {
        if (sessions.get(i).ticks() < before[i] + 2) {
          return false;
        }
      }
      return true;
    });
    clients.forEach(RawWebSocket::close);
  }

  /** After two more, the server has read what was sent before. */
  private static void awaitTicks(EchoSession session) {
    int ticks = session.ticks();
    Await.until(() -> session.ticks() >= ticks + 2);
  }
}
