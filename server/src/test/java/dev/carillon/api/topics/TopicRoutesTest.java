package dev.carillon.api.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.limit.Rate;
import dev.carillon.core.session.CloseReason;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** {@code /api/topics} and {@code /api/connections}: the bullet "REST" of topics.md. */
class TopicRoutesTest {
  private final TopicsWorld world = new TopicsWorld();
  private final RestClient john = new RestClient(world, "john");
  private final RestClient root = new RestClient(world, "root");

  @Test
  void oneMessageIsPublished() {
    TopicsClient hearer = world.connectAs("jane");
    hearer.hears("{'type':'subscribe','topic':'messages.channel.x'}");

    RestClient.Answer answer =
        john.post(
            "/api/topics/publish",
            "{'topic':'messages.channel.x','data':{'n':1.500},'eventType':'e',"
                + "'metadata':{'a':1.0,'senderId':'forged'}}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo("{'success':true,'data':{'topic':'messages.channel.x','offset':'z-1'}}");
    assertThat(hearer.hears())
        .containsExactly(
            "{'type':'message','topic':'messages.channel.x','eventType':'e','data':{'n':1.500},"
                + "'metadata':{'a':1.0,'senderId':'john'},"
                + "'timestamp':'2025-11-11T12:00:00.000Z','offset':'z-1'}");
  }

  @Test
  void aBatchIsPublishedInItsOrder() {
    TopicsClient hearer = world.connectAs("jane");
    hearer.hears("{'type':'subscribe','topic':'**'}");

    assertThat(
            john.post(
                    "/api/topics/publish",
                    "{'messages':[{'topic':'a','data':1},{'topic':'notifications.x','data':null}]}")
                .body())
        .isEqualTo(
            "{'success':true,'data':[{'topic':'a','offset':null},"
                + "{'topic':'notifications.x','offset':'z-1'}]}");
    assertThat(hearer.gist())
        .satisfiesExactly(
            one -> assertThat(one).contains("'topic':'a'"),
            two -> assertThat(two).contains("'data':null"));
  }

  @Test
  void aBatchMayBeABareArray() {
    assertThat(john.post("/api/topics/publish", " [{'topic':'a','data':[1]}]").body())
        .isEqualTo("{'success':true,'data':[{'topic':'a','offset':null}]}");
    assertThat(john.post("/api/topics/publish", "[{'topic':'a','data':[1]}").status())
        .isEqualTo(400);
  }

  @Test
  void aBatchHasUpTo1000Messages() {
    String message = "{'topic':'a','data':1}";
    String thousand = String.join(",", Collections.nCopies(1_000, message));
    assertThat(batch(thousand).status()).isEqualTo(200);
    world.pass(2_000);
    assertThat(batch(thousand + "," + message).body()).contains("'field':'messages'");
    assertThat(batch("").status()).isEqualTo(400);
  }

  @Test
  void ofABadBatchNothingIsPublished() {
    TopicsClient hearer = world.connectAs("jane");
    hearer.hears("{'type':'subscribe','topic':'**'}");

    assertThat(batch("{'topic':'a','data':1},{'topic':'a..b','data':1}").body())
        .contains("'field':'messages[1].topic'");
    assertThat(batch("{'topic':'a','data':1},{'topic':'b'}").body())
        .contains("'field':'messages[1].data'");
    assertThat(batch("{'topic':'a','data':1},{'topic':'messages','data':1}").status())
        .isEqualTo(403);
    assertThat(hearer.hears()).isEmpty();
  }

  @Test
  void aPatternOrAMissingTopicIs400() {
    assertThat(john.post("/api/topics/publish", "{'topic':'a.*','data':1}").body())
        .contains("'field':'topic'");
    assertThat(john.post("/api/topics/publish", "{'data':1}").body()).contains("'field':'topic'");
    assertThat(john.post("/api/topics/publish", "{'topic':'a','data':1,'metadata':7}").body())
        .contains("'field':'metadata'");
  }

  @Test
  void theUsersRateIsTheSameOverHttp() {
    TopicsWorld slow =
        new TopicsWorld(
            TopicsSettings.DEFAULTS.withLimits(
                new TopicsSettings.Limits(10, 10, null, Rate.perSecond(1))));
    RestClient client = new RestClient(slow, "john");
    assertThat(client.post("/api/topics/publish", "{'topic':'a','data':1}").status())
        .isEqualTo(200);
    RestClient.Answer refused = client.post("/api/messages", "{'content':'x'}");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.headers().first("Retry-After")).hasValue("1");
  }

  @Test
  void eachMessageOfABatchCounts() {
    TopicsWorld slow =
        new TopicsWorld(
            TopicsSettings.DEFAULTS.withLimits(
                new TopicsSettings.Limits(10, 10, null, Rate.perSecond(3))));
    RestClient client = new RestClient(slow, "john");
    String two = "[{'topic':'a','data':1},{'topic':'a','data':2}]";
    TopicsClient hearer = slow.connectAs("jane");
    hearer.hears("{'type':'subscribe','topic':'a'}");

    assertThat(client.post("/api/topics/publish", two).status()).isEqualTo(200);
    assertThat(hearer.hears()).hasSize(2);
    RestClient.Answer refused = client.post("/api/topics/publish", two);

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.headers().first("Retry-After")).hasValue("1");
    assertThat(hearer.hears()).isEmpty();
    slow.pass(334);
    assertThat(client.post("/api/topics/publish", two).status()).isEqualTo(200);
  }

  @Test
  void theHistoryIsNewestFirstAndPaged() {
    for (int i = 1; i <= 3; i++) {
      john.post("/api/topics/publish", "{'topic':'messages.channel.x','data':" + i + "}");
    }

    RestClient.Answer first = john.get("/api/topics/history?topic=messages.channel.x&limit=2");
    assertThat(first.body())
        .startsWith(
            "{'success':true,'data':[{'type':'message','topic':'messages.channel.x',"
                + "'eventType':'message.sent','data':3,")
        .endsWith("'offset':'z-2'}],'page':{'next':'z-2'}}");
    assertThat(john.get("/api/topics/history?topic=messages.channel.x&before=z-2").body())
        .contains("'data':1")
        .doesNotContain("'data':2")
        .endsWith("'page':{'next':null}}");
  }

  @Test
  void theHistoryShowsWhatItsReaderMayHear() {
    john.create("{'content':'direct','recipientId':'jane'}");
    john.create("{'content':'open'}");
    RestClient jim = new RestClient(world, "jim");

    assertThat(jim.get("/api/topics/history?topic=messages").body())
        .contains("open")
        .doesNotContain("direct");
    assertThat(root.get("/api/topics/history?topic=messages").body()).contains("open", "direct");
    assertThat(jim.get("/api/topics/history?topic=messages.user.john").status()).isEqualTo(403);
    assertThat(jim.get("/api/topics/history?topic=messages.*").status()).isEqualTo(400);
    assertThat(jim.get("/api/topics/history").body()).contains("'field':'topic'");
    assertThat(jim.get("/api/topics/history?topic=a&before=x").body()).contains("'field':'before'");
    assertThat(jim.get("/api/topics/history?topic=without.history").body())
        .isEqualTo("{'success':true,'data':[],'page':{'next':null}}");
  }

  @Test
  void anAdminSeesActiveTopicsWithTheirSubscribers() {
    world.connectAs("john").hears("{'type':'subscribe','topics':['a','b.*']}");
    TopicsClient jane = world.connectAs("jane");
    jane.hears("{'type':'subscribe','topics':['a','c']}");
    jane.hears("{'type':'unsubscribe','topic':'c'}");

    assertThat(root.get("/api/topics").body())
        .isEqualTo(
            "{'success':true,'data':[{'topic':'a','subscribers':2},"
                + "{'topic':'b.*','subscribers':1}],'page':{'next':null}}");
    assertThat(john.get("/api/topics").status()).isEqualTo(403);
  }

  @Test
  void anAdminMayEndAConnection() {
    TopicsClient client = world.connectAs("jane");
    String path = "/api/connections/" + client.connectionId() + "/disconnect";

    assertThat(john.post(path, "{}").status()).isEqualTo(403);
    assertThat(client.closed()).isNull();
    assertThat(root.post(path, "{}").status()).isEqualTo(200);
    assertThat(client.closed()).isEqualTo(CloseReason.DISCONNECTED);
    assertThat(root.post("/api/connections/conn-x/disconnect", "{}").status()).isEqualTo(404);
  }

  private RestClient.Answer batch(String messages) {
    return john.post("/api/topics/publish", "{'messages':[" + messages + "]}");
  }
}
