package dev.carillon.wire.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.bus.LocalBus;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.hub.Delivery;
import dev.carillon.core.hub.Encoder;
import dev.carillon.core.hub.Frame;
import dev.carillon.core.hub.History;
import dev.carillon.core.hub.Hub;
import dev.carillon.core.hub.HubListener;
import dev.carillon.core.hub.Subscription;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicPattern;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.ws.RawWebSocket;
import dev.carillon.testkit.ws.ServerFrame;
import dev.carillon.wire.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that does not read. */
@ParameterizedClass
@EnumSource(Transport.class)
class SlowReaderIT {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int FRAME_BYTES = 10_000;

  private final Transport transport;
  private final EchoServer server;

  SlowReaderIT(Transport transport) {
    this.transport = transport;
    server = EchoServer.on(transport);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aReaderThatStopsIsCutAndTheOthersDoNotNotice() {
    try (RawWebSocket slow = openSlow();
        RawWebSocket other = server.open()) {
      EchoSession session = server.nextSession();
      flood(session);

      other.send("still here");
      assertThat(other.nextText()).isEqualTo("still here");
      assertThat(session.end()).succeedsWithin(SOON).isEqualTo(CloseReason.SLOW_CONSUMER);
      assertThat(session.link().backlogBytes()).isLessThan(2L * EchoSession.OUTBOX_BYTES);
      assertThat(server.webSockets().count()).isEqualTo(2);

      server.advance(WebSocketSettings.DEFAULTS.closeTimeout());

      Await.until(() -> server.webSockets().count() == 1);
      assertThat(session.link().backlogBytes()).isZero();
      assertThat(server.webSockets().count(WebSocketCount.SLOW_CONSUMERS)).isEqualTo(1);
      other.send("and still");
      assertThat(other.nextText()).isEqualTo("and still");
      slow.reset();
    }
  }

  @Test
  void aReaderThatReadsAtLastGetsEverythingUpToTheCloseFrame() {
    try (RawWebSocket slow = openSlow()) {
      EchoSession session = server.nextSession();
      flood(session);
      assertThat(session.end()).succeedsWithin(SOON).isEqualTo(CloseReason.SLOW_CONSUMER);

      int number = 0;
      ServerFrame frame;
      for (frame = slow.next(); frame.opcode() == 1; frame = slow.next()) {
        assertThat(frame.text()).startsWith(number++ + " ");
      }

      assertThat(number).isGreaterThanOrEqualTo(EchoSession.OUTBOX_BYTES / (FRAME_BYTES + 200));
      assertThat(frame).hasToString("close 1013 slow consumer");
    }
  }

  @Test
  void aBurstThatTheSocketTakesIsNotTooMuch() {
    Assumptions.assumeTrue(transport != Transport.IO_URING, "it takes nothing within a turn");
    int frames = EchoSession.OUTBOX_BYTES / FRAME_BYTES + 3;
    try (RawWebSocket client = server.open()) {
      EchoSession session = server.nextSession();
      session.onLoop(() -> {
        for (int i = 0; i < frames; i++) {
          session.outbox().offer(Frame.text(i + " " + "x".repeat(FRAME_BYTES)));
        }
      });

      for (int i = 0; i < frames; i++) {
        assertThat(client.nextText()).startsWith(i + " ");
      }
    }
  }

  @Test
  void aReaderThatCatchesUpIsSentAFreshSnapshot() {
    LocalBus bus = new LocalBus(1);
    Hub hub =
        Hub.over(server.webSockets().loops(), bus, new History(List.of(), 0), HubListener.NONE);
    Topic topic = Topic.of("test", "book");
    Encoder encoder = event -> Frame.text(event.publication().data().toString());
    try (RawWebSocket slow = openSlow()) {
      EchoSession session = server.nextSession();
      Runnable snapshot = () -> session.outbox().offer(Frame.text("snapshot"));
      session.onLoop(() ->
          hub.shard(session.link().loop())
              .subscribe(
                  session.outbox(),
                  TopicPattern.exactly(topic),
                  new Subscription.Options(encoder, Delivery.RESYNC, null, snapshot)));
      AtomicInteger published = new AtomicInteger();
      for (int i = 0; i < 300; i++) {
        Payload update = Payload.of(i + " " + "x".repeat(FRAME_BYTES));
        session.onLoop(() -> hub.publish(Publication.of(topic, "update", update, 0)));
        session.onLoop(published::incrementAndGet);
        int turns = i + 1;
        Await.until(() -> published.get() == turns);
      }

      List<String> texts = new ArrayList<>();
      do {
        texts.add(slow.nextText());
      } while (!texts.getLast().equals("snapshot"));

      assertThat(texts).hasSizeBetween(2, 299);
    }
  }

  @Test
  void batchesSharedWithASlowReaderReachTheOthersAtOnce() {
    try (RawWebSocket slow = openSlow();
        RawWebSocket other = server.open()) {
      EchoSession slowSession = server.nextSession();
      EchoSession otherSession = server.nextSession();
      slowSession.onLoop(() -> {
        for (int i = 0; i < 100; i++) {
          String number = i + " " + "x".repeat(FRAME_BYTES);
          SharedBatch batch =
              ((NettyLink) slowSession.link()).loop().share(List.of(Frame.text(number)), false);
          slowSession.link().writeAndFlush(batch);
          otherSession.link().writeAndFlush(batch);
          batch.release();
        }
      });

      for (int i = 0; i < 100; i++) {
        assertThat(other.nextText()).startsWith(i + " ");
      }
      for (int i = 0; i < 100; i++) {
        assertThat(slow.nextText()).startsWith(i + " ");
      }
    }
  }

  private RawWebSocket openSlow() {
    RawWebSocket client = RawWebSocket.dial(server.port(), 4_096);
    client.handshake("/");
    return client;
  }

  /** Twice what the outbox takes, and the sockets' own buffers. */
  private static void flood(EchoSession session) {
    session.onLoop(() -> {
      for (int i = 0; i < 300; i++) {
        session.outbox().offer(Frame.text(i + " " + "x".repeat(FRAME_BYTES)));
      }
    });
  }
}
