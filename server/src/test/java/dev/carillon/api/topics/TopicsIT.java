package dev.carillon.api.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.app.AnyNodes;
import dev.carillon.app.TestServer;
import dev.carillon.json.Json;
import dev.carillon.testkit.ws.ClientFrame;
import dev.carillon.testkit.ws.RawWebSocket;
import dev.carillon.testkit.ws.ServerFrame;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The Topics API of the whole server, over its sockets. In frames ' stands for ". */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@AnyNodes
class TopicsIT {
  private static final String JOHN = "550e8400-e29b-41d4-a716-446655440000";

  private final List<RawWebSocket> clients = new ArrayList<>();
  private final TestServer usual = TestServer.start();
  private TestServer server = usual;

  @AfterEach
  void close() {
    clients.forEach(RawWebSocket::close);
    clients.clear();
    if (server != usual) {
      server.close();
      server = usual;
    }
  }

  @AfterAll
  void stop() {
    usual.close();
  }

  @Test
  void everythingInOneSegmentIsAnsweredInOrder() {
    RawWebSocket client = open("/ws");
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    for (String frame :
        List.of(
            "{'type':'ping','id':1}",
            "{'type':'auth','token':'" + server.token("user@example.com") + "','id':2}",
            "{'type':'subscribe','topic':'room.1','id':3}",
            "{'type':'message','topic':'room.1','data':1.50}",
            "{'type':'unsubscribe','topic':'room.1','id':4}",
            "{'type':'ping','id':5}")) {
      segment.writeBytes(ClientFrame.text(frame.replace('\'', '"')).bytes());
    }
    client.send(segment.toByteArray());

    assertThat(hear(client)).startsWith("{'type':'pong'").endsWith("'id':1}");
    assertThat(hear(client)).startsWith("{'type':'auth_success','userId':'" + JOHN + "'");
    assertThat(hear(client)).startsWith("{'type':'subscribed','topic':'room.1'");
    String next = hear(client);
    if (next.startsWith("{'type':'message'")) {
      assertThat(next).contains("'data':1.50");
      next = hear(client);
    }
    assertThat(next).startsWith("{'type':'unsubscribed'");
    assertThat(hear(client)).endsWith("'id':5}");
  }

  @Test
  void aStoredMessageReachesItsTopicsWithTheSendersConnection() {
    RawWebSocket john = logIn("user@example.com");
    RawWebSocket jane = logIn("jane@example.com");
    say(john, "{'type':'subscribe','topics':['messages','messages.user." + JOHN + "']}");
    say(jane, "{'type':'subscribe','topic':'messages.**'}");
    for (RawWebSocket client : List.of(john, john, jane)) {
      assertThat(hear(client)).startsWith("{'type':'subscribed'");
    }
    say(john, "{'type':'message','topic':'messages.user." + JOHN + "','data':0}");
    String connection = hear(john).replaceAll(".*'senderConnectionId':'([^']*)'.*", "$1");

    HttpResponse<String> created = createMessage(connection);

    assertThat(created.statusCode()).isEqualTo(201);
    String id = created.body().replaceAll(".*?\"id\":\"([^\"]*)\".*", "$1");
    assertThat(List.of(hear(john), hear(john)))
        .allMatch(text -> text.contains("'data':{'id':'" + id + "'"))
        .allMatch(text -> text.contains("'senderConnectionId':'" + connection + "'"));
    say(jane, "{'type':'ping'}");
    assertThat(hear(jane)).startsWith("{'type':'pong'");
  }

  @Test
  void loggingOutEndsTheConnection() {
    String token = server.login("user@example.com");
    RawWebSocket client = withToken(token);
    long before = System.nanoTime();

    HttpRequest.Builder logout =
        server.request("/api/auth/logout", token).POST(HttpRequest.BodyPublishers.noBody());
    assertThat(server.send(logout).statusCode()).isEqualTo(204);

    assertThat(hear(client)).startsWith("{'type':'error','code':401,'message':'Token revoked'");
    assertThat(client.next().closeCode()).isEqualTo(1008);
    assertThat(System.nanoTime() - before).isLessThan(1_000_000_000L);
  }

  @Test
  void whoDoesNotLogInInTimeIsToldAndClosed() {
    use(Map.of("WEBSOCKET_AUTH_TIMEOUT", "200ms"));
    RawWebSocket client = open("/ws");

    assertThat(hear(client))
        .startsWith("{'type':'error','code':401,'message':'Authentication timeout'");
    ServerFrame close = client.next();
    assertThat(close.closeCode()).isEqualTo(1008);
    assertThat(close.closeText()).isEqualTo("authentication timeout");
  }

  @Test
  void aTokenThatExpiresIsAnnounced() {
    use(Map.of("CARILLON_ACCESS_TOKEN_TTL", "1s"));
    RawWebSocket client = withToken(server.login("user@example.com"));

    assertThat(hear(client)).startsWith("{'type':'error','code':401,'message':'Token expired'");
    say(client, "{'type':'subscribe','topic':'a'}");
    assertThat(hear(client)).contains("'code':401");
    say(client, "{'type':'auth','token':'" + server.login("user@example.com") + "'}");
    assertThat(hear(client)).contains("auth_success");
  }

  @Test
  void aBinaryFrameIs1003AndTenBrokenFramesAre1008() {
    RawWebSocket binary = logIn("user@example.com");
    binary.send(ClientFrame.binary(new byte[] {1}));
    assertThat(binary.next().closeCode()).isEqualTo(1003);

    RawWebSocket broken = logIn("user@example.com");
    for (int i = 0; i < 10; i++) {
      say(broken, "{nope");
      assertThat(hear(broken)).contains("'code':400");
    }
    assertThat(hear(broken)).contains("'code':429");
    assertThat(broken.next().closeCode()).isEqualTo(1008);
  }

  @Test
  void noJsonDisturbsAConnection() {
    use(Map.of("LIMITS", "off"));
    RawWebSocket client = logIn("user@example.com");
    Random random = new Random(3);
    String frame = "{'type':'message','topic':'a.b','data':{'x':[1,'é',null]},'id':'1'}";
    for (int i = 0; i < 2_000; i++) {
      StringBuilder changed = new StringBuilder(frame);
      for (int k = 0; k <= random.nextInt(3); k++) {
        changed.setCharAt(random.nextInt(frame.length()), (char) (1 + random.nextInt(0x7fe)));
      }
      say(client, changed.toString());
      say(client, "{'type':'ping','id':" + i + "}");
      String answer = hear(client);
      while (!answer.startsWith("{'type':'pong'")) {
        assertThat(answer).startsWith("{'type':'");
        answer = hear(client);
      }
      assertThat(answer).endsWith("'id':" + i + "}");
    }
  }

  @Test
  void anAdministratorEndsAConnection() {
    RawWebSocket client = logIn("user@example.com");
    say(client, "{'type':'subscribe','topic':'a'}");
    hear(client);
    say(client, "{'type':'message','topic':'a','data':1}");
    String connection = hear(client).replaceAll(".*'senderConnectionId':'([^']*)'.*", "$1");

    String path = "/api/connections/" + connection + "/disconnect";
    String admin = server.token("admin@example.com");
    assertThat(server.post(path, admin, json -> json.beginObject().endObject()).statusCode())
        .isEqualTo(200);
    assertThat(client.next().closeCode()).isEqualTo(1001);
  }

  @Test
  void presenceIsToldWithoutBeingAskedAgain() {
    RawWebSocket client = logIn("user@example.com");
    say(client, "{'type':'subscribe','topic':'room','presence':true}");

    assertThat(hear(client)).contains("subscribed");
    assertThat(hear(client)).contains("'snapshot':true,'joins':[]");
    assertThat(hear(client)).contains("'joins':[{'userId':'" + JOHN + "','name':'John Doe',");
  }

  @Test
  void whatIsPublishedInABatchIsHeardByAllInItsOrder() {
    List<RawWebSocket> hearers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      RawWebSocket hearer = logIn("jane@example.com");
      say(hearer, "{'type':'subscribe','topics':['batch.*','notifications.batch']}");
      assertThat(hear(hearer)).contains("subscribed");
      assertThat(hear(hearer)).contains("subscribed");
      hearers.add(hearer);
    }

    assertThat(
            publish(
                    "{'messages':[{'topic':'notifications.batch','data':1},"
                        + "{'topic':'batch.a','data':2},{'topic':'notifications.batch','data':3}]}")
                .statusCode())
        .isEqualTo(200);

    for (RawWebSocket hearer : hearers) {
      assertThat(hear(hearer)).contains("'data':1");
      assertThat(hear(hearer)).contains("'data':2");
      assertThat(hear(hearer)).contains("'data':3");
    }
  }

  @Test
  void whoWasAnsweredReadsTheHistoryWhereverItAsks() {
    String token = server.token("user@example.com");
    int rounds = server.hasOthers() ? 25 : 2;
    for (int i = 0; i < rounds; i++) {
      String answer = publish("{'topic':'notifications.read','data':'d%d.'}".formatted(i)).body();
      String offset = answer.replaceAll(".*\"offset\":\"([^\"]*)\".*", "$1");

      assertThat(server.get("/api/topics/history?topic=notifications.read&limit=1", token).body())
          .contains("\"d" + i + ".\"", offset);
      RawWebSocket client = logIn("user@example.com");
      say(client, "{'type':'subscribe','topic':'notifications.read','since':'" + offset + "'}");
      assertThat(hear(client)).contains("'recovered':true");
    }
  }

  private HttpResponse<String> publish(String body) {
    return server.send(
        server
            .request("/api/topics/publish", server.token("user@example.com"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  @Test
  void withoutWebSocketsThePathIs404AndHttpRuns() {
    use(Map.of("WEBSOCKET_ENABLED", "false"));
    RawWebSocket client = RawWebSocket.dial(server.address().getPort());
    clients.add(client);
    client.handshake("/ws");

    assertThat(client.status()).isEqualTo(404);
    assertThat(server.get("/api/messages", server.token("user@example.com")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void theDocumentedPolicyIsASetting() {
    use(Map.of("TOPICS_ACCESS_POLICY", "documented"));
    RawWebSocket client = logIn("user@example.com");
    say(client, "{'type':'subscribe','topic':'messages.user.123'}");

    assertThat(hear(client)).startsWith("{'type':'subscribed','topic':'messages.user.123'");
  }

  private void use(Map<String, String> settings) {
    server = TestServer.start(settings);
  }

  private RawWebSocket open(String path) {
    RawWebSocket client = RawWebSocket.open(server.address().getPort(), path);
    clients.add(client);
    return client;
  }

  private RawWebSocket logIn(String email) {
    return withToken(server.token(email));
  }

  private RawWebSocket withToken(String token) {
    RawWebSocket client = open("/ws");
    say(client, "{'type':'auth','token':'" + token + "'}");
    assertThat(hear(client)).contains("auth_success");
    return client;
  }

  private HttpResponse<String> createMessage(String connection) {
    byte[] body =
        Json.bytes(json ->
            json.beginObject()
                .field("content", "Hello!")
                .field("recipientId", "somebody-else")
                .endObject());
    return server.send(
        server
            .request("/api/messages", server.token("user@example.com"))
            .header("Content-Type", "application/json")
            .header("X-Connection-Id", connection)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  private static void say(RawWebSocket client, String frame) {
    client.send(frame.replace('\'', '"'));
  }

  private static String hear(RawWebSocket client) {
    return client.nextText().replace('"', '\'');
  }
}
