package dev.carillon.protocol.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pushes of one channel that are under way together, and what waits for them. */
class OverlapTest {
  private static final String OK = "'phx_reply',{'response':{},'status':'ok'}]";

  private final PhoenixWorld world = new PhoenixWorld();
  private final Rooms rooms = world.rooms;
  private final PhoenixClient client = world.connect().join("room:1", 1);

  private List<String> says(int ref, String event) {
    return client.hears("['1','%d','room:1','%s',{}]".formatted(ref, event));
  }

  @Test
  void pushesThatOverlapAreTakenBeforeTheFirstIsAnswered() {
    for (int ref = 2; ref < 5; ref++) {
      assertThat(says(ref, "overlap")).isEmpty();
    }
    assertThat(rooms.pushes).hasSize(3);

    rooms.pushes.forEach(Push::ok);

    assertThat(client.hears())
        .containsExactly(
            "['1','2','room:1'," + OK, "['1','3','room:1'," + OK, "['1','4','room:1'," + OK);
  }

  @Test
  void whatIsToBeDoneAfterOthersWaitsForTheLastOfThem() {
    assertThat(says(2, "after")).containsExactly("['1','2','room:1'," + OK);
    says(3, "overlap");
    says(4, "overlap");
    assertThat(says(5, "after")).isEmpty();
    assertThat(says(6, "echo")).isEmpty();

    rooms.pushes.getFirst().ok();
    assertThat(client.hears()).containsExactly("['1','3','room:1'," + OK);
    rooms.pushes.getLast().ok();
    assertThat(client.hears())
        .containsExactly(
            "['1','4','room:1'," + OK, "['1','5','room:1'," + OK, "['1','6','room:1'," + OK);
  }

  @Test
  void aPushThatOthersWaitForIsAnsweredFromAnotherThreadFirst() throws Exception {
    says(2, "overlap");
    says(3, "after");

    Thread.ofPlatform().start(() -> rooms.pushes.getFirst().ok()).join();

    assertThat(client.hears())
        .containsExactly("['1','2','room:1'," + OK, "['1','3','room:1'," + OK);
  }

  @Test
  void aLeaveThatWaitedForAnAnswerComesAfterWhatIsPushedBehindIt() {
    says(2, "overlap");
    assertThat(says(3, "phx_leave")).isEmpty();

    ChannelSocket channel = rooms.opened.getLast();
    List<String> before = new ArrayList<>();
    rooms
        .pushes
        .getFirst()
        .reply(
            "ok",
            Replies.EMPTY,
            () -> {
              // The loop has its turn.
              before.addAll(client.hears());
              channel.push("told", Replies.EMPTY);
            });

    assertThat(before).containsExactly("['1','2','room:1'," + OK);
    assertThat(client.hears())
        .startsWith("['1',null,'room:1','told',{}]", "['1','3','room:1'," + OK);
  }

  @Test
  void aBugInWhatIsDoneAfterOthersIsAnswered() {
    says(2, "overlap");
    says(3, "throw_after");
    rooms.pushes.getFirst().ok();

    assertThat(client.hears())
        .containsExactly(
            "['1','2','room:1'," + OK,
            "['1','3','room:1','phx_reply',{'response':{'reason':'internal'},'status':'error'}]");
    assertThat(world.incidents).hasSize(1);
  }

  @Test
  void aLeaveWaitsForWhatIsUnderWay() {
    says(2, "overlap");
    assertThat(says(3, "phx_leave")).isEmpty();

    rooms.pushes.getFirst().ok();

    assertThat(client.hears())
        .containsExactly(
            "['1','2','room:1'," + OK,
            "['1','3','room:1'," + OK,
            "['1','1','room:1','phx_close',{}]");
  }

  @Test
  void aJoinDoesNotWaitAndWhatWasUnderWayDoesNotDisturbIt() {
    says(2, "overlap");
    says(3, "after");
    assertThat(client.hears("['5','5','room:1','phx_join',{}]"))
        .contains("['5','5','room:1'," + OK);
    client.hears("['5','6','room:1','overlap',{}]");
    assertThat(client.hears("['5','7','room:1','after',{}]")).isEmpty();

    rooms.pushes.getFirst().ok();
    assertThat(client.hears()).containsExactly("['1','2','room:1'," + OK);
    rooms.pushes.getLast().ok();
    assertThat(client.hears())
        .containsExactly("['5','6','room:1'," + OK, "['5','7','room:1'," + OK);
  }

  @Test
  void notMoreThan64Overlap() {
    for (int ref = 2; ref < 70; ref++) {
      says(ref, "overlap");
    }
    assertThat(rooms.pushes).hasSize(65);

    rooms.pushes.getFirst().ok();
    client.hears();
    assertThat(rooms.pushes).hasSize(65);
    rooms.pushes.getLast().ok();
    client.hears();
    assertThat(rooms.pushes).hasSize(67);
  }

  @Test
  void onesThatAreNeverAnsweredTimeOut() {
    Duration limit = PhoenixSettings.DEFAULTS.answerTimeout();
    says(2, "overlap");
    says(3, "phx_leave");

    world.clock.advance(limit.minusMillis(1));
    client.tick();
    assertThat(client.hears()).isEmpty();
    world.clock.advanceMillis(1);
    assertThat(client.session.nextTickMillis()).isLessThanOrEqualTo(world.clock.millis());
    client.tick();

    assertThat(client.hears())
        .containsExactly(
            "['1','2','room:1','phx_reply',{'response':{'reason':'timeout'},'status':'error'}]",
            "['1','3','room:1'," + OK,
            "['1','1','room:1','phx_close',{}]");
    rooms.pushes.getFirst().ok();
    assertThat(client.hears()).isEmpty();
  }
}
