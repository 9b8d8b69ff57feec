package dev.carillon.api.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.limit.Rate;
import dev.carillon.core.session.CloseReason;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a connection may send, and what is left of it: the rows on limits of realtime.md section 5.
 */
class TopicsSessionTest {
  private final TopicsWorld world = new TopicsWorld();
  private final TopicsClient client = world.connect();

  @Test
  void tenBrokenMessagesInARowCloseWith1008() {
    for (int i = 0; i < 9; i++) {
      assertThat(client.gist("{broken"))
          .singleElement()
          .asString()
          .startsWith("{'type':'error','code':400,'message':'Invalid message format','details':{");
    }
    client.hears("{'type':'ping'}");
    for (int i = 0; i < 9; i++) {
      client.hears("{broken");
    }
    assertThat(client.closed()).isNull();

    assertThat(client.gist("{broken")).last().asString().contains("'code':429");
    assertThat(client.closed()).isEqualTo(CloseReason.TOO_MANY_BROKEN_MESSAGES);
  }

  @Test
  void badFieldsAreNotBrokenMessages() {
    for (int i = 0; i < 30; i++) {
      client.hears("{'type':'nope'}");
    }
    assertThat(client.closed()).isNull();
  }

  @Test
  void aBinaryMessageIs1003() {
    world.loops.getFirst().run(() -> client.session.receiveBinary(new byte[] {1}, 0, 1, 0));

    assertThat(client.closed()).isEqualTo(CloseReason.BINARY_NOT_ACCEPTED);
  }

  @Test
  void overTheMessageRateIs429WithRetryAfterAndTheMessageIsDropped() {
    for (int i = 0; i < 200; i++) {
      client.say("{'type':'ping'}");
    }
    assertThat(client.gist()).hasSize(200).containsOnly("{'type':'pong'}");

    assertThat(client.gist("{'type':'ping'}"))
        .containsExactly(
            "{'type':'error','code':429,'message':'Too many messages','details':{'retryAfter':1}}");
    world.pass(1_000);
    assertThat(client.gist("{'type':'ping'}")).containsExactly("{'type':'pong'}");
  }

  @Test
  void aBatchCountsByItsMessages() {
    String pings = "{'type':'ping'}" + ",{'type':'ping'}".repeat(249);

    List<String> answers = client.gist("[" + pings + "]");

    assertThat(answers).hasSize(250);
    assertThat(answers.subList(0, 200)).containsOnly("{'type':'pong'}");
    assertThat(answers.subList(200, 250)).allMatch(answer -> answer.contains("'code':429"));
  }

  @Test
  void allConnectionsOfAUserShareARate() {
    TopicsWorld shared =
        new TopicsWorld(
            TopicsSettings.DEFAULTS.withLimits(
                new TopicsSettings.Limits(10, 10, null, Rate.perSecond(10))));
    TopicsClient one = shared.connectAs("john");
    TopicsClient two = shared.connectAs("john");
    for (int i = 0; i < 5; i++) {
      assertThat(one.hears("{'type':'message','topic':'a','data':1}")).isEmpty();
      assertThat(two.hears("{'type':'message','topic':'a','data':1}")).isEmpty();
    }
    assertThat(two.gist("{'type':'message','topic':'a','data':1,'id':'m'}"))
        .containsExactly(
            "{'type':'error','code':429,'message':'Too many messages','details':{'retryAfter':1},"
                + "'id':'m'}");
    assertThat(shared.connectAs("jane").hears("{'type':'message','topic':'a','data':1}")).isEmpty();
  }

  @Test
  void sustainedAbuseOfTheRateCloses() {
    for (int i = 0; i < 1_199; i++) {
      client.say("{'type':'ping'}");
    }
    client.hears();
    assertThat(client.closed()).isNull();

    client.hears("{'type':'ping'}");
    assertThat(client.closed())
        .isEqualTo(CloseReason.policy("sustained abuse of the message rate"));
  }

  @Test
  void nothingOfAnEndedConnectionIsLeft() {
    client.hears("{'type':'auth','token':'john'}");
    client.hears("{'type':'subscribe','topics':['a','b.*'],'presence':false}");
    client.hears("{'type':'subscribe','topic':'c','presence':true}");
    client.vanish();

    assertThat(world.api.topics().list()).isEmpty();
    assertThat(world.hub.shard(world.loops.getFirst()).size()).isZero();
    assertThat(world.api.connections().find(_ -> true)).isEmpty();
  }
}
