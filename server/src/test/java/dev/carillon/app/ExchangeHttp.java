package dev.carillon.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /api/exchange} of a server, for a test; what is not answered with success fails it. */
record ExchangeHttp(HttpClient http, String host, int port) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Of a server on this machine. */
  ExchangeHttp(HttpClient http, int port) {
    this(http, "127.0.0.1", port);
  }

  /** In the body ' stands for ". */
  void post(String path, String token, String body) {
    JsonNode _ =
        send(
            request(path, token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  /** What is there. */
  JsonNode get(String path, String token) {
    return send(request(path, token).GET()).get("data");
  }

  /** All of a list, page by page; {@code path} has a query. */
  List<JsonNode> all(String path, String token) {
    List<JsonNode> all = new ArrayList<>();
    JsonNode page = send(request(path, token).GET());
    page.get("data").forEach(all::add);
    while (page.get("page").get("next").isString()) {
      String next = page.get("page").get("next").asString();
      page = send(request(path + "&before=" + next, token).GET());
      page.get("data").forEach(all::add);
    }
    return all;
  }

  /** All that it says of an account. */
  ExchangeAccount account(Trader.User user) {
    Map<String, JsonNode> fills = new LinkedHashMap<>();
    for (JsonNode fill : all("/user-trades?limit=500", user.token())) {
      fills.put(Told.keyOf(fill), fill);
    }
    return new ExchangeAccount(
        user.id(),
        get("/account", user.token()),
        ExchangeAccount.byId(all("/orders?limit=500", user.token())),
        ExchangeAccount.byId(all("/orders?limit=500&status=open", user.token())),
        fills);
  }

  private HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(
            URI.create("http://" + host + ":" + port + "/api/exchange" + path))
        .header("Authorization", "Bearer " + token);
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new AssertionError(answer + " " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
