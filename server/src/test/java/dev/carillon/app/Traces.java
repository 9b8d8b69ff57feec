package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What John leaves in the APIs, and what these say of it as long as nobody else does anything. */
final class Traces {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String JOHN = "user@example.com";
  private static final String ADMIN = "admin@example.com";
  private static final String CHANNEL = "12345678-1234-5678-1234-123456789012";
  private static final List<String> CLOCK = List.of("timestamp", "duration", "lastUpdate");
  private static final int FILE_BYTES = 600_000;
  private static final List<String> PATHS =
      List.of(
          "/api/auth/me",
          "/api/keys",
          "/api/messages",
          "/api/workspaces",
          "/api/channels/" + CHANNEL + "/messages",
          "/api/channels/" + CHANNEL + "/members",
          "/api/exchange/symbols",
          "/api/exchange/account",
          "/api/desk/account",
          "/api/desk/orders",
          "/api/desk/positions",
          "/api/desk/history");

  private final List<String> paths = new ArrayList<>(PATHS);

  /** Leaves something in each. */
  void leave(TestServer server) {
    String john = server.token(JOHN);
    String admin = server.token(ADMIN);
    for (int i = 0; i < 3; i++) {
      post(server, "/api/messages", john, "{'content':'Message %d, with ß'}".formatted(i));
      post(
          server,
          "/api/channels/" + CHANNEL + "/messages",
          john,
          "{'content':'Tröpfchen number %d'}".formatted(i));
    }
    String workspace = data(server.get("/api/workspaces", john)).get(0).get("id").asString();
    paths.add("/api/workspaces/" + workspace + "/search?q=tropf");
    upload(server, john);
    quote(server, admin);
    for (int i = 0; i < 5; i++) {
      JsonNode order =
          post(
              server,
              "/api/desk/orders",
              john,
              "{'symbol':'EURUSD','orderType':'BUY','volume':0.1}");
      if (i % 2 == 0) {
        HttpResponse<String> closed =
            server.send(
                server
                    .request("/api/desk/positions/" + order.get("ticket").asString(), john)
                    .DELETE());
        assertThat(closed.statusCode()).as(closed.body()).isEqualTo(200);
      }
    }
  }

  private void upload(TestServer server, String john) {
    byte[] bytes = new byte[FILE_BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ('a' + i % 26);
    }
    HttpResponse<String> uploaded =
        server.send(
            server
                .request("/api/uploads?filename=a.txt", john)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofByteArray(bytes)));
    assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(201);
    paths.add(data(uploaded).get("url").asString());
  }

  private static void quote(TestServer server, String admin) {
    JsonNode _ =
        post(
            server,
            "/api/desk/quotes",
            admin,
            "{'quotes':[{'symbol':'EURUSD','bid':1.08500,'ask':1.08510}]}");
  }

  /** Leaves an instrument, and what was paid for it: that is written down when the server ends. */
  void leaveTick(TestServer server) {
    String admin = server.token(ADMIN);
    paths.add("/api/ticks/instruments?query=kept");
    send(
        server.request("/api/ticks/instruments", admin).header("Content-Type", "text/csv"),
        server,
        "instrument_token,tradingsymbol,name,exchange\n777,KEPT,KEPT LIMITED,NSE\n",
        "\"taken\":1");
    send(
        server.request("/api/ticks/feed", admin).header("Content-Type", "application/x-ndjson"),
        server,
        "{\"token\":\"777\",\"ltp\":12345,\"ltq\":6}",
        "\"accepted\":1");
  }

  private static void send(
      HttpRequest.Builder request, TestServer server, String body, String answer) {
    assertThat(server.send(request.POST(BodyPublishers.ofString(body))).body()).contains(answer);
  }

  private static JsonNode post(TestServer server, String path, String token, String body) {
    HttpResponse<String> answer =
        server.send(
            server
                .request(path, token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.replace('\'', '"'))));
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isBetween(200, 201);
    return data(answer);
  }

  /** What an answer says, but for what depends on when it is given. */
  private static JsonNode data(HttpResponse<String> answer) {
    JsonNode whole = JSON.readTree(answer.body());
    JsonNode data = whole.has("data") ? whole.get("data") : whole;
    withoutClock(data);
    return data;
  }

  private static void withoutClock(JsonNode data) {
    if (data instanceof ObjectNode fields) {
      fields.remove(CLOCK);
    }
    data.forEach(Traces::withoutClock);
  }

  /** What a server says of it, by path. */
  Map<String, Object> of(TestServer server) {
    String john = server.token(JOHN);
    Map<String, Object> answers = new LinkedHashMap<>();
    for (String path : paths) {
      HttpResponse<String> answer = server.get(path, john);
      assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
      answers.put(path, isFile(path) ? summary(answer.body()) : data(answer));
    }
    return answers;
  }

  private static boolean isFile(String path) {
    return path.startsWith("/api/files/");
  }

  private static String summary(String text) {
    return text.length() + " characters, " + text.hashCode();
  }

  /** Fails when two answers to one path differ. */
  static void assertSame(Map<String, Object> after, Map<String, Object> before) {
    assertThat(after.keySet()).isEqualTo(before.keySet());
    before.forEach((path, answer) -> assertThat(after.get(path)).as(path).isEqualTo(answer));
  }
}
