package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.json.Json;
import dev.carillon.json.JsonObject;
import dev.carillon.testkit.ws.RawWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Messages that many create at once are heard by all in one order: of one node, that in which they
 * are listed. Those of several nodes are committed and published in no common order.
 */
@AnyNodes
class MessageOrderIT {
  private static final int CREATES = 64;
  private static final String TOKEN = "your-jwt-token";
  private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

  @Test
  void concurrentCreatesAreHeardInTheOrderOfTheList() throws Exception {
    try (TestServer server = TestServer.start(Map.of("LIMITS", "off"));
        RawWebSocket everything = listener(server, "messages");
        RawWebSocket channel = listener(server, "messages.channel.order");
        RawWebSocket channelToo = listener(server, "messages.channel.order");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> creates = new ArrayList<>();
      for (int i = 0; i < CREATES; i++) {
        creates.add(() -> create(server));
      }

      for (Future<Integer> status : threads.invokeAll(creates)) {
        assertThat(status.get()).isEqualTo(201);
      }

      List<String> listed = listed(server);
      List<String> heard = heard(channel);
      assertThat(heard(channelToo)).isEqualTo(heard);
      if (server.hasOthers()) {
        assertThat(heard).containsExactlyInAnyOrderElementsOf(listed);
        assertThat(heard(everything)).containsExactlyInAnyOrderElementsOf(listed);
      } else {
        assertThat(heard).isEqualTo(listed);
        assertThat(heard(everything)).isEqualTo(listed);
      }
    }
  }

  private static RawWebSocket listener(TestServer server, String topic) {
    RawWebSocket client = RawWebSocket.open(server.address().getPort(), "/ws");
    client.send("{\"type\":\"auth\",\"token\":\"" + TOKEN + "\"}");
    assertThat(client.nextText()).contains("auth_success");
    client.send("{\"type\":\"subscribe\",\"topic\":\"" + topic + "\"}");
    assertThat(client.nextText()).contains("subscribed");
    return client;
  }

  private static int create(TestServer server) {
    return server
        .post(
            "/api/messages",
            TOKEN,
            json ->
                json.beginObject()
                    .field("content", "one of many")
                    .field("channelId", "order")
                    .endObject())
        .statusCode();
  }

  /** The oldest first. */
  private static List<String> listed(TestServer server) {
    String body = server.get("/api/messages?limit=100", TOKEN).body();
    return ID.matcher(body).results().map(match -> match.group(1)).toList().reversed();
  }

  private static List<String> heard(RawWebSocket client) {
    List<String> ids = new ArrayList<>();
    while (ids.size() < CREATES) {
      JsonObject frame = Json.object(client.nextText().getBytes(StandardCharsets.UTF_8));
      ids.add(frame.optionalObject("data").orElseThrow().string("id", 1, 36));
    }
    return ids;
  }
}
