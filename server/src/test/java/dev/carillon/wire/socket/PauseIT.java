package dev.carillon.wire.socket;

import static dev.carillon.testkit.ws.ClientFrame.BINARY;
import static dev.carillon.testkit.ws.ClientFrame.close;
import static dev.carillon.testkit.ws.ClientFrame.frame;
import static dev.carillon.testkit.ws.ClientFrame.ping;
import static dev.carillon.testkit.ws.ClientFrame.pong;
import static dev.carillon.testkit.ws.ClientFrame.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.session.CloseReason;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.ws.RawWebSocket;
import dev.carillon.wire.Transport;
import io.netty.channel.Channel;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A session that answers something with another thread's help. */
@ParameterizedClass
@EnumSource(Transport.class)
class PauseIT {
  private static final Duration SOON = Duration.ofSeconds(5);

  private final EchoServer server;

  PauseIT(Transport transport) {
    server = EchoServer.on(transport);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whatComesMeanwhileWaitsInItsOrder() {
    try (RawWebSocket client = server.open()) {
      EchoSession session = server.nextSession();
      client.send(text("pause"), text("a"), text("pause"), text("b"), ping("p"));
      client.send(text("c"), close(1000, ""));
      Await.until(() -> server.webSockets().count(WebSocketCount.MESSAGES_IN) == 1);

      session.onLoop(session.link()::resume);
      assertThat(client.nextText()).isEqualTo("a");
      Await.until(() -> server.webSockets().count(WebSocketCount.MESSAGES_IN) == 3);
      session.onLoop(session.link()::resume);

      assertThat(client.readToEnd()).containsExactly("text b", "pong p", "text c", "close 1000");
    }
  }

  @Test
  void muchThatComesMeanwhilePressesBack() throws InterruptedException {
    int messages = 500;
    try (RawWebSocket client = server.open()) {
      EchoSession session = server.nextSession();
      Channel channel = ((NettyLink) session.link()).channel();
      client.send("pause");
      Thread sender =
          Thread.startVirtualThread(() -> {
            for (int i = 0; i < messages; i++) {
              client.send(frame(BINARY, new byte[10_000 + i]));
            }
          });
      Await.until(() -> !channel.config().isAutoRead());
      assertThat(server.webSockets().count(WebSocketCount.MESSAGES_IN)).isEqualTo(1);

      session.onLoop(session.link()::resume);

      for (int i = 0; i < messages; i++) {
        assertThat(client.nextText()).isEqualTo((10_000 + i) + " bytes");
      }
      sender.join();
      assertThat(channel.config().isAutoRead()).isTrue();
    }
  }

  @Test
  void aClientThatAnswersPingsOutlivesAPause() {
    try (RawWebSocket client = server.open()) {
      EchoSession session = server.nextSession();
      client.send("pause");
      for (int i = 0; i < 4; i++) {
        server.advance(Duration.ofSeconds(31));
        assertThat(client.next()).hasToString("ping ");
        client.send(pong(""));
        int ticks = session.ticks();
        Await.until(() -> session.ticks() >= ticks + 2);
      }

      session.onLoop(session.link()::resume);
      client.send("still here");
      assertThat(client.nextText()).isEqualTo("still here");
    }
  }

  @Test
  void aClientThatIsGoneIsNoticedDuringAPause() {
    RawWebSocket client = server.open();
    EchoSession session = server.nextSession();
    client.send("pause");
    Await.until(() -> server.webSockets().count(WebSocketCount.MESSAGES_IN) == 1);
    client.reset();

    assertThat(session.end()).succeedsWithin(SOON).extracting(CloseReason::code).isEqualTo(1006);
  }

  @Test
  void aClientThatIsGoneIsNoticedByThePingWhenNothingIsRead() {
    RawWebSocket client = server.open();
    EchoSession session = server.nextSession();
    client.send(text("pause"), text("x".repeat(100_000)));
    Channel channel = ((NettyLink) session.link()).channel();
    Await.until(() -> !channel.config().isAutoRead());
    client.reset();

    server.advance(Duration.ofSeconds(31));

    assertThat(session.end()).succeedsWithin(SOON).extracting(CloseReason::code).isEqualTo(1006);
  }

  @Test
  void aCloseEndsThePause() {
    try (RawWebSocket client = server.open()) {
      EchoSession session = server.nextSession();
      client.send(text("pause"), text("dropped"), close(1000, ""));
      Await.until(() -> server.webSockets().count(WebSocketCount.MESSAGES_IN) == 1);

      session.close(CloseReason.restart(1_000));

      assertThat(client.readToEnd()).containsExactly("close 1012 server restarts, retry=1000");
    }
  }

  @Test
  void aClientThatEndsTheConnectionDuringAPauseIsNotReadOn() {
    try (RawWebSocket client = server.open()) {
      EchoSession session = server.nextSession();
      client.send("pause");
      client.send("never answered");
      client.endOutput();

      assertThat(session.end()).succeedsWithin(SOON).extracting(CloseReason::code).isEqualTo(1006);
      assertThat(readQuietly(client)).isTrue();
    }
  }

  private static boolean readQuietly(RawWebSocket client) {
    try {
      return client.readToEnd().isEmpty();
    } catch (UncheckedIOException _) {
      return true;
    }
  }
}
