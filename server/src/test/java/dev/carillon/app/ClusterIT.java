package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.carillon.bus.redis.RedisServer;
import dev.carillon.storage.postgres.PostgresServer;
import dev.carillon.storage.postgres.TestDatabase;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.ws.LiveClient;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes over a real Redis and a real PostgreSQL: clients of one hear those of the others. */
@ExtendWith(PostgresServer.class)
class ClusterIT {
  private static final String JOHN = "user@example.com";
  private static final String JANE = "jane@example.com";
  private static final String LIMITED = "admin@example.com";
  private static final String GENERAL = "channel:12345678-1234-5678-1234-123456789012";
  private static final String TICKET = "{\"type\":\"%s\",\"topic\":\"messages\"}";

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<TestServer> nodes = new ArrayList<>();
  private Map<String, String> settings = new HashMap<>();
  private RedisServer redis;

  @BeforeEach
  void start(TestDatabase database, @TempDir Path folder) {
    redis = new RedisServer(folder);
    settings = SharedServers.settings(database.url(), redis.uri());
    settings.put("CARILLON_MAX_CONNECTIONS_PER_USER", "12");
    for (int i = 0; i < 3; i++) {
      nodes.add(TestServer.startNode(settings));
    }
    TestServer.awaitAll(nodes);
  }

  @AfterEach
  void stop() {
    nodes.forEach(TestServer::close);
    redis.close();
    http.close();
  }

  private TestServer node(int number) {
    return nodes.get(number);
  }

  /** A client of the Topics API that has logged in. */
  private LiveClient topics(TestServer node, String email) {
    LiveClient client = asked(node, node.token(email));
    client.await("auth_success");
    return client;
  }

  /** A client of the Topics API that waits for whether it may come in. */
  private LiveClient asked(TestServer node, String token) {
    LiveClient client = LiveClient.connect(http, node.webSocketUrl("/ws"));
    client.say("{\"type\":\"auth\",\"token\":\"" + token + "\"}");
    return client;
  }

  private LiveClient joined(TestServer node, String email) {
    LiveClient client =
        LiveClient.connect(
            http, node.webSocketUrl("/socket/websocket?vsn=2.0.0&token=" + node.token(email)));
    client.say("[\"1\",\"1\",\"" + GENERAL + "\",\"phx_join\",{}]");
    client.await("presence_state");
    return client;
  }

  private static HttpResponse<String> create(TestServer node, String content) {
    return node.post(
        "/api/messages",
        node.token(JOHN),
        json -> json.beginObject().field("content", content).endObject());
  }

  /** One start for all: each uses clients of its own, and leaves the nodes as they were. */
  @TestFactory
  List<DynamicTest> threeNodesBehaveAsOne() {
    return List.of(
        dynamicTest(
            "whoIsToldThatItIsSubscribedHearsWhatIsPublishedFromThenOn",
            this::whoIsToldThatItIsSubscribedHearsWhatIsPublishedFromThenOn),
        dynamicTest(
            "topicsReachTheClientsOfAllNodesAndAreRecoveredOnAnyNode",
            this::topicsReachTheClientsOfAllNodesAndAreRecoveredOnAnyNode),
        dynamicTest(
            "instrumentsAndTicksOfOneNodeAreKnownOnAll",
            this::instrumentsAndTicksOfOneNodeAreKnownOnAll),
        dynamicTest(
            "aUserHasSoManyConnectionsOnAllNodesTogether",
            this::aUserHasSoManyConnectionsOnAllNodesTogether),
        dynamicTest(
            "administratorsSeeAndEndWhatIsOnOtherNodes",
            this::administratorsSeeAndEndWhatIsOnOtherNodes),
        dynamicTest("theChatIsOneOnAllNodes", this::theChatIsOneOnAllNodes),
        dynamicTest("whoLogsOutOnOneNodeIsPutOutOnAll", this::whoLogsOutOnOneNodeIsPutOutOnAll),
        dynamicTest(
            "whatIsSaidWhileRedisIsAwayArrivesWhenItIsBack",
            this::whatIsSaidWhileRedisIsAwayArrivesWhenItIsBack),
        dynamicTest(
            "withoutRedisANodeStartsNotReadyUnlessItIsRequired",
            this::withoutRedisANodeStartsNotReadyUnlessItIsRequired));
  }

  private void topicsReachTheClientsOfAllNodesAndAreRecoveredOnAnyNode() {
    LiveClient here = topics(node(0), JOHN);
    LiveClient there = topics(node(1), JANE);
    for (LiveClient client : List.of(here, there)) {
      client.say(TICKET.formatted("subscribe"));
      client.say("{\"type\":\"subscribe\",\"topic\":\"room.*\"}");
      client.await(text -> text.contains("subscribed") && text.contains("room."));
    }

    assertThat(create(node(2), "one").statusCode()).isEqualTo(201);
    String one = there.await("\"content\":\"one\"");
    here.await("\"content\":\"one\"");
    assertThat(create(node(1), "two").statusCode()).isEqualTo(201);
    here.await("\"content\":\"two\"");
    here.say("{\"type\":\"message\",\"topic\":\"room.1\",\"data\":17}");
    there.await("\"data\":17");

    LiveClient back = topics(node(2), JANE);
    String offset = one.replaceAll(".*\"offset\":\"([^\"]*)\".*", "$1");
    back.say("{\"type\":\"subscribe\",\"topic\":\"messages\",\"since\":\"" + offset + "\"}");
    back.await("\"recovered\":true");
    back.await("\"content\":\"two\"");
    assertThat(back.heard()).noneMatch(text -> text.contains("\"content\":\"one\""));
  }

  private void whoIsToldThatItIsSubscribedHearsWhatIsPublishedFromThenOn() {
    LiveClient here = topics(node(0), JOHN);
    LiveClient there = topics(node(1), JANE);
    for (int i = 0; i < 20; i++) {
      String topic = "\"topic\":\"fresh.%s\"".formatted(i);
      there.say("{\"type\":\"subscribe\"," + topic + "}");
      there.await(text -> text.contains("subscribed") && text.contains(topic));
      here.say("{\"type\":\"message\"," + topic + ",\"data\":" + i + "}");
    }
    for (int i = 0; i < 20; i++) {
      there.await("\"data\":" + i + ",");
    }
  }

  private void instrumentsAndTicksOfOneNodeAreKnownOnAll() {
    post(
        node(1),
        "/api/ticks/instruments",
        "text/csv",
        "instrument_token,tradingsymbol,name,exchange\n777,SHARED,SHARED LIMITED,NSE\n");
    Await.until(() -> instruments(node(2)).contains("SHARED LIMITED"));
    post(
        node(2),
        "/api/ticks/feed",
        "application/x-ndjson",
        "{\"token\":\"777\",\"ltp\":12345,\"ltq\":6}");

    for (TestServer node : nodes) {
      Await.until(() -> instruments(node).contains("\"ltp\":12345"));
    }
  }

  private static String instruments(TestServer node) {
    return node.get("/api/ticks/instruments?query=shared", "").body();
  }

  private static void post(TestServer node, String path, String media, String body) {
    HttpResponse<String> answer =
        node.send(
            node.request(path, node.token("admin@example.com"))
                .header("Content-Type", media)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private void theChatIsOneOnAllNodes() {
    LiveClient john = joined(node(0), JOHN);
    LiveClient jane = joined(node(1), JANE);
    john.await(text -> text.contains("presence_diff") && text.contains("Jane Smith"));
    jane.await(text -> text.contains("\"presence_") && text.contains("John Doe"));

    john.say("[\"1\",\"2\",\"" + GENERAL + "\",\"typing_start\",{}]");
    jane.await("typing_start");
    john.say("[\"1\",\"3\",\"" + GENERAL + "\",\"send_message\",{\"content\":\"Hello Jane\"}]");
    jane.await(text -> text.contains("new_message") && text.contains("Hello Jane"));
    jane.say("[\"1\",\"4\",\"" + GENERAL + "\",\"send_message\",{\"content\":\"Hello John\"}]");
    john.await(text -> text.contains("new_message") && text.contains("Hello John"));

    jane.close();
    john.await(text -> text.contains("presence_diff") && text.contains("\"leaves\":{\""));
  }

  private void whoLogsOutOnOneNodeIsPutOutOnAll() {
    LiveClient there = topics(node(1), JOHN);
    String token = node(0).login(JOHN);
    LiveClient same = asked(node(2), token);
    same.await("auth_success");

    node(0).post("/api/auth/logout", token, json -> json.beginObject().endObject());

    same.await("Token revoked");
    assertThat(node(1).get("/api/auth/me", token).statusCode()).isEqualTo(401);
    there.say("{\"type\":\"ping\"}");
    there.await("pong");
  }

  private void whatIsSaidWhileRedisIsAwayArrivesWhenItIsBack() {
    LiveClient reader = topics(node(0), JANE);
    reader.say(TICKET.formatted("subscribe"));
    reader.await("subscribed");
    LiveClient jane = joined(node(1), JANE);
    LiveClient john = joined(node(2), JOHN);

    redis.kill();
    Await.until(() -> node(0).get("/health/ready", "").statusCode() == 503);
    assertThat(create(node(2), "meanwhile").statusCode()).isEqualTo(201);
    john.say("[\"1\",\"2\",\"" + GENERAL + "\",\"send_message\",{\"content\":\"in between\"}]");
    john.await(text -> text.contains("new_message") && text.contains("in between"));
    redis.restart();

    reader.await("\"content\":\"meanwhile\"");
    jane.await(text -> text.contains("new_message") && text.contains("in between"));
    TestServer.awaitAll(nodes);
  }

  private void withoutRedisANodeStartsNotReadyUnlessItIsRequired() {
    redis.kill();
    Map<String, String> required = new HashMap<>(settings);
    required.put("PUBSUB_REDIS_REQUIRED", "true");
    assertThatThrownBy(() -> TestServer.startNode(required))
        .isInstanceOfSatisfying(
            StartException.class, problem -> assertThat(problem.exitCode()).isEqualTo(1))
        .hasMessage(
            "PUBSUB_REDIS_URL: can't be reached (expected: Redis, as PUBSUB_REDIS_REQUIRED says)");

    try (TestServer late = TestServer.startNode(settings)) {
      assertThat(late.get("/health/ready", "").statusCode()).isEqualTo(503);
      assertThat(late.get("/health/live", "").statusCode()).isEqualTo(200);
      LiveClient alone = topics(late, JANE);
      alone.say("{\"type\":\"subscribe\",\"topic\":\"room.1\"}");
      alone.await("subscribed");
      alone.say("{\"type\":\"message\",\"topic\":\"room.1\",\"data\":18}");
      alone.await("\"data\":18");

      redis.restart();
      Await.until(() -> late.get("/health/ready", "").statusCode() == 200);
    }
    TestServer.startNode(required).close();
  }

  private void aUserHasSoManyConnectionsOnAllNodesTogether() {
    List<LiveClient> clients = new ArrayList<>();
    String token = node(0).token(LIMITED);
    for (int i = 0; i < 12; i++) {
      clients.add(asked(node(i % 2), token));
      clients.getLast().await("auth_success");
    }

    Await.until(() -> isRefused(node(2), token));
    assertThat(isRefused(node(1), token)).isTrue();
    clients.getFirst().close();
    Await.until(() -> !isRefused(node(2), token));
    clients.forEach(LiveClient::close);
  }

  private boolean isRefused(TestServer node, String token) {
    LiveClient client = asked(node, token);
    String answer = client.await("auth_");
    client.close();
    return answer.contains("Too many connections of this user");
  }

  private void administratorsSeeAndEndWhatIsOnOtherNodes() {
    LiveClient here = topics(node(0), JOHN);
    LiveClient there = topics(node(1), JANE);
    for (LiveClient client : List.of(here, there)) {
      client.say("{\"type\":\"subscribe\",\"topic\":\"seen.by.admins\"}");
      client.await("subscribed");
    }
    String admin = node(2).token("admin@example.com");
    assertThat(node(2).get("/api/topics", admin).body())
        .contains("{\"topic\":\"seen.by.admins\",\"subscribers\":2}");
    assertThat(node(2).get("/api/status", "").body()).doesNotContain("\"connections\":0");

    there.say("{\"type\":\"message\",\"topic\":\"seen.by.admins\",\"data\":19}");
    String connection =
        here.await("\"data\":19").replaceAll(".*\"senderConnectionId\":\"([^\"]*)\".*", "$1");
    assertThat(disconnect(connection, admin)).isEqualTo(200);
    Await.until(there::isGone);
    assertThat(disconnect(connection, admin)).isEqualTo(404);
  }

  private int disconnect(String connection, String admin) {
    return node(2)
        .post(
            "/api/connections/" + connection + "/disconnect",
            admin,
            json -> json.beginObject().endObject())
        .statusCode();
  }
}
