package dev.carillon.protocol.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an API never answers holds up its topic for a while only. */
class AnswerTimeoutTest {
  private static final Duration LIMIT = PhoenixSettings.DEFAULTS.answerTimeout();
  private static final String OK = "'phx_reply',{'response':{},'status':'ok'}]";
  private static final String TIMEOUT =
      "'phx_reply',{'response':{'reason':'timeout'},'status':'error'}]";

  private final PhoenixWorld world = new PhoenixWorld();
  private final Rooms rooms = world.rooms;
  private final PhoenixClient client = world.connect();

  private List<String> hearsAfter(Duration time) {
    world.clock.advance(time);
    assertThat(client.session.nextTickMillis()).isLessThanOrEqualTo(world.clock.millis());
    client.tick();
    return client.hears();
  }

  @Test
  void aJoinThatIsNotAnsweredInTimeIsRefused() {
    client.hears("['1','1','room:1','phx_join',{'do':'wait'}]");

    assertThat(hearsAfter(LIMIT.minusMillis(1))).isEmpty();
    assertThat(rooms.joins.getFirst().isWanted()).isTrue();
    assertThat(hearsAfter(Duration.ofMillis(1))).containsExactly("['1','1','room:1'," + TIMEOUT);
    assertThat(rooms.joins.getFirst().isWanted()).isFalse();
  }

  @Test
  void aJoinThatIsAnsweredTooLateOpensNothing() {
    client.hears("['1','1','room:1','phx_join',{'do':'wait'}]");
    hearsAfter(LIMIT);

    rooms.accept(rooms.joins.getFirst());
    rooms.joins.getFirst().refuse(Replies.reason("late"));

    assertThat(client.hears()).isEmpty();
    assertThat(rooms.opened).isEmpty();
    assertThat(client.hears("['1','2','room:1','echo',{}]"))
        .containsExactly(
            "[null,'2','room:1','phx_reply',"
                + "{'response':{'reason':'unmatched topic'},'status':'error'}]");
  }

  @Test
  void aJoinThatTimesOutFreesItsPlaceForAnother() {
    PhoenixWorld small =
        new PhoenixWorld(new PhoenixSettings(1, 1 << 20, 256, 1 << 20, LIMIT, null));
    PhoenixClient alone = small.connect();
    alone.hears("['1','1','room:1','phx_join',{'do':'wait'}]");
    assertThat(alone.hears("['2','2','room:2','phx_join',{}]"))
        .containsExactly(
            "['2','2','room:2','phx_reply',"
                + "{'response':{'reason':'too many channels joined'},'status':'error'}]");

    small.clock.advance(LIMIT);
    alone.tick();

    assertThat(alone.hears("['3','3','room:2','phx_join',{}]")).contains("['3','3','room:2'," + OK);
  }

  @Test
  void whatWaitedForAJoinThatTimedOutHasItsTurn() {
    client.hears("['1','1','room:1','phx_join',{'do':'wait'}]");
    client.hears("['1','2','room:1','phx_leave',{}]");
    client.hears("['3','3','room:1','phx_join',{}]");

    assertThat(hearsAfter(LIMIT))
        .containsExactly(
            "['1','1','room:1'," + TIMEOUT,
            "['1','2','room:1'," + OK,
            "['3','3','room:1'," + OK,
            "['3',null,'room:1','welcome',{}]");
  }

  @Test
  void aPushThatIsNotAnsweredInTimeLetsTheNextOnePass() {
    client.join("room:1", 1);
    client.hears("['1','2','room:1','wait',{}]");
    client.hears("['1','3','room:1','echo',{}]");

    assertThat(hearsAfter(LIMIT.minusMillis(1))).isEmpty();
    assertThat(hearsAfter(Duration.ofMillis(1)))
        .containsExactly("['1','2','room:1'," + TIMEOUT, "['1','3','room:1'," + OK);
    rooms.pushes.getFirst().ok();
    assertThat(client.hears()).isEmpty();
  }

  @Test
  void theTimeOfAPushBeginsWithItsTurn() {
    client.join("room:1", 1);
    client.hears("['1','2','room:1','wait',{}]");
    client.hears("['1','3','room:1','wait',{}]");

    assertThat(hearsAfter(LIMIT)).containsExactly("['1','2','room:1'," + TIMEOUT);
    assertThat(hearsAfter(LIMIT.minusMillis(1))).isEmpty();
    assertThat(hearsAfter(Duration.ofMillis(1))).containsExactly("['1','3','room:1'," + TIMEOUT);
  }

  @Test
  void aPushThatWasReleasedMayTakeAsLongAsItLikes() {
    client.join("room:1", 1);
    client.hears("['1','2','room:1','wait',{}]");
    rooms.pushes.getFirst().release();

    world.clock.advance(LIMIT.multipliedBy(10));
    client.tick();
    assertThat(client.hears()).isEmpty();
    rooms.pushes.getFirst().ok();

    assertThat(client.hears()).containsExactly("['1','2','room:1'," + OK);
  }
}
