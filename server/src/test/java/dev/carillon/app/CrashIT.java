package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Acknowledged means stored: a process that is killed in the middle of it all loses nothing. */
class CrashIT {
  private static final int CLIENTS = 64;
  private static final int ACKNOWLEDGED = 2_000;
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
  private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");

  @TempDir private Path folder = Path.of("");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();

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

  private static HttpRequest.Builder messages(int port, String query) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/messages" + query))
        .header("Authorization", "Bearer your-jwt-token");
  }

  @Test
  void everyAcknowledgedMessageIsThereAfterAKill() throws Exception {
    List<Thread> clients = new ArrayList<>();
    try (ServerProcess server = start()) {
      int port = server.awaitReady();
      for (int i = 0; i < CLIENTS; i++) {
        int client = i;
        clients.add(Thread.ofVirtual().start(() -> postUntilGone(port, client)));
      }
      Await.until(() -> acknowledged.size() >= ACKNOWLEDGED, Duration.ofSeconds(60));
      server.kill();
      assertThat(server.awaitExit()).isNotZero();
      for (Thread client : clients) {
        client.join();
      }
    }

    try (ServerProcess server = start()) {
      Set<String> stored = stored(server.awaitReady());

      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED);
      assertThat(stored).containsAll(acknowledged);
    }
  }

  private void postUntilGone(int port, int client) {
    for (int i = 0; ; i++) {
      String body = "{\"channelId\":\"general\",\"content\":\"" + client + " " + i + "\"}";
      Optional<HttpResponse<String>> answer =
          send(
              messages(port, "")
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(body)));
      if (answer.isEmpty()) {
        return;
      }
      assertThat(answer.get().statusCode()).isEqualTo(201);
      acknowledged.add(ids(answer.get().body()).getFirst());
    }
  }

  /** All ids there are, page by page. */
  private Set<String> stored(int port) {
    Set<String> ids = new HashSet<>();
    String query = "?limit=200";
    while (true) {
      String page = send(messages(port, query).GET()).orElseThrow().body();
      ids.addAll(ids(page));
      Matcher next = NEXT.matcher(page);
      if (!next.find()) {
        return ids;
      }
      query = "?limit=200&before=" + next.group(1);
    }
  }

  private static List<String> ids(String json) {
    return ID.matcher(json).results().map((MatchResult found) -> found.group(1)).toList();
  }

  /** Empty when the server is gone. */
  private Optional<HttpResponse<String>> send(HttpRequest.Builder request) {
    try {
      return Optional.of(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
