package dev.carillon.api.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who hears what and when: the bullets of topics.md on topics, delivery and events. */
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
    assertThat(john.connectionId()).matches("conn-[0-9a-z]+-[0-9a-z]+-[0-9a-z]+");
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
  void whatIsPublishedHereIsNotCopiedToMessages() {
    john.hears("{'type':'subscribe','topic':'messages'}");
    jane.hears("{'type':'message','topic':'messages.channel.general','data':1}");

    assertThat(john.hears()).isEmpty();
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

  private static List<String> topicsOf(TopicsClient client) {
    return client.hears().stream()
        .filter(text -> text.startsWith("{'type':'message'"))
        .map(text -> text.replaceAll(".*?'topic':'([^']*)'.*", "$1"))
        .toList();
  }
}
