package dev.carillon.api.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.http.Method;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/messages}, and who hears of what it stores. */
class MessageRoutesTest {
  private final TopicsWorld world = new TopicsWorld();
  private final RestClient john = new RestClient(world, "john");
  private final RestClient jane = new RestClient(world, "jane");

  @Test
  void aCreatedMessageIsAnsweredAsContracted() {
    RestClient.Answer answer =
        john.post(
            "/api/messages",
            "{'content':'Hi \\'quoted\\' é','attachments':[{'n':1.50}],'metadata':{'a':1}}"
                .replace("\\'", ""));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.body().replaceAll("[0-9a-f-]{36}", "ID"))
        .isEqualTo(
            "{'success':true,'data':{'id':'ID','userId':'john','content':'Hi quoted é',"
                + "'attachments':[{'n':1.50}],'metadata':{'a':1},"
                + "'createdAt':'2025-11-11T12:00:00.000Z',"
                + "'updatedAt':'2025-11-11T12:00:00.000Z'}}");
  }

  @Test
  void aMessageToAllGoesToMessagesAndTheSendersFeed() {
    TopicsClient hearer = hearing("john", "messages", "messages.user.john", "messages.**");
    String id = john.create("{'content':'x'}");

    assertThat(hearer.hears())
        .satisfiesExactly(
            one ->
                assertThat(one)
                    .isEqualTo(
                        "{'type':'message','topic':'messages','eventType':'message.sent','data':"
                            + "{'id':'"
                            + id
                            + "','userId':'john','content':'x',"
                            + "'createdAt':'2025-11-11T12:00:00.000Z',"
                            + "'updatedAt':'2025-11-11T12:00:00.000Z'},"
                            + "'metadata':{'senderId':'john'},"
                            + "'timestamp':'2025-11-11T12:00:00.000Z','offset':'z-1'}"),
            two -> assertThat(two).contains("'topic':'messages.user.john'", id));
  }

  @Test
  void aDirectMessageReachesItsParticipantsAndAdminsOnly() {
    TopicsClient sender = hearing("john", "messages", "messages.user.john");
    TopicsClient recipient = hearing("jane", "messages", "messages.user.jane");
    TopicsClient other = hearing("jim", "messages", "**");
    TopicsClient admin = hearing("root", "messages");
    String id = john.create("{'content':'x','recipientId':'jane'}");

    assertThat(sender.hears()).hasSize(2).allMatch(text -> text.contains(id));
    assertThat(recipient.hears())
        .hasSize(2)
        .allMatch(text -> text.contains("'id':'" + id + "','userId':'john','recipientId':'jane'"));
    assertThat(other.hears()).isEmpty();
    assertThat(admin.hears()).hasSize(1);
  }

  @Test
  void underTheDocumentedPolicyEveryoneHearsDirectMessages() {
    TopicsWorld open =
        new TopicsWorld(TopicsSettings.DEFAULTS.withPolicy(AccessPolicy.documented()));
    TopicsClient other = open.connectAs("jim");
    other.hears("{'type':'subscribe','topics':['messages','messages.user.jane']}");
    new RestClient(open, "john").create("{'content':'x','recipientId':'jane'}");

    assertThat(other.hears()).hasSize(2);
  }

  @Test
  void aMessageToOneselfGoesToOneFeedOnce() {
    TopicsClient hearer = hearing("john", "messages.user.john");
    john.create("{'content':'x','recipientId':'john'}");

    assertThat(hearer.hears()).hasSize(1);
  }

  @Test
  void aChannelMessageGoesToItsChannel() {
    TopicsClient hearer = hearing("jane", "messages", "messages.channel.general");
    john.create("{'content':'x','channelId':'general'}");

    assertThat(hearer.hears())
        .hasSize(2)
        .allMatch(text -> text.contains("'channelId':'general'"))
        .anyMatch(text -> text.contains("'topic':'messages.channel.general'"));
  }

  @Test
  void theSendersConnectionIsNamedWhenItIsTheSenders() {
    TopicsClient hearer = hearing("john", "messages");
    TopicsClient foreign = hearing("jane");
    john.with("X-Connection-Id", hearer.connectionId()).create("{'content':'1'}");
    john.with("X-Connection-Id", foreign.connectionId()).create("{'content':'2'}");

    assertThat(hearer.hears())
        .satisfiesExactly(
            one -> assertThat(one).contains("'senderConnectionId':'" + hearer.connectionId()),
            two -> assertThat(two).doesNotContain("senderConnectionId"));
  }

  @Test
  void theSendersConnectionMayBeOnAnotherNode() {
    TopicsWorld other = new TopicsWorld();
    String connection = other.connectAs("john").connectionId();
    String foreign = other.connectAs("jane").connectionId();
    TopicsClient hearer = hearing("john", "messages");

    john.with("X-Connection-Id", connection).create("{'content':'1'}");
    for (String notHis : List.of(foreign, connection + "0", "conn-x", "-", "")) {
      john.with("X-Connection-Id", notHis).create("{'content':'2'}");
    }

    List<String> heard = hearer.hears();
    assertThat(heard.getFirst()).contains("'senderConnectionId':'" + connection + "'");
    assertThat(heard.subList(1, heard.size()))
        .hasSize(5)
        .noneMatch(text -> text.contains("senderConnectionId"));
  }

  @Test
  void anIdempotencyKeyStoresAndTellsOnce() {
    TopicsClient hearer = hearing("john", "messages");
    RestClient keyed = john.with("Idempotency-Key", "k1");
    RestClient.Answer first = keyed.post("/api/messages", "{'content':'x'}");
    RestClient.Answer again = keyed.post("/api/messages", "{'content':'x'}");

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(hearer.hears()).hasSize(1);
    assertThat(keyed.post("/api/messages", "{'content':'y'}").status()).isEqualTo(422);
    assertThat(jane.with("Idempotency-Key", "k1").post("/api/messages", "{'content':'y'}").status())
        .isEqualTo(201);
    assertThat(john.with("Idempotency-Key", " ").post("/api/messages", "{'content':'y'}").body())
        .contains("'field':'Idempotency-Key'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "content {}",
        "content {'content':''}",
        "content {'content':5}",
        "content {'content':null}",
        "content {'content':'\\ud800'}",
        "channelId {'content':'x','recipientId':'a','channelId':'b'}",
        "recipientId {'content':'x','recipientId':'a b'}",
        "recipientId {'content':'x','recipientId':''}",
        "recipientId {'content':'x','recipientId':7}",
        "channelId {'content':'x','channelId':'a.b'}",
        "channelId {'content':'x','channelId':'*'}",
        "attachments {'content':'x','attachments':{}}",
        "metadata {'content':'x','metadata':[]}",
      })
  void aBadBodyIs400WithTheField(String fieldAndBody) {
    int space = fieldAndBody.indexOf(' ');
    RestClient.Answer answer = john.post("/api/messages", fieldAndBody.substring(space + 1));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body())
        .startsWith("{'success':false,'error':{'code':'BAD_REQUEST'")
        .contains("'field':'" + fieldAndBody.substring(0, space) + "'");
  }

  @Test
  void contentHas1To4000Characters() {
    String emoji = "😀".repeat(4_000);
    assertThat(john.post("/api/messages", "{'content':'" + emoji + "'}").status()).isEqualTo(201);
    assertThat(john.post("/api/messages", "{'content':'" + emoji + "x'}").status()).isEqualTo(400);
  }

  @Test
  void withoutATokenItIs401() {
    RestClient nobody = new RestClient(world, "nope");
    assertThat(nobody.post("/api/messages", "{'content':'x'}").status()).isEqualTo(401);
    assertThat(nobody.get("/api/messages").status()).isEqualTo(401);
    assertThat(nobody.get("/api/messages/1").status()).isEqualTo(401);
  }

  @Test
  void theListIsNewestFirstAndPaged() {
    List<String> ids =
        List.of(
            john.create("{'content':'1'}"),
            john.create("{'content':'2','recipientId':'jim'}"),
            jane.create("{'content':'3'}"),
            jane.create("{'content':'4','channelId':'c'}"));

    RestClient.Answer first = john.get("/api/messages?limit=3");
    assertThat(idsIn(first.body())).containsExactly(ids.get(3), ids.get(2), ids.get(1));
    assertThat(first.body()).endsWith("'page':{'next':'" + ids.get(1) + "'}}");
    RestClient.Answer second = john.get("/api/messages?limit=3&before=" + ids.get(1));
    assertThat(idsIn(second.body())).containsExactly(ids.get(0));
    assertThat(second.body()).endsWith("'page':{'next':null}}");

    assertThat(idsIn(jane.get("/api/messages").body())).doesNotContain(ids.get(1)).hasSize(3);
    assertThat(idsIn(new RestClient(world, "root").get("/api/messages").body())).hasSize(4);
    assertThat(idsIn(jane.get("/api/messages?channelId=c").body())).containsExactly(ids.get(3));
    assertThat(idsIn(john.get("/api/messages?userId=jim").body())).containsExactly(ids.get(1));
    assertThat(john.get("/api/messages?limit=0").status()).isEqualTo(400);
  }

  @Test
  void aDirectMessageDoesNotExistForOthers() {
    String id = john.create("{'content':'x','recipientId':'jane'}");

    assertThat(jane.get("/api/messages/" + id).status()).isEqualTo(200);
    assertThat(new RestClient(world, "root").get("/api/messages/" + id).status()).isEqualTo(200);
    RestClient jim = new RestClient(world, "jim");
    assertThat(jim.get("/api/messages/" + id).status()).isEqualTo(404);
    assertThat(jim.send(Method.DELETE, "/api/messages/" + id, null).status()).isEqualTo(404);
    assertThat(jane.get("/api/messages/none").status()).isEqualTo(404);
  }

  @Test
  void theAuthorMayChangeAMessageAndItsReadersHear() {
    String id = john.create("{'content':'x','channelId':'c','attachments':[1]}");
    TopicsClient hearer = hearing("jane", "messages.channel.c");
    world.clock.advanceMillis(1_000);

    RestClient.Answer answer = john.send(Method.PATCH, "/api/messages/" + id, "{'content':'y'}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .contains(
            "'content':'y'",
            "'attachments':[1]",
            "'createdAt':'2025-11-11T12:00:00.000Z','updatedAt':'2025-11-11T12:00:01.000Z'");
    assertThat(hearer.hears())
        .singleElement()
        .asString()
        .contains("'eventType':'message.updated'", id, "'content':'y'");
    assertThat(jane.send(Method.PATCH, "/api/messages/" + id, "{'content':'z'}").status())
        .isEqualTo(403);
    assertThat(john.send(Method.PATCH, "/api/messages/" + id, "{}").status()).isEqualTo(400);
  }

  @Test
  void theAuthorMayDeleteAMessageAndItsReadersHear() {
    String id = john.create("{'content':'secret','channelId':'c'}");
    TopicsClient hearer = hearing("jane", "messages", "messages.channel.c");

    assertThat(jane.send(Method.DELETE, "/api/messages/" + id, null).status()).isEqualTo(403);
    assertThat(john.send(Method.DELETE, "/api/messages/" + id, null).body())
        .isEqualTo(
            "{'success':true,'data':{'id':'" + id + "','deletedAt':'2025-11-11T12:00:00.000Z'}}");
    assertThat(hearer.hears())
        .hasSize(2)
        .allMatch(text -> text.contains("'eventType':'message.deleted'"))
        .noneMatch(text -> text.contains("secret"));
    assertThat(john.get("/api/messages/" + id).status()).isEqualTo(404);
    assertThat(john.send(Method.DELETE, "/api/messages/" + id, null).status()).isEqualTo(404);
  }

  private TopicsClient hearing(String user, String... topics) {
    TopicsClient client = world.connectAs(user);
    for (String topic : topics) {
      client.hears("{'type':'subscribe','topic':'" + topic + "'}");
    }
    client.hears();
    return client;
  }

  private static List<String> idsIn(String body) {
    return Pattern.compile("'id':'([^']*)'")
        .matcher(body)
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}
