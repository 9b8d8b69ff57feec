package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.chat.ChatSetting;
import dev.carillon.api.chat.hooks.HookReceiver;
import dev.carillon.api.chat.hooks.HookReceiver.Received;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.ws.LiveClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed in the middle of its deliveries makes them all after the next start. */
class WebhookCrashIT {
  private static final String GENERAL = "12345678-1234-5678-1234-123456789012";
  private static final int MESSAGES = 30;
  private static final int BEFORE = 5;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("");

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void whatWasAcknowledgedIsDeliveredInOrderAfterAKill() throws Exception {
    CountDownLatch killed = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    try (HookReceiver receiver = new HookReceiver()) {
      receiver.before(_ -> {
        if (calls.incrementAndGet() > BEFORE) {
          await(killed);
        }
      });
      try (ServerProcess server = start()) {
        int port = server.awaitReady();
        hook(port, receiver.url("/in"));
        say(port);
        Await.until(() -> calls.get() > BEFORE, LIMIT);
        server.kill();
        assertThat(server.awaitExit()).isNotZero();
        killed.countDown();
      }

      try (ServerProcess server = start()) {
        int _ = server.awaitReady();
        Await.until(() -> mine(receiver).containsAll(expected()), LIMIT);
      }
      // The call that the kill interrupted is made again under the same id; no other is.
      List<String> ids =
          receiver.all().stream().map(call -> call.header("webhook-id")).distinct().toList();
      assertThat(ids).hasSize(receiver.all().size() - 1);
      assertThat(mine(receiver).stream().distinct()).containsExactlyElementsOf(expected());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> expected() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      expected.add("message " + i);
    }
    return expected;
  }

  /** Without what the demo's bot says. */
  private static List<String> mine(HookReceiver receiver) {
    return receiver.all().stream()
        .filter(call -> call.body().contains(ChatSetting.JOHN))
        .map(Received::content)
        .toList();
  }

  private ServerProcess start() {
    return ServerProcess.start(
        folder,
        Map.of("LIMITS", "off"),
        "demo",
        "--port",
        "0",
        "--data",
        folder.resolve("data").toString());
  }

  private void hook(int port, String url) throws Exception {
    String body = "{\"type\":\"outgoing\",\"name\":\"CI\",\"url\":\"" + url + "\"}";
    HttpResponse<String> made =
        http.send(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://127.0.0.1:" + port + "/api/channels/" + GENERAL + "/webhooks"))
                .header("Authorization", "Bearer your-jwt-token")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(made.statusCode()).describedAs(made.body()).isEqualTo(201);
  }

  private void say(int port) {
    LiveClient client =
        LiveClient.connect(
            http, "ws://127.0.0.1:" + port + "/socket/websocket?vsn=2.0.0&token=your-jwt-token");
    String topic = "channel:" + GENERAL;
    client.say("[\"1\",\"join\",\"" + topic + "\",\"phx_join\",{}]");
    client.await("presence_state");
    for (int i = 0; i < MESSAGES; i++) {
      client.say(
          "[\"1\",\"%d\",\"%s\",\"send_message\",{\"content\":\"message %d\",\"temp_id\":%d}]"
              .formatted(i, topic, i, i));
    }
    Await.until(
        () ->
            client.heard().stream().filter(text -> text.contains("\"message_sent\"")).count()
                == MESSAGES,
        LIMIT);
  }
}
