package dev.carillon.wire.socket;

import static dev.carillon.testkit.ws.ClientFrame.close;
import static dev.carillon.testkit.ws.ClientFrame.continuation;
import static dev.carillon.testkit.ws.ClientFrame.deflated;
import static dev.carillon.testkit.ws.ClientFrame.ping;
import static dev.carillon.testkit.ws.ClientFrame.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.hub.Frame;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.ws.RawWebSocket;
import dev.carillon.wire.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.util.ResourceLeakDetector;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that end in every way, with every buffer watched. */
@ParameterizedClass
@EnumSource(Transport.class)
class LeaksIT {
  private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";

  private final ResourceLeakDetector.Level usual = ResourceLeakDetector.getLevel();
  private final SplittableRandom random = new SplittableRandom(11);
  private final Transport transport;
  private final EchoServer server;

  LeaksIT(Transport transport) {
    this.transport = transport;
    server = EchoServer.on(transport);
  }

  @BeforeEach
  void watch() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
  }

  @AfterEach
  void stop() {
    ResourceLeakDetector.setLevel(usual);
    server.close();
  }

  @Test
  void noBufferIsLost() {
    try (LogRecorder log = new LogRecorder()) {
      for (int i = 0; i < 150; i++) {
        talkAndEnd(i % 10);
      }
      server.advance(Duration.ofSeconds(10));
      server.awaitEmpty();

      assertThat(leaks(log)).isEmpty();
    }
  }

  private void talkAndEnd(int way) {
    RawWebSocket client = server.open(OFFER);
    EchoSession session = server.nextSession();
    client.send(text("x".repeat(random.nextInt(3_000))), deflated("y".repeat(500)), ping("p"));
    switch (way) {
      case 0 -> client.send(text("nothing special"));
      case 1 -> client.endOutput();
      case 2 -> client.send(text("unmasked").unmasked());
      case 3 -> client.send(text("a").unfinished(), continuation("b").unfinished());
      case 4 -> client.send(text("close"));
      case 5 -> client.send(text("pause"), text("kept"), text("kept too"));
      case 6 -> client.send(close(1000, "bye"));
      case 7 -> client.send(text("cut").bytes(), 0, 7);
      case 8 -> flood(session);
      default -> shareAndClose(session);
    }
    if (random.nextBoolean()) {
      client.close();
    } else {
      client.reset();
    }
  }

  private static void flood(EchoSession session) {
    onLoop(
        session,
        () -> {
          for (int i = 0; i < 200; i++) {
            session.outbox().offer(Frame.text("z".repeat(10_000)));
          }
        });
  }

  private static void shareAndClose(EchoSession session) {
    onLoop(
        session,
        () -> {
          NettyLink link = (NettyLink) session.link();
          SharedBatch batch = link.loop().share(List.of(Frame.text("z".repeat(100_000))), true);
          link.write(batch);
          link.writeAndFlush(batch);
          ChannelFuture _ = link.channel().close();
          link.writeAndFlush(batch);
          link.write(batch);
          batch.release();
        });
  }

  private static void onLoop(EchoSession session, Runnable task) {
    AtomicBoolean done = new AtomicBoolean();
    session
        .link()
        .loop()
        .execute(() -> {
          task.run();
          done.set(true);
        });
    Await.until(done::get);
  }

  /** What was reported as lost by the time that a buffer we lose on purpose is. */
  private List<String> leaks(LogRecorder log) {
    String canary = "canary of " + transport;
    lose(canary);
    Await.until(() -> {
      System.gc();
      ByteBufAllocator.DEFAULT.directBuffer(64).release();
      return log.lines().stream().anyMatch(line -> line.contains(canary));
    });
    return log.lines().stream().filter(line -> !line.contains(canary)).toList();
  }

  private static void lose(String hint) {
    ByteBuf lost = ByteBufAllocator.DEFAULT.directBuffer(64).touch(hint);
    assertThat(lost.refCnt()).isEqualTo(1);
  }
}
