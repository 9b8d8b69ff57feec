package dev.carillon.api.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes beyond the document: the bullet "additions" of topics.md. */
class AdditionsTest {
  private final TopicsWorld world = new TopicsWorld();
  private final TopicsClient john = world.connectAs("john");
  private final TopicsClient jane = world.connectAs("jane");

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
}
