package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.json.Json;
import dev.carillon.json.JsonObject;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.ws.ClientFrame;
import dev.carillon.testkit.ws.RawWebSocket;
import dev.carillon.testkit.ws.ServerFrame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What many publishers at full speed and a reader that stops mean to everybody else. */
@AnyNodes
class FanOutIT {
  private static final int PUBLISHERS = 4;
  private static final int TOPICS = 5;
  private static final int EACH = 1_000;
  private static final String SLOW_CONSUMER = "close 1013 slow consumer";

  private final List<RawWebSocket> clients = new ArrayList<>();
  private TestServer server = TestServer.start(Map.of("LIMITS", "off"));

  @AfterEach
  void close() {
    clients.forEach(RawWebSocket::close);
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void theOrderHoldsAcrossTopicsAtFullSpeed(String transport) throws Exception {
    server.close();
    server =
        TestServer.start(
            Map.of(
                "LIMITS", "off",
                "CARILLON_TRANSPORT", transport,
                "CARILLON_EVENT_LOOPS", "2",
                // The test's readers check what they read and may fall far behind.
                "CARILLON_OUTBOX_BYTES", "64m"));
    List<RawWebSocket> listeners = new ArrayList<>();
    for (String how : List.of("each", "each", "wildcard", "both", "deflate", "deflate")) {
      listeners.add(listener(how));
    }

    List<List<Heard>> heard;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Heard>>> reading = new ArrayList<>();
      for (RawWebSocket listener : listeners) {
        reading.add(threads.submit(() -> hear(listener, PUBLISHERS * EACH)));
      }
      List<Callable<Void>> publishing = new ArrayList<>();
      for (int p = 0; p < PUBLISHERS; p++) {
        publishing.add(publisher(p));
      }
      for (Future<Void> done : threads.invokeAll(publishing)) {
        done.get();
      }
      heard = new ArrayList<>();
      for (Future<List<Heard>> each : reading) {
        heard.add(each.get());
      }
    }

    heard.forEach(FanOutIT::isInTheOrderOfEachPublisher);
    Map<String, List<Heard>> first = byTopic(heard.getFirst());
    assertThat(first).hasSize(TOPICS);
    if (server.hasOthers()) {
      // Without a history a topic has no order of all nodes, only that of each publisher.
      heard.forEach(each -> assertThat(sorted(byTopic(each))).isEqualTo(sorted(first)));
    } else {
      heard.forEach(each -> assertThat(byTopic(each)).isEqualTo(first));
    }
  }

  @Test
  void aReaderThatStopsIsClosedWith1013AndTheOthersGetEverything() throws Exception {
    RawWebSocket stalled = RawWebSocket.dial(server.address().getPort(), 32 * 1024);
    clients.add(stalled);
    stalled.handshake("/ws");
    logIn(stalled);
    subscribe(stalled, "load");
    RawWebSocket other = connect();
    subscribe(other, "load");
    RawWebSocket publisher = connect();
    byte[] message = publish("load", "\"" + "x".repeat(50_000) + "\"");

    int messages = 1_000;
    // As fast as the other one reads: it is not to be a slow reader too.
    Semaphore underWay = new Semaphore(10);
    List<String> lastWords;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> reading =
          threads.submit(() -> {
            for (int i = 0; i < messages; i++) {
              assertThat(other.nextText()).contains("\"topic\":\"load\"");
              underWay.release();
            }
          });
      Future<?> publishing =
          threads.submit(() -> {
            for (int i = 0; i < messages; i++) {
              underWay.acquire();
              publisher.send(message);
            }
            return null;
          });
      Await.until(this::hasASlowConsumer, Duration.ofSeconds(60));
      lastWords = readToClose(stalled);
      publishing.get();
      reading.get();
    }

    assertThat(lastWords).hasSizeBetween(2, messages / 2).last().isEqualTo(SLOW_CONSUMER);
  }

  private static List<String> readToClose(RawWebSocket client) {
    List<String> frames = new ArrayList<>();
    ServerFrame frame;
    do {
      frame = client.next();
      frames.add(frame.toString());
    } while (frame.opcode() != ClientFrame.CLOSE);
    return frames;
  }

  private boolean hasASlowConsumer() {
    return server.get("/metrics", "").body().contains("carillon_slow_consumers_total 1.0");
  }

  /** One delivery: whose, to which topic, and the publisher's count. */
  private record Heard(int publisher, String topic, int number) {}

  private static void isInTheOrderOfEachPublisher(List<Heard> heard) {
    Map<Integer, Integer> next = new HashMap<>();
    for (Heard each : heard) {
      assertThat(each.number()).isEqualTo(next.getOrDefault(each.publisher(), 0));
      next.put(each.publisher(), each.number() + 1);
    }
  }

  private static Map<String, List<Heard>> byTopic(List<Heard> heard) {
    Map<String, List<Heard>> topics = new HashMap<>();
    for (Heard each : heard) {
      topics.computeIfAbsent(each.topic(), _ -> new ArrayList<>()).add(each);
    }
    return topics;
  }

  private static Map<String, List<Heard>> sorted(Map<String, List<Heard>> topics) {
    Map<String, List<Heard>> sorted = new HashMap<>();
    Comparator<Heard> order =
        Comparator.comparingInt(Heard::publisher).thenComparingInt(Heard::number);
    topics.forEach((topic, heard) -> sorted.put(topic, heard.stream().sorted(order).toList()));
    return sorted;
  }

  private RawWebSocket listener(String how) {
    RawWebSocket client =
        how.equals("deflate")
            ? logIn(open("Sec-WebSocket-Extensions: permessage-deflate"))
            : connect();
    if (how.equals("wildcard") || how.equals("both")) {
      subscribe(client, "order.*");
    }
    if (!how.equals("wildcard")) {
      IntStream.range(0, TOPICS).forEach(topic -> subscribe(client, "order.t" + topic));
    }
    return client;
  }

  private Callable<Void> publisher(int number) {
    RawWebSocket client = connect();
    return () -> {
      ByteArrayOutputStream burst = new ByteArrayOutputStream();
      for (int i = 0; i < EACH; i++) {
        String data = "{\"p\":" + number + ",\"n\":" + i + ",\"fill\":\"" + "x".repeat(100) + "\"}";
        burst.writeBytes(publish("order.t" + (i * 7 + number) % TOPICS, data));
        if (i % 50 == 49) {
          client.send(burst.toByteArray());
          burst.reset();
        }
      }
      return null;
    };
  }

  private static List<Heard> hear(RawWebSocket client, int count) {
    List<Heard> heard = new ArrayList<>(count);
    while (heard.size() < count) {
      ServerFrame frame = client.next();
      assertThat(frame.text()).startsWith("{\"type\":\"message\",\"topic\":\"order.");
      JsonObject message = Json.object(frame.text().getBytes(StandardCharsets.UTF_8));
      JsonObject data = message.optionalObject("data").orElseThrow();
      heard.add(
          new Heard(
              Math.toIntExact(data.integer("p", 0, PUBLISHERS)),
              message.string("topic"),
              Math.toIntExact(data.integer("n", 0, EACH))));
    }
    return heard;
  }

  private RawWebSocket connect() {
    return logIn(open());
  }

  private RawWebSocket open(String... headers) {
    RawWebSocket client = RawWebSocket.open(server.address().getPort(), "/ws", headers);
    clients.add(client);
    return client;
  }

  private static RawWebSocket logIn(RawWebSocket client) {
    client.send("{\"type\":\"auth\",\"token\":\"your-jwt-token\"}");
    assertThat(client.nextText()).contains("auth_success");
    return client;
  }

  private static void subscribe(RawWebSocket client, String topic) {
    client.send("{\"type\":\"subscribe\",\"topic\":\"" + topic + "\"}");
    assertThat(client.nextText()).contains("subscribed");
  }

  private static byte[] publish(String topic, String data) {
    return ClientFrame.text(
            "{\"type\":\"message\",\"topic\":\"" + topic + "\",\"data\":" + data + "}")
        .bytes();
  }
}
