package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.ws.LiveClient;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads what happens to the dealer's account at the FX desk: orders, the trades they become, and
 * positions. Such a socket does not go on where another was: who comes back asks over HTTP what was
 * meanwhile.
 */
final class DeskFollower extends Follower {
  private final Set<String> lookedUp = new HashSet<>();

  DeskFollower(HttpClient http) {
    super(http);
  }

  @Override
  String path() {
    return "/api/ws?token=" + ThreeProcesses.dealer();
  }

  @Override
  void begin(LiveClient client, @Nullable String last) {
    client.say("{\"type\":\"subscribe\",\"channels\":[\"orders\",\"trades\",\"positions\"]}");
    client.await("\"subscription\"");
  }

  @Override
  void cameBack(NodeProcess node) {
    for (JsonNode order : all(node, "/api/desk/orders?status=all&limit=500")) {
      if (order.path("status").asString().equals("FILLED")) {
        lookedUp.add("order " + order.path("ticket").asString());
        lookedUp.add("open " + order.path("ticket").asString());
      }
    }
    all(node, "/api/desk/history?limit=500")
        .forEach(trade -> lookedUp.add("close " + trade.path("ticket").asString()));
  }

  private static List<JsonNode> all(NodeProcess node, String path) {
    List<JsonNode> all = new ArrayList<>();
    String before = "";
    while (true) {
      JsonNode page = read(node.get(path + before, ThreeProcesses.dealer()).orElseThrow().body());
      page.get("data").forEach(all::add);
      JsonNode next = page.get("page").path("next");
      if (!next.isString()) {
        return all;
      }
      before = "&before=" + next.asString();
    }
  }

  @Override
  @Nullable String numberOf(JsonNode text) {
    return text.path("type").asString("").equals("trade")
        ? text.get("data").path("executionId").asString()
        : null;
  }

  /** What is done to an order and a position: each of these once. */
  @Override
  @Nullable String contentOf(JsonNode text) {
    JsonNode data = text.path("data");
    String what =
        switch (text.path("type").asString("") + " " + data.path("status").asString("")) {
          case "order FILLED" -> "order ";
          case "trade FILLED" -> "open ";
          case "trade CLOSED" -> "close ";
          default -> "";
        };
    return what.isEmpty() ? null : what + data.path("ticket").asString();
  }

  /** What it knows of, by what it heard and what it asked. */
  Set<String> known() {
    Set<String> known = new HashSet<>(lookedUp);
    known.addAll(contents());
    return known;
  }

  @Override
  void check() {
    assertThat(numbers()).doesNotHaveDuplicates();
    assertThat(contents()).doesNotHaveDuplicates();
    // A position is told after its trade, and nothing after its end.
    Map<String, String> last = new HashMap<>();
    for (JsonNode text : texts()) {
      if (text.path("type").asString("").equals("position")) {
        JsonNode data = text.get("data");
        last.put(data.get("ticket").asString(), data.get("status").asString());
      }
    }
    contents().stream()
        .filter(content -> content.startsWith("close "))
        .map(content -> content.substring("close ".length()))
        .forEach(ticket -> assertThat(last.get(ticket)).as(ticket).isEqualTo("CLOSED"));
  }
}
