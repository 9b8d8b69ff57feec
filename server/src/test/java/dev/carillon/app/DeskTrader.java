package dev.carillon.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody who opens and closes positions over HTTP until the server is gone, and remembers all
 * that it was told. What it was not told it asks again, with the same key. One thread.
 */
final class DeskTrader {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST_OPEN = 12;

  private final HttpClient http;
  private final String token;
  private final String name;
  private final RandomGenerator random;

  /** What was told, by ticket; and of closings by their execution. */
  final Map<Long, JsonNode> orders = new HashMap<>();

  final Map<String, JsonNode> closings = new HashMap<>();

  /** Hundredths of a lot that are open, by ticket, as it was told. */
  final Map<Long, Long> open = new HashMap<>();

  private final AtomicInteger answers = new AtomicInteger();
  private int port;
  private int count;
  private @Nullable Ask unanswered;

  /** A request; {@code ticket} 0: a new order. */
  private record Ask(String method, String path, String key, String body, long ticket) {}

  DeskTrader(HttpClient http, String token, String name, RandomGenerator random) {
    this.http = http;
    this.token = token;
    this.name = name;
    this.random = random;
  }

  /** How often it was answered. Any thread. */
  int answers() {
    return answers.get();
  }

  String name() {
    return name;
  }

  /** Where the server is now; what it owes an answer to is asked again. */
  void goOnAt(int otherPort) {
    port = otherPort;
    Ask again = unanswered;
    if (again != null) {
      ask(again);
    }
  }

  /** Until an answer does not come. */
  void tradeUntilGone() {
    try {
      while (true) {
        ask(next());
      }
    } catch (Gone _) {
      // Expected: the server was killed, and {@link #unanswered} is what it owes.
    }
  }

  private Ask next() {
    String key = name + "-" + ++count;
    List<Long> tickets = new ArrayList<>(open.keySet());
    if (tickets.size() < MOST_OPEN && (tickets.isEmpty() || random.nextInt(3) > 0)) {
      String type = random.nextBoolean() ? "BUY" : "SELL";
      String body =
          "{\"symbol\":\"KILUSD\",\"orderType\":\"%s\",\"volume\":0.0%d}"
              .formatted(type, 1 + random.nextInt(9));
      return new Ask("POST", "/orders", key, body, 0);
    }
    long ticket = tickets.get(random.nextInt(tickets.size()));
    boolean part = open.getOrDefault(ticket, 0L) > 1 && random.nextBoolean();
    return new Ask(
        "DELETE", "/positions/" + ticket + (part ? "?volume=0.01" : ""), key, "", ticket);
  }

  private void ask(Ask ask) {
    unanswered = ask;
    JsonNode data = send(ask);
    unanswered = null;
    answers.incrementAndGet();
    if (ask.ticket == 0) {
      long ticket = data.get("ticket").asLong();
      orders.put(ticket, data);
      open.put(ticket, hundredths(data.get("volume")));
    } else if (data.has("trade")) {
      closed(ask.ticket, data.get("trade"), data.get("position"));
    } else {
      // Done before the kill: what is left of it is looked up.
      open.remove(ask.ticket);
      long left = left(ask.ticket);
      if (left > 0) {
        open.put(ask.ticket, left);
      }
    }
  }

  private void closed(long ticket, JsonNode trade, JsonNode position) {
    closings.put(trade.get("executionId").asString(), trade);
    long left = hundredths(position.get("volume"));
    if (left == 0) {
      open.remove(ticket);
    } else {
      open.put(ticket, left);
    }
  }

  private long left(long ticket) {
    for (JsonNode position : get("/positions")) {
      if (position.get("ticket").asLong() == ticket) {
        return hundredths(position.get("volume"));
      }
    }
    return 0;
  }

  static long hundredths(JsonNode amount) {
    return amount.decimalValue().movePointRight(2).longValueExact();
  }

  /** What is there. */
  JsonNode get(String path) {
    return send(new Ask("GET", path, "", "", -1));
  }

  /** All of a list, page by page. */
  List<JsonNode> all(String path) {
    List<JsonNode> all = new ArrayList<>();
    JsonNode page = page(path + "?limit=500");
    page.get("data").forEach(all::add);
    while (page.get("page").get("next").isString()) {
      page = page(path + "?limit=500&before=" + page.get("page").get("next").asString());
      page.get("data").forEach(all::add);
    }
    return all;
  }

  private JsonNode page(String path) {
    return answer(new Ask("GET", path, "", "", -1));
  }

  private JsonNode send(Ask ask) {
    return answer(ask).get("data");
  }

  private JsonNode answer(Ask ask) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/desk" + ask.path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(ask.method, HttpRequest.BodyPublishers.ofString(ask.body));
    if (!ask.key.isEmpty()) {
      request.header("Idempotency-Key", ask.key);
    }
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new AssertionError(ask + ": " + answer + " " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException _) {
      throw new Gone();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The server does not answer any more. */
  private static final class Gone extends RuntimeException {}
}
