package dev.carillon.api.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who hears what and when: the bullets of topics.md on topics, delivery, events and additions. */
class SubscriptionsTest {
  private final TopicsWorld world = new TopicsWorld();
  private final TopicsClient john = world.connectAs("john");
  private final TopicsClient jane = world.connectAs("jane");

  @Test
  void subscribingIsIdempotent() {
    String subscribe = "{'type':'subscribe','topic':'a.b'}";
    john.hears();
    assertThat(john.gist(subscribe)).containsExactly("{'type':'subscribed','topic':'a.b'}");
    assertThat(john.gist(subscribe)).containsExactly("{'type':'subscribed','topic':'a.b'}");

    jane.hears("{'type':'message','topic':'a.b','data':1}");
    assertThat(john.hears()).hasSize(1);
  }

  @Test
  void unsubscribingFromWhatIsUnknownIsFine() {
    john.hears();
    assertThat(john.gist("{'type':'unsubscribe','topic':'a.*'}"))
        .containsExactly("{'type':'unsubscribed','topic':'a.*'}");
  }

  @Test
  void theAcknowledgementPrecedesTheFirstDelivery() {
    john.hears();
    jane.say("{'type':'message','topic':'a','data':1}");
    john.say("{'type':'subscribe','topic':'a'}");
    jane.say("{'type':'message','topic':'a','data':2}");

    assertThat(john.gist().getFirst()).isEqualTo("{'type':'subscribed','topic':'a'}");
  }

  @Test
  void nothingComesAfterUnsubscribed() {
    john.hears("{'type':'subscribe','topic':'a'}");
    jane.say("{'type':'message','topic':'a','data':1}");
    jane.deliverWaiting();
    john.say("{'type':'unsubscribe','topic':'a'}");

    assertThat(john.gist()).last().isEqualTo("{'type':'unsubscribed','topic':'a'}");
    jane.hears("{'type':'message','topic':'a','data':2}");
    assertThat(john.hears()).isEmpty();
  }

  @Test
  void thePublisherGetsItsOwnEventWhenSubscribed() {
    john.hears("{'type':'subscribe','topic':'a'}");

    assertThat(john.hears("{'type':'message','topic':'a','data':{'x':1}}"))
        .containsExactly(
            "{'type':'message','topic':'a','eventType':'message.sent','data':{'x':1},"
                + "'metadata':{'senderId':'john','senderConnectionId':'"
                + john.connectionId()
                + "'},'timestamp':'2025-11-11T12:00:00.000Z'}");
    assertThat(john.connectionId()).matches("conn-[0-9a-z]+-[0-9a-z]+");
  }

  @Test
  void echoFalseKeepsItFromThePublisherAlone() {
    john.hears("{'type':'subscribe','topic':'a'}");
    jane.hears("{'type':'subscribe','topic':'a'}");

    String frame = "{'type':'message','topic':'a','data':1,'metadata':{'echo':false}}";
    assertThat(john.hears(frame)).isEmpty();
    assertThat(jane.hears())
        .singleElement()
        .asString()
        .contains("'metadata':{'echo':false,'sender");
  }

  @Test
  void successIsSilent() {
    john.hears();
    assertThat(john.hears("{'type':'message','topic':'a','data':1}")).isEmpty();
  }

  @Test
  void theClientsMetadataStandsAndTheServersWins() {
    jane.hears("{'type':'subscribe','topic':'a'}");
    john.hears(
        "{'type':'message','topic':'a','data':1,"
            + "'metadata':{'priority':'normal','senderId':'jane','n':1.50}}");

    assertThat(jane.hears().getFirst())
        .contains(
            "'metadata':{'priority':'normal','n':1.50,'senderId':'john','senderConnectionId':'"
                + john.connectionId()
                + "'}");
  }

  @Test
  void aClientMayNameItsEvent() {
    john.hears("{'type':'subscribe','topic':'a'}");

    assertThat(john.gist("{'type':'message','topic':'a','data':1,'eventType':'typing.started'}"))
        .singleElement()
        .asString()
        .contains("'eventType':'typing.started'");
  }

  @Test
  void wildcardsMatchAsDocumented() {
    TopicsClient root = world.connectAs("root");
    TopicsClient single = world.connectAs("root");
    TopicsClient multi = world.connectAs("root");
    single.hears("{'type':'subscribe','topic':'messages.user.*'}");
    multi.hears("{'type':'subscribe','topic':'messages.**'}");
    for (String topic :
        List.of(
            "messages.user.123",
            "messages.user.456",
            "messages.channel.general",
            "messages.user.123.replies",
            "message.user.123")) {
      root.hears("{'type':'message','topic':'" + topic + "','data':1}");
    }

    assertThat(topicsOf(single)).containsExactly("messages.user.123", "messages.user.456");
    assertThat(topicsOf(multi))
        .containsExactly(
            "messages.user.123",
            "messages.user.456",
            "messages.channel.general",
            "messages.user.123.replies");
  }

  @Test
  void oneDeliveryHoweverManyPatternsMatch() {
    john.hears("{'type':'subscribe','topics':['a.b','a.*','a.**','*.b','**']}");
    jane.hears("{'type':'message','topic':'a.b','data':1}");

    assertThat(john.hears()).hasSize(1);
  }

  @Test
  void aWildcardLeavesOutWhatItsHolderMayNotRead() {
    john.hears("{'type':'subscribe','topic':'messages.**'}");
    jane.hears("{'type':'message','topic':'messages.user.jane','data':1}");
    jane.hears("{'type':'message','topic':'messages.channel.general','data':1}");

    assertThat(topicsOf(john)).containsExactly("messages.channel.general");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "a.",
        ".a",
        "a..b",
        "a b",
        "a*",
        "*a",
        "***",
        "a.**.b",
        "**.a",
        "a/b",
        "é",
        "$sys",
        "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q",
      })
  void aTopicThatIsNoneIs400WithTheField(String topic) {
    john.hears();
    for (String type : List.of("subscribe", "unsubscribe", "message")) {
      String data = type.equals("message") ? ",'data':1" : "";
      assertThat(john.gist("{'type':'" + type + "','topic':'" + topic + "'" + data + "}"))
          .singleElement()
          .asString()
          .startsWith(
              "{'type':'error','code':400,'message':'Invalid message format',"
                  + "'details':{'field':'topic','issue':'");
    }
    assertThat(john.closed()).isNull();
  }

  @Test
  void aTopicMayHave255BytesAnd16Segments() {
    john.hears();
    String longest = "a".repeat(255);
    assertThat(john.gist("{'type':'subscribe','topic':'" + longest + "'}").getFirst())
        .contains("subscribed");
    assertThat(john.gist("{'type':'subscribe','topic':'" + longest + "a'}").getFirst())
        .contains("'code':400");
    assertThat(john.gist("{'type':'subscribe','topic':'" + "a.".repeat(15) + "A_:@-9'}").getFirst())
        .contains("subscribed");
  }

  @Test
  void aMessageGoesToNoPattern() {
    john.hears();
    for (String pattern : List.of("a.*", "**")) {
      assertThat(john.gist("{'type':'message','topic':'" + pattern + "','data':1}"))
          .singleElement()
          .asString()
          .contains("'code':400", "'field':'topic'", "without wildcards");
    }
  }

  @Test
  void whatIsForbiddenIs403WithTheTopic() {
    john.hears();
    String error =
        "{'type':'error','code':403,'message':'Permission denied',"
            + "'details':{'topic':'messages.user.jane'},'id':'r'}";
    assertThat(john.gist("{'type':'subscribe','topic':'messages.user.jane','id':'r'}"))
        .containsExactly(error);
    assertThat(john.gist("{'type':'message','topic':'messages.user.jane','data':1,'id':'r'}"))
        .containsExactly(error);
    assertThat(john.gist("{'type':'message','topic':'messages','data':1}").getFirst())
        .contains("'code':403");
    assertThat(john.gist("{'type':'message','topic':'system.x','data':1}").getFirst())
        .contains("'code':403");
  }

  @Test
  void anIdIsEchoedInEveryAnswer() {
    john.hears();
    assertThat(john.gist("{'type':'subscribe','topic':'a','id':'s1'}"))
        .containsExactly("{'type':'subscribed','topic':'a','id':'s1'}");
    assertThat(john.gist("{'type':'unsubscribe','topic':'a','id':2}"))
        .containsExactly("{'type':'unsubscribed','topic':'a','id':2}");
    assertThat(john.gist("{'type':'ping','id':3.0}")).containsExactly("{'type':'pong','id':3.0}");
    assertThat(john.gist("{'type':'subscribe','id':'bad'}"))
        .containsExactly(
            "{'type':'error','code':400,'message':'Invalid message format',"
                + "'details':{'field':'topic','issue':'required'},'id':'bad'}");
  }

  @Test
  void severalTopicsGetAnAnswerEach() {
    john.hears();
    assertThat(
            john.gist("{'type':'subscribe','topics':['a','messages.user.jane','b..c','d'],'id':1}"))
        .satisfiesExactly(
            one -> assertThat(one).isEqualTo("{'type':'subscribed','topic':'a','id':1}"),
            two -> assertThat(two).contains("'code':403", "messages.user.jane"),
            three -> assertThat(three).contains("'code':400", "b..c"),
            four -> assertThat(four).isEqualTo("{'type':'subscribed','topic':'d','id':1}"));
    assertThat(john.gist("{'type':'unsubscribe','topics':['a','d']}"))
        .containsExactly(
            "{'type':'unsubscribed','topic':'a'}", "{'type':'unsubscribed','topic':'d'}");
  }

  @Test
  void anAcknowledgedMessageTellsItsOffset() {
    john.hears();
    assertThat(john.gist("{'type':'message','topic':'a','data':1,'ack':true,'id':'m1'}"))
        .containsExactly("{'type':'published','topic':'a','id':'m1'}");
    assertThat(john.gist("{'type':'message','topic':'messages.channel.x','data':1,'ack':true}"))
        .containsExactly("{'type':'published','topic':'messages.channel.x','offset':'z-1'}");
  }

  @Test
  void aBroadcastOfATopicWithHistoryCarriesItsOffset() {
    john.hears("{'type':'subscribe','topics':['messages.channel.x','other']}");
    jane.hears("{'type':'message','topic':'messages.channel.x','data':1}");
    jane.hears("{'type':'message','topic':'other','data':1}");

    assertThat(john.hears())
        .satisfiesExactly(
            one -> assertThat(one).endsWith("Z','offset':'z-1'}"),
            two -> assertThat(two).doesNotContain("offset"));
  }

  @Test
  void sinceReplaysWhatCameAfterItAndGoesLive() {
    john.hears();
    publishToX(3);
    john.say("{'type':'subscribe','topic':'messages.channel.x','since':'z-1','id':'r'}");
    john.deliverWaiting();
    publishToX(1);

    assertThat(john.gist())
        .satisfiesExactly(
            ack ->
                assertThat(ack)
                    .isEqualTo(
                        "{'type':'subscribed','topic':'messages.channel.x','recovered':true,"
                            + "'id':'r'}"),
            two -> assertThat(two).endsWith("'offset':'z-2'}"),
            three -> assertThat(three).endsWith("'offset':'z-3'}"),
            live -> assertThat(live).endsWith("'offset':'z-4'}"));
  }

  @Test
  void whatCantBeReplayedIsSaid() {
    john.hears();
    publishToX(1);
    for (String since : List.of("garbage", "", "z-99", "y-1")) {
      assertThat(
              john.gist(
                  "{'type':'subscribe','topic':'messages.channel.x','since':'" + since + "'}"))
          .containsExactly("{'type':'subscribed','topic':'messages.channel.x','recovered':false}");
    }
    assertThat(john.gist("{'type':'subscribe','topic':'no.history','since':'z-1'}"))
        .containsExactly("{'type':'subscribed','topic':'no.history','recovered':false}");
    publishToX(1);
    assertThat(john.gist()).singleElement().asString().endsWith("'offset':'z-2'}");
  }

  @Test
  void aReplayLeavesOutWhatItsReaderMayNotRead() {
    john.hears();
    jane.hears("{'type':'message','topic':'messages.user.jane','data':1}");
    jane.hears("{'type':'message','topic':'messages.channel.x','data':2}");

    assertThat(john.gist("{'type':'subscribe','topic':'messages.**','since':'z-0'}"))
        .hasSize(2)
        .last()
        .asString()
        .contains("'topic':'messages.channel.x'");
  }

  @Test
  void aConnectionHasSoManySubscriptions() {
    TopicsSettings.Limits limits = new TopicsSettings.Limits(10, 2, null, null);
    TopicsWorld small = new TopicsWorld(TopicsSettings.DEFAULTS.withLimits(limits));
    TopicsClient client = small.connectAs("john");
    client.hears("{'type':'subscribe','topics':['a','b']}");

    assertThat(client.gist("{'type':'subscribe','topic':'c'}"))
        .containsExactly(
            "{'type':'error','code':429,'message':'Limit reached',"
                + "'details':{'topic':'c','limit':2}}");
    assertThat(client.gist("{'type':'subscribe','topic':'b'}"))
        .containsExactly("{'type':'subscribed','topic':'b'}");
    client.hears("{'type':'unsubscribe','topic':'a'}");
    assertThat(client.gist("{'type':'subscribe','topic':'c'}"))
        .containsExactly("{'type':'subscribed','topic':'c'}");
  }

  @Test
  void aClientMayAskForThePatternAsTopic() {
    TopicsClient opted = world.connect(0, Map.of("wildcardTopic", List.of("pattern")), List.of());
    opted.hears("{'type':'auth','token':'john'}");
    opted.hears("{'type':'subscribe','topics':['messages.**','plain']}");
    jane.hears("{'type':'message','topic':'messages.channel.x','data':1}");
    jane.hears("{'type':'message','topic':'plain','data':1}");

    assertThat(opted.hears())
        .satisfiesExactly(
            one ->
                assertThat(one)
                    .startsWith(
                        "{'type':'message','topic':'messages.**',"
                            + "'sourceTopic':'messages.channel.x','eventType':'message.sent'"),
            two -> assertThat(two).startsWith("{'type':'message','topic':'plain','eventType'"));
  }

  @Test
  void presenceTellsWhoIsThereAndWhoComesAndGoes() {
    john.hears();
    assertThat(john.gist("{'type':'subscribe','topic':'room.1','presence':true}"))
        .containsExactly(
            "{'type':'subscribed','topic':'room.1'}",
            "{'type':'presence','topic':'room.1','snapshot':true,'joins':[],'leaves':[]}");
    endOfWindow();
    String johnsCard = card("john", john);
    assertThat(john.gist())
        .containsExactly(
            "{'type':'presence','topic':'room.1','joins':[" + johnsCard + "],'leaves':[]}");

    jane.hears("{'type':'subscribe','topic':'room.1','presence':true}");
    endOfWindow();
    String janesCard = card("jane", jane);
    assertThat(john.gist())
        .containsExactly(
            "{'type':'presence','topic':'room.1','joins':[" + janesCard + "],'leaves':[]}");
    assertThat(jane.hears("{'type':'unsubscribe','topic':'room.1'}")).isNotEmpty();
    endOfWindow();
    assertThat(john.gist())
        .containsExactly(
            "{'type':'presence','topic':'room.1','joins':[],'leaves':[" + janesCard + "]}");
    assertThat(jane.hears()).isEmpty();
  }

  @Test
  void whoeverVanishesLeavesThePresence() {
    john.hears("{'type':'subscribe','topic':'room','presence':true}");
    jane.hears("{'type':'subscribe','topic':'room','presence':true}");
    endOfWindow();
    john.hears();
    String janesCard = card("jane", jane);
    jane.vanish();
    endOfWindow();

    assertThat(john.gist()).singleElement().asString().endsWith("'leaves':[" + janesCard + "]}");
  }

  @Test
  void presenceOfAPatternIsRefused() {
    john.hears();
    assertThat(john.gist("{'type':'subscribe','topic':'a.*','presence':true}"))
        .singleElement()
        .asString()
        .contains("'code':400", "'field':'presence'");
  }

  /** Order holds per connection, across topics and loops, and topics with and without history. */
  @Seeds(20)
  void everySubscriberHearsEachPublisherInTheOrderItSent(RandomGenerator random) {
    TopicsSettings free = TopicsSettings.DEFAULTS.withLimits(TopicsSettings.Limits.OFF);
    TopicsWorld wide = new TopicsWorld(free, 3);
    List<String> topics = List.of("a.1", "a.2", "b", "messages.channel.x", "messages.channel.y");
    List<TopicsClient> hearers =
        IntStream.range(0, 6).mapToObj(i -> wide.connectAs("john", i % 3)).toList();
    for (TopicsClient hearer : hearers) {
      hearer.hears("{'type':'subscribe','topics':['**','a.*','b']}");
    }
    List<TopicsClient> talkers =
        IntStream.range(0, 4).mapToObj(i -> wide.connectAs("jane", i % 3)).toList();
    int each = 150;
    for (int n = 0; n < each; n++) {
      for (int t = 0; t < talkers.size(); t++) {
        String topic = topics.get(random.nextInt(topics.size()));
        talkers
            .get(t)
            .say("{'type':'message','topic':'" + topic + "','data':" + (t * 1_000 + n) + "}");
        if (random.nextInt(8) == 0) {
          talkers.get(t).deliverWaiting();
        }
        if (random.nextInt(30) == 0) {
          wide.loops.get(random.nextInt(3)).runTurn();
        }
      }
    }
    Map<String, List<String>> orderOfTopic = new HashMap<>();
    for (TopicsClient hearer : hearers) {
      List<String> heard = hearer.hears();
      assertThat(heard).hasSize(each * talkers.size());
      Map<Integer, Integer> last = new HashMap<>();
      Map<String, List<String>> byTopic = new HashMap<>();
      for (String text : heard) {
        int data = Integer.parseInt(text.replaceAll(".*'data':(\\d+),.*", "$1"));
        int before = last.getOrDefault(data / 1_000, -1);
        assertThat(data % 1_000).isEqualTo(before + 1);
        last.put(data / 1_000, data % 1_000);
        String topic = text.replaceAll(".*'topic':'([^']*)'.*", "$1");
        byTopic.computeIfAbsent(topic, _ -> new ArrayList<>()).add(text);
      }
      byTopic.forEach((topic, order) ->
          assertThat(order).isEqualTo(orderOfTopic.computeIfAbsent(topic, _ -> order)));
    }
  }

  private void publishToX(int times) {
    for (int i = 0; i < times; i++) {
      jane.hears("{'type':'message','topic':'messages.channel.x','data':1}");
    }
  }

  private void endOfWindow() {
    world.api.flushPresence();
    world.run();
  }

  private static String card(String user, TopicsClient client) {
    return "{'userId':'"
        + user
        + "','name':'"
        + user
        + "','connectionId':'"
        + client.connectionId()
        + "'}";
  }

  private static List<String> topicsOf(TopicsClient client) {
    return client.hears().stream()
        .filter(text -> text.startsWith("{'type':'message'"))
        .map(text -> text.replaceAll(".*?'topic':'([^']*)'.*", "$1"))
        .toList();
  }
}
