package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.carillon.identity.Revocations;
import dev.carillon.identity.User;
import dev.carillon.security.JwtSettings;
import dev.carillon.security.JwtTokens;
import dev.carillon.security.SigningKey;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.ws.LiveClient;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Exchange and desk of three nodes are one, over a real Redis and a real PostgreSQL. */
@Timeout(180)
class ClusterMachinesIT {
  private static final Duration TAKEOVER = Duration.ofSeconds(5);
  private static final Duration SETTLED = Duration.ofSeconds(20);
  private static final String BOOK = "/orderbook?depth=20&symbol=KIL%2FEUR";
  private static final Map<String, BigDecimal> DEPOSITS =
      Map.of("KIL", new BigDecimal("1000"), "EUR", new BigDecimal("100000"));

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> settings = SharedServers.get().newSettings();
  private final JwtTokens tokens =
      new JwtTokens(
          JwtSettings.own(
              SigningKey.ofText(Objects.requireNonNull(settings.get("CARILLON_SIGNING_KEY")))),
          new Revocations(0),
          InstantSource.system());
  private final List<TestServer> nodes = new ArrayList<>();
  private final List<Trader.User> users =
      List.of(user("trader-0"), user("trader-1"), user("trader-2"));
  private final Told told = new Told();

  private Trader.User user(String id) {
    long now = InstantSource.system().millis();
    User user = new User(id, id + "@example.com", id, Set.of(), now, false);
    return new Trader.User(id, tokens.issue(user, "jti-" + id, now).text());
  }

  @BeforeEach
  void start() {
    for (int i = 0; i < 3; i++) {
      nodes.add(TestServer.startNode(settings));
    }
    TestServer.awaitAll(nodes);
  }

  @AfterEach
  void stop() {
    nodes.forEach(TestServer::close);
    http.close();
  }

  private static boolean leads(TestServer node, String machine) {
    return node.get("/metrics", "").body().contains("carillon_" + machine + "_leads 1.0");
  }

  private ExchangeHttp exchange(TestServer node) {
    return new ExchangeHttp(http, node.address().getPort());
  }

  private LiveClient listener(TestServer node, Trader.User user, String... channels) {
    LiveClient client =
        LiveClient.connect(http, node.webSocketUrl("/exchange/ws?token=" + user.token()));
    for (String channel : channels) {
      client.say(
          "{'id':'%s','method':'subscribe','params':{'channel':'%s','symbol':'KIL/EUR'}}"
              .formatted(channel, channel)
              .replace('\'', '"'));
      client.await(text -> text.contains("subscribed") && text.contains(channel));
    }
    return client;
  }

  /** One start for all; the last of them takes a node away. */
  @TestFactory
  List<DynamicTest> threeNodesHaveOneExchangeAndOneDesk() {
    return List.of(
        dynamicTest(
            "anOrderOnOneNodeIsHeardByItsOwnerOnAnotherAndSeenOnAll",
            this::anOrderOnOneNodeIsHeardByItsOwnerOnAnotherAndSeenOnAll),
        dynamicTest(
            "everyFigureOfANodeIsDocumented",
            () -> MetricsDocIT.allAreNamed(nodes.getFirst().get("/metrics", "").body())),
        dynamicTest(
            "aDeskOrderOverOneNodeIsHeardOnAnother", this::aDeskOrderOverOneNodeIsHeardOnAnother),
        dynamicTest(
            "ordersThatWereToEndWithTheirConnectionEndWithItAndWithNoOther",
            this::ordersThatWereToEndWithTheirConnectionEndWithItAndWithNoOther),
        dynamicTest(
            "whenTheLeaderStopsTheOthersGoOnAndNothingIsLostOrDoneTwice",
            this::whenTheLeaderStopsTheOthersGoOnAndNothingIsLostOrDoneTwice));
  }

  private void anOrderOnOneNodeIsHeardByItsOwnerOnAnotherAndSeenOnAll() {
    String admin = nodes.get(1).token("admin@example.com");
    exchange(nodes.get(1))
        .post(
            "/symbols",
            admin,
            "{'symbol':'KIL/EUR','price_decimals':2,'tick_size':'0.01','lot_size':'0.0001'}");
    for (Trader.User user : users) {
      DEPOSITS.forEach((currency, amount) ->
          exchange(nodes.get(2))
              .post(
                  "/deposits",
                  admin,
                  "{'owner':'%s','currency':'%s','amount':'%s'}"
                      .formatted(user.id(), currency, amount)));
    }
    for (TestServer node : nodes) {
      Await.until(() -> exchange(node).get("/symbols", admin).toString().contains("KIL/EUR"));
    }
    LiveClient there = listener(nodes.get(1), users.get(0), "orders", "user_trades", "account");
    List<LiveClient> all =
        nodes.stream().map(node -> listener(node, users.get(2), "trades")).toList();

    order(nodes.get(0), users.get(0), "a-1", "sell", "100.00", "2.0000");
    there.await(text -> text.contains("order_update") && text.contains("a-1"));
    order(nodes.get(2), users.get(1), "a-2", "buy", "100.00", "0.5000");

    there.await(
        text -> text.contains("user_trade") && text.contains("\"quantity\":\"0.50000000\""));
    there.await("account_update");
    all.forEach(client -> client.await(text -> text.contains("\"type\":\"trade\"")));
    JsonNode book = exchange(nodes.get(0)).get(BOOK, admin);
    assertThat(book.get("asks").toString()).isEqualTo("[[\"100.00\",\"1.50000000\"]]");
    for (TestServer node : nodes) {
      Await.until(() -> isSame(book, exchange(node).get(BOOK, admin)));
      String trades = "/trades?symbol=KIL%2FEUR";
      assertThat(exchange(node).all(trades + "&limit=10", users.get(0).token())).hasSize(1);
    }
    there.close();
    all.forEach(LiveClient::close);
  }

  private static boolean isSame(JsonNode book, JsonNode other) {
    return book.get("bids").equals(other.get("bids"))
        && book.get("asks").equals(other.get("asks"))
        && book.get("checksum").equals(other.get("checksum"));
  }

  private void order(
      TestServer node, Trader.User user, String name, String side, String price, String quantity) {
    told.sent.add(name);
    exchange(node)
        .post(
            "/orders",
            user.token(),
            ("{'symbol':'KIL/EUR','side':'%s','type':'limit','price':'%s','quantity':'%s',"
                    + "'client_order_id':'%s'}")
                .formatted(side, price, quantity, name));
  }

  private void aDeskOrderOverOneNodeIsHeardOnAnother() {
    String john = nodes.get(0).token("user@example.com");
    String admin = nodes.get(0).token("admin@example.com");
    desk(nodes.get(1), admin, "quotes", "{'quotes':[{'symbol':'EURUSD','bid':1.1,'ask':1.2}]}");
    LiveClient here = LiveClient.connect(http, nodes.get(0).webSocketUrl("/api/ws?token=" + john));
    here.await("\"connected\"");
    here.say("{\"type\":\"subscribe\",\"channels\":[\"trades\",\"positions\",\"market-data\"]}");
    here.await("\"subscription\"");

    desk(
        nodes.get(2),
        john,
        "orders",
        "{'symbol':'EURUSD','orderType':'BUY','volume':0.1,'strategyId':'strategy_123',"
            + "'connectionId':'conn_123456'}");

    here.await(text -> text.contains("\"type\":\"trade\"") && text.contains("strategy_123"));
    here.await("\"type\":\"position\"");
    desk(nodes.get(2), admin, "quotes", "{'quotes':[{'symbol':'EURUSD','bid':1.3,'ask':1.4}]}");
    here.await(text -> text.contains("market_data") && text.contains("1.4"));
    for (TestServer node : nodes) {
      Await.until(() -> node.get("/api/desk/positions", john).body().contains("strategy_123"));
    }
    here.close();
  }

  private static void desk(TestServer node, String token, String path, String body) {
    HttpResponse<String> answer =
        node.send(
            node.request("/api/desk/" + path, token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));
    assertThat(answer.statusCode()).as("%s", answer.body()).isBetween(200, 201);
  }

  private void ordersThatWereToEndWithTheirConnectionEndWithItAndWithNoOther() {
    LiveClient first = listener(nodes.get(0), users.get(0), "orders");
    LiveClient second = listener(nodes.get(1), users.get(0), "orders");
    stake(first, "stake-1");
    stake(second, "stake-2");
    first.await("stake-2");

    second.close();

    first.await(text -> text.contains("stake-2") && text.contains("\"cancelled\""));
    ExchangeHttp exchange = exchange(nodes.get(2));
    Await.until(() -> exchange.get("/orders?status=open", users.get(0).token()).size() == 2);
    assertThat(exchange.get("/orders?status=open", users.get(0).token()).toString())
        .contains("stake-1")
        .doesNotContain("stake-2");
    first.close();
    Await.until(() -> exchange.get("/orders?status=open", users.get(0).token()).size() == 1);
  }

  private void stake(LiveClient client, String name) {
    told.sent.add(name);
    client.say(
        ("{'id':'%s','method':'order.place','params':{'symbol':'KIL/EUR','side':'sell',"
                + "'type':'limit','price':'200.00','quantity':'1.0000','client_order_id':'%s',"
                + "'cancel_on_disconnect':true}}")
            .formatted(name, name)
            .replace('\'', '"'));
    client.await(text -> text.contains("order_update") && text.contains(name));
  }

  private void whenTheLeaderStopsTheOthersGoOnAndNothingIsLostOrDoneTwice() throws Exception {
    TestServer leader =
        nodes.stream().filter(node -> leads(node, "engine")).findAny().orElseThrow();
    List<TestServer> others = nodes.stream().filter(node -> node != leader).toList();
    AtomicBoolean goesOn = new AtomicBoolean(true);
    List<Trader> traders = new ArrayList<>();
    for (TestServer node : nodes) {
      for (Trader.User user : users) {
        int number = traders.size();
        traders.add(
            Trader.connect(
                node.address().getPort(), user, "t" + number, told, new SplittableRandom(number)));
        traders.getLast().listen();
      }
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      traders.forEach(trader -> running.add(threads.submit(() -> trader.tradeWhile(goesOn::get))));
      awaitAnswers(500);
      leader.close();
      nodes.remove(leader);
      Await.until(() -> others.stream().anyMatch(node -> leads(node, "engine")), TAKEOVER);
      Await.until(() -> others.stream().anyMatch(node -> leads(node, "desk")), TAKEOVER);
      awaitAnswers(500);
      goesOn.set(false);
      for (Future<?> client : running) {
        client.get();
      }
    }
    traders.forEach(Trader::close);

    for (TestServer node : others) {
      Await.until(() -> noStakes(node), SETTLED);
      new ExchangeAudit(exchange(node), users, DEPOSITS, told).run();
    }
    JsonNode book = exchange(others.getFirst()).get(BOOK, users.getFirst().token());
    assertThat(isSame(book, exchange(others.getLast()).get(BOOK, users.getFirst().token())))
        .isTrue();
  }

  private void awaitAnswers(int more) {
    long enough = told.answers.get() + more;
    Await.until(() -> told.answers.get() >= enough, SETTLED);
  }

  private boolean noStakes(TestServer node) {
    return users.stream()
        .noneMatch(user ->
            exchange(node)
                .get("/orders?status=open&limit=500", user.token())
                .toString()
                .contains(Trader.STAKED));
  }
}
