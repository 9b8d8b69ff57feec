package dev.carillon.api.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.exchange.format.SeedExamples;
import dev.carillon.app.AnyNodes;
import dev.carillon.app.TestServer;
import dev.carillon.demo.DemoWorld;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.ws.LiveClient;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Orders, and what their owners and all others hear of them, over sockets and HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@AnyNodes
class ExchangeIT {
  private static final String BUY =
      "'symbol':'BTC/USDT','side':'buy','type':'limit','price':'45000.00','quantity':'0.1'";
  private static final String SELL = BUY.replace("buy", "sell");
  private static final List<String> OWN = List.of("orders", "user_trades", "account");

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Client> clients = new ArrayList<>();
  private TestServer server;
  private String john;
  private String jane;
  private String admin;

  /** A client of the socket; in what it says ' stands for ". */
  private static final class Client {
    private final LiveClient socket;
    private int asked;

    Client(LiveClient socket) {
      this.socket = socket;
    }

    /** Asks, and gives the answer. */
    JsonNode asks(String method, String params) {
      String id = "q" + ++asked;
      String request = "{'id':'%s','method':'%s','params':{%s}}".formatted(id, method, params);
      assertThat(socket.say(request.replace('\'', '"'))).isTrue();
      return SeedExamples.parse(socket.await("\"id\":\"" + id + "\""));
    }

    /** Asks for what is done, and gives the data of the answer. */
    JsonNode does(String method, String params) {
      JsonNode answer = asks(method, params);
      assertThat(answer.get("type").asString()).as("%s", answer).isNotEqualTo("error");
      return answer.get("data");
    }

    Client hears(String channel, String params) {
      JsonNode _ = does("subscribe", "'channel':'" + channel + "'" + params);
      return this;
    }

    /** What came of a channel, as it came. */
    List<String> texts(String channel) {
      return socket.heard().stream()
          .filter(text -> text.contains("\"channel\":\"" + channel + "\""))
          .filter(text -> !text.contains("\"type\":\"subscribed\""))
          .toList();
    }

    /** What came of a channel, once there is so much. */
    List<String> texts(String channel, int count) {
      Await.until(() -> texts(channel).size() >= count);
      return texts(channel);
    }

    /** What came of an account's channel behind a place in its order, once there is so much. */
    List<String> after(String channel, long sequence, int count) {
      Await.until(() -> after(channel, sequence).size() >= count);
      return after(channel, sequence);
    }

    private List<String> after(String channel, long sequence) {
      return texts(channel).stream()
          .filter(text -> SeedExamples.parse(text).at("/data/sequence").asLong() > sequence)
          .toList();
    }

    List<JsonNode> data(String channel, int count) {
      return texts(channel, count).stream()
          .map(text -> SeedExamples.parse(text).get("data"))
          .toList();
    }
  }

  @BeforeAll
  void start() {
    server = TestServer.start(Map.of("CARILLON_EXCHANGE_CONNECTIONS_PER_IP", "1000"));
    john = server.token("user@example.com");
    jane = server.token("jane@example.com");
    admin = server.token("admin@example.com");
    for (String owner : List.of(DemoWorld.JOHN, DemoWorld.JANE)) {
      for (String money : List.of("'USDT','amount':'1000000'", "'BTC','amount':'100'")) {
        String body = "{'owner':'" + owner + "','currency':" + money + "}";
        assertThat(send("POST", "/api/exchange/deposits", admin, body).statusCode()).isEqualTo(201);
      }
    }
  }

  @AfterEach
  void cancel() {
    for (String token : List.of(john, jane)) {
      JsonNode _ = connect(token).does("order.cancel_all", "");
    }
    clients.forEach(client -> client.socket.close());
    clients.clear();
  }

  @AfterAll
  void stop() {
    server.close();
    http.close();
  }

  private Client connect(String token) {
    return open("?token=" + token);
  }

  private Client open(String query) {
    Client client = new Client(LiveClient.connect(http, server.webSocketUrl("/" + query)));
    client.socket.await("connection_status");
    clients.add(client);
    return client;
  }

  /** Three that hear all that is told of an account, each on a connection of its own. */
  private List<Client> devices(String token) {
    List<Client> devices = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Client client = connect(token);
      OWN.forEach(channel -> client.hears(channel, ""));
      client.texts("account", 1);
      devices.add(client);
    }
    return devices;
  }

  /** Where their account was when the last of them began: some nodes may be a little behind. */
  private static long newest(List<Client> devices) {
    return devices.stream()
        .mapToLong(device -> device.data("account", 1).getLast().get("sequence").asLong())
        .max()
        .orElseThrow();
  }

  private HttpResponse<String> send(String method, String path, String token, String body) {
    return server.send(
        server
            .request(path, token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  private JsonNode get(String path, String token) {
    HttpResponse<String> answer = server.get("/api/exchange/" + path, token);
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return SeedExamples.parse(answer.body()).get("data");
  }

  /** Sells and buys one tenth of a bitcoin. */
  private void trade() {
    JsonNode _ = connect(jane).does("order.place", SELL);
    JsonNode _ = connect(john).does("order.place", BUY);
  }

  @Test
  void rowAAAnOrderIsPlacedAmendedAndCancelledOverAnyOfItsOwnersConnections() {
    JsonNode placed = connect(john).does("order.place", BUY + ",'client_order_id':'mine'");
    JsonNode amended =
        connect(john).does("order.amend", "'client_order_id':'mine','quantity':'0.05'");
    JsonNode cancelled = connect(john).does("order.cancel", "'order_id':" + placed.get("order_id"));

    assertThat(placed.get("status").asString()).isEqualTo("open");
    assertThat(amended.get("order_id")).isEqualTo(placed.get("order_id"));
    assertThat(amended.get("quantity").asString()).isEqualTo("0.05000000");
    assertThat(cancelled.get("status").asString()).isEqualTo("cancelled");
    assertThat(cancelled.get("sequence").asLong()).isGreaterThan(placed.get("sequence").asLong());
    assertThat(connect(john).asks("order.cancel", "'client_order_id':'mine'").at("/data/reason"))
        .isEqualTo(SeedExamples.parse("\"UNKNOWN_ORDER\""));
  }

  @Test
  void rowsXAndYAllConnectionsOfAnAccountHearTheSameAndNobodyElseHearsIt() {
    Client other = connect(jane);
    OWN.forEach(channel -> other.hears(channel, ""));
    other.texts("account", 1);
    List<Client> devices = devices(john);
    long before = newest(devices);

    JsonNode placed = connect(john).does("order.place", BUY);
    String id = placed.get("order_id").asString();
    JsonNode _ = connect(john).does("order.cancel", "'order_id':'" + id + "'");
    for (Client device : devices) {
      assertThat(device.after("orders", before, 2))
          .extracting(text -> SeedExamples.parse(text).at("/data/status").asString())
          .containsExactly("open", "cancelled");
      for (String channel : List.of("orders", "account")) {
        assertThat(device.after(channel, before, 2))
            .isEqualTo(devices.getFirst().after(channel, before, 2));
      }
    }

    String janes = connect(jane).does("order.place", SELL).get("order_id").asString();
    Await.until(() -> other.texts("orders").stream().anyMatch(text -> text.contains(janes)));
    assertThat(other.texts("orders")).noneMatch(text -> text.contains(id));
  }

  @Test
  void whoComesBackOnAnyConnectionGetsTheBytesThatCameMeanwhile() {
    List<Client> devices = devices(john);
    long seen = newest(devices);
    trade();
    Client live = devices.getLast();
    // The order opens, is filled, and each time the balances change.
    live.after("orders", seen, 2);
    live.after("user_trades", seen, 1);
    live.after("account", seen, 2);

    for (int i = 0; i < 4; i++) {
      Client back = connect(john);
      for (String channel : OWN) {
        JsonNode answer =
            back.does("subscribe", "'channel':'" + channel + "','resume_from':" + seen);
        assertThat(answer.get("resumed").asBoolean()).isTrue();
        List<String> told = live.after(channel, seen, 1);
        assertThat(back.texts(channel, told.size())).isEqualTo(told);
      }
    }
  }

  @Test
  void rowTATradeIsToldOnceToEachWhoHearsOfItUnderOneNumber() {
    List<Client> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(
          open("")
              .hears("trades", ",'symbol':'BTC/USDT'")
              .hears("ticker", ",'symbol':'BTC/USDT'")
              .hears("kline", ",'symbol':'BTC/USDT'"));
    }
    Client own = connect(john).hears("user_trades", "");
    trade();
    trade();

    List<String> numbers =
        own.data("user_trades", 2).stream().map(trade -> trade.get("trade_id").asString()).toList();
    for (Client client : all) {
      assertThat(client.data("trades", 2))
          .extracting(trade -> "trade_" + trade.get("trade_id").asString())
          .isEqualTo(numbers);
      assertThat(client.texts("trades")).isEqualTo(all.getFirst().texts("trades"));
      Await.until(
          () -> client.data("ticker", 1).getLast().get("price").asString().equals("45000.00"));
      assertThat(client.data("kline", 1).getLast().get("close").asString()).isEqualTo("45000.00");
    }
    List<String> listed = new ArrayList<>();
    get("user-trades?limit=2", john).forEach(each -> listed.add(each.get("trade_id").asString()));
    assertThat(listed).isEqualTo(numbers.reversed());
  }

  @Test
  void whoWasAnsweredReadsWhatWasDoneWhereverItAsks() {
    int rounds = server.hasOthers() ? 25 : 1;
    for (int i = 0; i < rounds; i++) {
      HttpResponse<String> placed = send("POST", "/api/exchange/orders", john, "{" + BUY + "}");
      assertThat(placed.statusCode()).isEqualTo(201);
      String id = SeedExamples.parse(placed.body()).at("/data/order_id").asString();

      assertThat(get("orders/" + id, john).get("status").asString()).isEqualTo("open");
      assertThat(get("orders?status=open", john).toString()).contains(id);
      assertThat(balance("locked")).isEqualTo("4500.00000000");
      assertThat(send("DELETE", "/api/exchange/orders/" + id, john, "").statusCode())
          .isEqualTo(200);
      assertThat(get("orders/" + id, john).get("status").asString()).isEqualTo("cancelled");
      assertThat(balance("locked")).isEqualTo("0.00000000");
    }
  }

  private String balance(String member) {
    for (JsonNode balance : get("account", john).get("balances")) {
      if (balance.get("currency").asString().equals("USDT")) {
        return balance.get(member).asString();
      }
    }
    throw new AssertionError("no USDT");
  }

  @Test
  void theSameKeyAndBodyGiveTheSameOrderWhereverTheyComeIn() {
    List<String> orders = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      HttpResponse<String> answer =
          server.send(
              server
                  .request("/api/exchange/orders", john)
                  .header("Content-Type", "application/json")
                  .header("Idempotency-Key", "once")
                  .POST(HttpRequest.BodyPublishers.ofString(("{" + BUY + "}").replace('\'', '"'))));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      orders.add(SeedExamples.parse(answer.body()).at("/data/order_id").asString());
    }

    assertThat(orders).containsOnly(orders.getFirst());
    assertThat(connect(john).does("order.cancel_all", "").get("count").asInt()).isOne();
  }

  @Test
  void ordersEndWithTheirConnectionIfTheyAreMeantTo() {
    Client hears = connect(john).hears("orders", "");
    Client one = connect(john);
    JsonNode ends = one.does("order.place", BUY + ",'cancel_on_disconnect':true");
    JsonNode stays = one.does("order.place", BUY);
    one.socket.close();

    assertThat(hears.data("orders", 3).getLast().get("order_id")).isEqualTo(ends.get("order_id"));
    assertThat(hears.data("orders", 3).getLast().get("status").asString()).isEqualTo("cancelled");
    JsonNode cancelled = connect(john).does("order.cancel_all", "");
    assertThat(cancelled.get("count").asInt()).isOne();
    assertThat(cancelled.at("/orders/0/order_id")).isEqualTo(stays.get("order_id"));
  }

  @Test
  void rowHAKeyOpensItsOwnersChannelsAtOnceAndEndsThemWhenItIsRevoked() {
    JsonNode made =
        SeedExamples.parse(send("POST", "/api/keys", john, "{'name':'Bot'}").body()).get("data");
    List<Client> bots = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      bots.add(open("?api_key=" + made.get("key").asString()).hears("account", ""));
      assertThat(bots.getLast().data("account", 1)).hasSize(1);
    }

    assertThat(send("DELETE", "/api/keys/" + made.get("id").asString(), john, "").statusCode())
        .isEqualTo(204);

    bots.forEach(bot -> Await.until(bot.socket::isGone));
    assertThat(bots).extracting(bot -> bot.socket.closeCode()).containsOnly(4401);
  }

  @Test
  void whatIsWrongIsToldByItsDocumentedCode() {
    Client client = connect(john);
    JsonNode janes = connect(jane).does("order.place", SELL);

    assertThat(code(client, "subscribe", "'channel':'nothing'")).isEqualTo("INVALID_CHANNEL");
    assertThat(code(client, "subscribe", "'channel':'ticker','symbol':'X'"))
        .isEqualTo("INVALID_SYMBOL");
    assertThat(code(client, "order.place", BUY.replace("45000.00", "45000.001")))
        .isEqualTo("INVALID_PARAMS");
    assertThat(code(client, "order.place", BUY.replace("0.1", "1000"))).isEqualTo("ORDER_REJECTED");
    assertThat(code(client, "order.cancel", "'order_id':" + janes.get("order_id")))
        .isEqualTo("ORDER_REJECTED");
    assertThat(code(open(""), "subscribe", "'channel':'orders'"))
        .isEqualTo("AUTHENTICATION_REQUIRED");
  }

  private static String code(Client client, String method, String params) {
    return client.asks(method, params).at("/data/code").asString();
  }

  @Test
  void booksOfQuietMarketsAreTheSameForAll() {
    JsonNode _ = connect(john).does("order.place", BUY);
    JsonNode _ = connect(john).does("order.place", BUY.replace("45000", "44000"));
    JsonNode _ = connect(jane).does("order.place", SELL.replace("45000", "46000"));

    for (int i = 0; i < 4; i++) {
      Client client = open("").hears("orderbook", ",'symbol':'BTC/USDT'");
      JsonNode book = client.data("orderbook", 1).getFirst();
      assertThat(levels(book.get("bids"))).isEqualTo("45000.00x0.10000000 44000.00x0.10000000");
      assertThat(levels(book.get("asks"))).isEqualTo("46000.00x0.10000000");
    }
  }

  private static String levels(JsonNode side) {
    return side.valueStream()
        .map(level -> level.get(0).asString() + "x" + level.get(1).asString())
        .collect(Collectors.joining(" "));
  }
}
