package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Await;
import dev.carillon.testkit.ws.LiveClient;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Desk API of the whole server: what one does over HTTP or a socket is heard where it must. */
@AnyNodes
class DeskIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> PRIVATE = List.of("trade", "position", "order", "analytics");
  private static final String ALL =
      "{'type':'subscribe','channels':['trades','positions','orders','market-data','alerts',"
          + "'analytics','system']}";
  private static final String BUY =
      "{'symbol':'EURUSD','orderType':'BUY','volume':0.1,'strategyId':'strategy_123',"
          + "'connectionId':'conn_123456'}";
  private static final String LIMIT =
      "{'symbol':'EURUSD','orderType':'BUY_LIMIT','volume':0.1,'price':1.08200}";

  private final HttpClient http = HttpClient.newHttpClient();
  private TestServer server = TestServer.start();
  private String johnsToken = "";
  private String admin = "";
  private Heard john = new Heard(List.of());
  private Heard jane = john;

  /** What a socket has heard, as JSON. */
  private record Heard(List<LiveClient> sockets) {
    LiveClient socket() {
      return sockets.getFirst();
    }

    List<JsonNode> all(String type) {
      return socket().heard().stream()
          .map(JSON::readTree)
          .filter(message -> message.get("type").asString().equals(type))
          .toList();
    }

    /** The data of what came of a type, once there are so many. */
    List<JsonNode> data(String type, int count) {
      Await.until(() -> all(type).size() >= count);
      return all(type).stream().map(message -> message.get("data")).toList();
    }

    void say(String text) {
      assertThat(socket().say(text.replace('\'', '"'))).isTrue();
    }
  }

  @BeforeEach
  void subscribe() {
    johnsToken = server.token("user@example.com");
    admin = server.token("admin@example.com");
    quote("1.08499", "1.08500");
    john = connect(johnsToken);
    jane = connect(server.token("jane@example.com"));
  }

  @AfterEach
  void stop() {
    john.socket().close();
    jane.socket().close();
    server.close();
    http.close();
  }

  private Heard connect(String token) {
    Heard heard =
        new Heard(List.of(LiveClient.connect(http, server.webSocketUrl("/api/ws?token=" + token))));
    heard.socket().await("\"connected\"");
    heard.say(ALL);
    heard.socket().await("\"subscription\"");
    heard.data("analytics", 5);
    return heard;
  }

  private void quote(String bid, String ask) {
    String body = "{'quotes':[{'symbol':'EURUSD','bid':%s,'ask':%s}]}".formatted(bid, ask);
    assertThat(send("POST", "quotes", admin, body).at("/data/accepted").asInt()).isOne();
  }

  private JsonNode send(String method, String path, String token, String body) {
    HttpResponse<String> answer =
        server.send(
            server
                .request("/api/desk/" + path, token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));
    return JSON.readTree(answer.body());
  }

  @Test
  void anOrderOverHttpIsHeardOnItsAccountsChannelsAndNowhereElse() {
    int analytics = john.all("analytics").size();
    JsonNode order = send("POST", "orders", johnsToken, BUY).get("data");
    long ticket = order.get("ticket").asLong();

    JsonNode trade = john.data("trade", 1).getFirst();
    assertThat(trade.get("ticket").asLong()).isEqualTo(ticket);
    assertThat(trade.get("status").asString()).isEqualTo("FILLED");
    assertThat(trade.get("strategyId").asString()).isEqualTo("strategy_123");
    assertThat(trade.get("commission").asString()).isEqualTo("0.5");
    assertThat(john.data("order", 1).getFirst().get("status").asString()).isEqualTo("FILLED");
    assertThat(john.data("position", 1).getFirst().get("openPrice").asString()).isEqualTo("1.085");
    assertThat(john.all("analytics")).hasSize(analytics);

    JsonNode closed = send("DELETE", "positions/" + ticket, johnsToken, "").get("data");
    assertThat(closed.at("/trade/status").asString()).isEqualTo("CLOSED");
    assertThat(john.data("trade", 2).getLast().get("executionId").asString())
        .isEqualTo(closed.at("/trade/executionId").asString());
    assertThat(john.data("analytics", analytics + 5).getLast().at("/metrics/totalTrades").asInt())
        .isOne();
    Await.until(
        () -> john.all("position").getLast().at("/data/status").asString().equals("CLOSED"));
    assertNothingOfJohnsAtJanes();
  }

  @Test
  void anOrderOverTheSocketIsAnsweredAndHeardToo() {
    john.say("{'type':'order','action':'place','id':'1',%s".formatted(BUY.substring(1)));
    long ticket = john.data("order_result", 1).getFirst().get("ticket").asLong();
    assertThat(john.data("trade", 1).getFirst().get("ticket").asLong()).isEqualTo(ticket);
    assertThat(send("GET", "positions/" + ticket, johnsToken, "").at("/data/volume").asString())
        .isEqualTo("0.1");

    quote("1.08599", "1.08600");
    Await.until(() ->
        john.all("position").stream()
            .anyMatch(position -> position.at("/data/profit").asString().equals("9.9")));
    john.say("{'type':'order','action':'close','ticket':" + ticket + "}");

    assertThat(john.data("order_result", 2).getLast().at("/trade/profit").asString())
        .isEqualTo("9.9");
    assertThat(john.data("trade", 2).getLast().get("status").asString()).isEqualTo("CLOSED");
    assertThat(john.all("trade")).hasSize(2);
    assertNothingOfJohnsAtJanes();
  }

  @Test
  void aPendingOrderIsFilledAndItsPositionStoppedByQuotesAndAllOfTheAccountHearItOnce() {
    Heard phone = connect(johnsToken);
    JsonNode order = send("POST", "orders", johnsToken, LIMIT).get("data");
    assertThat(order.get("status").asString()).isEqualTo("PENDING");
    quote("1.08199", "1.08200");
    for (Heard device : List.of(john, phone)) {
      assertThat(device.data("order", 2))
          .extracting(told -> told.get("status").asString())
          .containsExactly("PENDING", "FILLED");
    }
    send(
        "PATCH",
        "positions/" + order.get("ticket").asLong(),
        johnsToken,
        "{'stopLoss':1.08100,'takeProfit':1.09000}");
    quote("1.08099", "1.08100");
    for (Heard device : List.of(john, phone)) {
      assertThat(device.data("trade", 2).getLast().get("status").asString()).isEqualTo("CLOSED");
      assertThat(device.all("trade")).hasSize(2).isEqualTo(john.all("trade"));
    }
    assertNothingOfJohnsAtJanes();
    phone.socket().close();
  }

  @Test
  void whoWasAnsweredReadsWhatWasDoneWhereverItAsks() {
    int rounds = server.hasOthers() ? 15 : 1;
    for (int i = 0; i < rounds; i++) {
      String order = "orders/" + done("POST", "orders", LIMIT).get("orderId").asString();
      assertThat(read(order).get("status").asString()).isEqualTo("PENDING");
      JsonNode _ = done("PATCH", order, "{'price':1.08100}");
      assertThat(read(order).get("price").asString()).isEqualTo("1.081");
      JsonNode _ = done("DELETE", order, "");
      assertThat(read("orders?status=pending")).isEmpty();

      long ticket = done("POST", "orders", BUY).get("ticket").asLong();
      assertThat(read("account").get("positions").asInt()).isOne();
      JsonNode _ = done("DELETE", "positions/" + ticket, "");
      assertThat(read("positions")).isEmpty();
      assertThat(read("history").get(0).get("ticket").asLong()).isEqualTo(ticket);
      assertThat(read("analytics?period=DAY").at("/metrics/totalTrades").asInt()).isEqualTo(i + 1);

      String connection = done("POST", "connections", "{'name':'c'}").get("id").asString();
      assertThat(read("connections").toString()).contains(connection);
      JsonNode _ = done("POST", "limits", "{'positions':" + (i + 1) + "}");
      assertThat(read("limits").get("positions").asInt()).isEqualTo(i + 1);
    }
  }

  private JsonNode read(String path) {
    return done("GET", path, "");
  }

  private JsonNode done(String method, String path, String body) {
    JsonNode answer = send(method, path, johnsToken, body);
    assertThat(answer.get("success").asBoolean()).as("%s %s: %s", method, path, answer).isTrue();
    return answer.get("data");
  }

  @Test
  void aRefusedOrderIsAnAlertOfItsAccount() {
    send("POST", "orders", johnsToken, BUY.replace("0.1,", "90.0,"));

    JsonNode alert = john.data("alert", 1).getFirst();
    assertThat(alert.get("type").asString()).isEqualTo("ORDER_REJECTED");
    assertThat(john.data("order", 1).getFirst().get("status").asString()).isEqualTo("REJECTED");
    john.say(
        "{'type':'alert_action','alertId':%s,'action':'ACKNOWLEDGE'}"
            .formatted(alert.get("alertId")));
    assertThat(john.data("alert", 2).getLast().get("status").asString()).isEqualTo("ACKNOWLEDGED");
    assertThat(john.all("trade")).isEmpty();
    assertNothingOfJohnsAtJanes();
    assertThat(jane.all("alert")).noneMatch(other -> other.toString().contains("ORDER_REJECTED"));
  }

  @Test
  void theSystemTellsHowItsPartsAre() {
    // They are looked at once a second: the first quote, and of several nodes the others, may be
    // newer than the first look.
    Await.until(
        () -> jane.all("system").stream().map(told -> told.get("data")).anyMatch(this::isHealthy));
    JsonNode status = jane.all("system").getLast().get("data");
    assertThat(status.get("components").properties().stream().map(Map.Entry::getKey))
        .contains("database", "redis", "broker", "pusher", "matching", "marketData", "journal");
    assertThat(status.at("/components/database").asString()).isEqualTo("HEALTHY");
    assertThat(server.get("/health/ready", "").body()).contains("\"desk\":\"ok\"");
  }

  private boolean isHealthy(JsonNode status) {
    return status.get("status").asString().equals("HEALTHY")
        && status
            .at("/components/redis")
            .asString()
            .equals(server.hasOthers() ? "HEALTHY" : "NOT_CONFIGURED");
  }

  /** Once Jane has heard of a later quote, nothing earlier is on its way to her. */
  private void assertNothingOfJohnsAtJanes() {
    quote("1.09111", "1.09112");
    jane.socket().await("1.09111");
    int own = 5;
    assertThat(jane.all("analytics")).hasSize(own);
    assertThat(
            jane.socket().heard().stream()
                .map(JSON::readTree)
                .map(message -> message.get("type").asString()))
        .filteredOn(PRIVATE::contains)
        .containsOnly("analytics");
  }
}
