package dev.carillon.protocol.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What waits for what while joins and pushes are answered later, and by other threads. */
class OrderTest {
  private static final Duration TIMEOUT = PhoenixSettings.DEFAULTS.answerTimeout();
  private static final String OK = "'phx_reply',{'response':{},'status':'ok'}]";

  private final PhoenixWorld world = new PhoenixWorld();
  private final Rooms rooms = world.rooms;
  private final PhoenixClient client = world.connect();

  @Test
  void aJoinInProgressDelaysNoOtherTopicAndNoHeartbeat() {
    client.join("room:2", 2);

    assertThat(client.hears("['1','1','room:1','phx_join',{'do':'wait'}]")).isEmpty();
    assertThat(client.hears("['2','3','room:2','echo',{}]"))
        .containsExactly("['2','3','room:2'," + OK);
    assertThat(client.hears("[null,'4','phoenix','heartbeat',{}]")).hasSize(1);
    assertThat(client.hears("['5','5','room:3','phx_join',{}]")).hasSize(2);
  }

  @Test
  void whatIsPushedBehindAJoinInProgressWaitsForIt() {
    client.hears("['1','1','room:1','phx_join',{'do':'wait'}]");
    assertThat(client.hears("['1','2','room:1','echo',{'n':2}]")).isEmpty();
    assertThat(client.hears("['1','3','room:1','tell',{'n':3}]")).isEmpty();

    rooms.accept(rooms.joins.getFirst());

    assertThat(client.hears())
        .containsExactly(
            "['1','1','room:1'," + OK,
            "['1',null,'room:1','welcome',{}]",
            "['1','2','room:1','phx_reply',{'response':{'n':2},'status':'ok'}]",
            "['1',null,'room:1','told',{'n':3}]");
  }

  @Test
  void whatWaitedForAJoinThatIsRefusedIsUnmatched() {
    client.hears("['1','1','room:1','phx_join',{'do':'wait'}]");
    client.hears("['1','2','room:1','echo',{}]");
    client.hears("['1','3','room:1','phx_leave',{}]");

    rooms.joins.getFirst().refuse(Replies.reason("unauthorized"));

    assertThat(client.hears())
        .containsExactly(
            "['1','1','room:1','phx_reply',"
                + "{'response':{'reason':'unauthorized'},'status':'error'}]",
            "[null,'2','room:1','phx_reply',"
                + "{'response':{'reason':'unmatched topic'},'status':'error'}]",
            "['1','3','room:1'," + OK);
  }

  @Test
  void aLeaveDuringAJoinIsHandledBehindIt() {
    client.hears("['1','1','room:1','phx_join',{'do':'wait'}]");
    assertThat(client.hears("['1','2','room:1','phx_leave',{}]")).isEmpty();

    rooms.accept(rooms.joins.getFirst());

    assertThat(client.hears())
        .containsExactly(
            "['1','1','room:1'," + OK,
            "['1',null,'room:1','welcome',{}]",
            "['1','2','room:1'," + OK,
            "['1','1','room:1','phx_close',{}]");
    assertThat(world.hub.shard(world.loop).size()).isEqualTo(1);
  }

  @Test
  void aJoinDuringAJoinIsHandledBehindIt() {
    client.hears("['1','1','room:1','phx_join',{'do':'wait'}]");
    client.hears("['1','2','room:1','phx_leave',{}]");
    client.hears("['3','3','room:1','phx_join',{}]");
    client.hears("['3','4','room:1','echo',{}]");
    client.hears("['5','5','room:1','phx_join',{}]");

    rooms.accept(rooms.joins.getFirst());

    assertThat(client.hears())
        .containsExactly(
            "['1','1','room:1'," + OK,
            "['1',null,'room:1','welcome',{}]",
            "['1','2','room:1'," + OK,
            "['1','1','room:1','phx_close',{}]",
            "['3','3','room:1'," + OK,
            "['3',null,'room:1','welcome',{}]",
            "['3','4','room:1'," + OK,
            "['3','3','room:1','phx_close',{}]",
            "['5','5','room:1'," + OK,
            "['5',null,'room:1','welcome',{}]");
  }

  @Test
  void pushesOfAChannelAreHandledOneAfterTheOther() {
    client.join("room:1", 1);
    client.hears("['1','2','room:1','wait',{}]");
    client.hears("['1','3','room:1','echo',{'n':3}]");
    client.hears("['1','4','room:1','phx_leave',{}]");
    assertThat(rooms.seen).doesNotContain("echo");

    rooms.pushes.getFirst().ok();

    assertThat(client.hears())
        .containsExactly(
            "['1','2','room:1'," + OK,
            "['1','3','room:1','phx_reply',{'response':{'n':3},'status':'ok'}]",
            "['1','4','room:1'," + OK,
            "['1','1','room:1','phx_close',{}]");
  }

  @Test
  void aPushInHandDelaysNoOtherChannel() {
    client.join("room:1", 1).join("room:2", 2);
    client.hears("['1','3','room:1','wait',{}]");

    assertThat(client.hears("['2','4','room:2','echo',{}]"))
        .containsExactly("['2','4','room:2'," + OK);
  }

  @Test
  void aPushThatIsReleasedLetsTheNextOnePassAndIsAnsweredLater() {
    client.join("room:1", 1);
    client.hears("['1','2','room:1','wait',{}]");
    client.hears("['1','3','room:1','echo',{}]");

    rooms.pushes.getFirst().release();
    assertThat(client.hears()).containsExactly("['1','3','room:1'," + OK);
    rooms.pushes.getFirst().ok();
    rooms.pushes.getFirst().error("second thoughts");

    assertThat(client.hears()).containsExactly("['1','2','room:1'," + OK);
  }

  @Test
  void aJoinDoesNotWaitForPushesOfTheChannelItReplaces() {
    client.join("room:1", 1);
    client.hears("['1','2','room:1','wait',{}]");
    client.hears("['1','3','room:1','echo',{}]");

    assertThat(client.hears("['5','5','room:1','phx_join',{}]"))
        .containsExactly(
            "[null,'3','room:1','phx_reply',"
                + "{'response':{'reason':'unmatched topic'},'status':'error'}]",
            "['1','1','room:1','phx_close',{}]",
            "['5','5','room:1'," + OK,
            "['5',null,'room:1','welcome',{}]");
    // The late answer is still told, and does not disturb the new channel.
    client.hears("['5','6','room:1','wait',{}]");
    rooms.pushes.getFirst().ok();
    assertThat(client.hears()).containsExactly("['1','2','room:1'," + OK);
    assertThat(client.hears("['5','7','room:1','echo',{}]")).isEmpty();
  }

  @Test
  void aReplyAndAPushFromAnotherThreadArriveBeforeWhatItPublishesThen() throws Exception {
    PhoenixClient other = world.connect().join("room:1", 9);
    client.join("room:1", 1);
    client.hears("['1','2','room:1','wait',{}]");
    ChannelSocket socket = rooms.opened.getLast();

    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              rooms.publish("room:1", "before", "{}", 0);
              rooms.pushes.getFirst().ok();
              socket.push("acknowledged", Replies.EMPTY);
              rooms.publish("room:1", "after", "{}", 0);
            });
    writer.join();

    assertThat(client.hears())
        .containsExactly(
            "[null,null,'room:1','before',{}]",
            "['1','2','room:1'," + OK,
            "['1',null,'room:1','acknowledged',{}]",
            "[null,null,'room:1','after',{}]");
    assertThat(other.hears())
        .containsExactly("[null,null,'room:1','before',{}]", "[null,null,'room:1','after',{}]");
  }

  @Test
  void whatTheLoopSendsDoesNotOvertakeWhatAnotherThreadSent() throws Exception {
    client.join("room:1", 1);
    client.hears("['1','2','room:1','wait',{}]");

    world.loop.run(() -> {
      Thread writer = Thread.ofPlatform().start(() -> rooms.pushes.getFirst().ok());
      try {
        writer.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      rooms.opened.getFirst().push("after", Replies.EMPTY);
    });

    assertThat(client.hears())
        .containsExactly("['1','2','room:1'," + OK, "['1',null,'room:1','after',{}]");
  }

  @Test
  void aBinaryAnswerFromAnotherThreadStaysBinary() throws Exception {
    client.join("room:1", 1);
    client.hears("['1','2','room:1','wait',{}]");

    Thread.ofPlatform()
        .start(() -> rooms.pushes.getFirst().replyBinary("ok", new byte[] {1}))
        .join();
    client.hears();

    assertThat(client.link.frames().getLast().isBinary()).isTrue();
    assertThat(client.link.frames().getLast().payload()).endsWith((byte) 1);
  }

  @Test
  void whatWaitsIsBounded() {
    PhoenixSettings settings = new PhoenixSettings(10, 1 << 20, 3, 1 << 20, TIMEOUT, null);
    PhoenixWorld small = new PhoenixWorld(settings);
    PhoenixClient busy = small.connect().join("room:1", 1);
    busy.hears("['1','2','room:1','wait',{}]");
    for (int i = 0; i < 3; i++) {
      assertThat(busy.hears("['1','3','room:1','echo',{}]")).isEmpty();
    }

    assertThat(busy.hears("['1','6','room:1','echo',{}]"))
        .containsExactly(
            "['1','6','room:1','phx_reply',"
                + "{'response':{'reason':'too_many_waiting'},'status':'error'}]");
    busy.hears("['1','7','room:1','phx_leave',{}]");
    assertThat(busy.closed()).isEqualTo(CloseReason.policy("too many messages wait for a channel"));
  }

  @Test
  void theBytesThatWaitForAllChannelsAreBounded() {
    PhoenixWorld small =
        new PhoenixWorld(new PhoenixSettings(10, 1 << 20, 100, 10_000, TIMEOUT, null));
    PhoenixClient busy = small.connect().join("room:1", 1).join("room:2", 2);
    String big = "{'x':'" + "x".repeat(4_000) + "'}";
    busy.hears("['1','3','room:1','wait',{}]");
    busy.hears("['2','4','room:2','wait',{}]");
    assertThat(busy.hears("['1','5','room:1','echo'," + big + "]")).isEmpty();
    assertThat(busy.hears("['2','6','room:2','echo'," + big + "]")).isEmpty();

    assertThat(busy.hears("['2','7','room:2','echo'," + big + "]"))
        .containsExactly(
            "['2','7','room:2','phx_reply',"
                + "{'response':{'reason':'too_many_waiting'},'status':'error'}]");
    small.rooms.pushes.forEach(Push::ok);
    assertThat(busy.hears()).hasSize(4);
    small.rooms.pushes.clear();
    busy.hears("['2','8','room:2','wait',{}]");
    assertThat(busy.hears("['2','9','room:2','echo'," + big + "]")).isEmpty();
  }

  @Test
  void aJoinWhoseSocketIsGoneOpensNothing() {
    client.hears("['1','1','room:1','phx_join',{'do':'wait'}]");
    Join<String> join = rooms.joins.getFirst();
    assertThat(join.isWanted()).isTrue();

    client.vanish(CloseReason.NORMAL);

    assertThat(join.isWanted()).isFalse();
    rooms.accept(join);
    world.loop.runTurn();
    assertThat(rooms.opened).isEmpty();
    assertThat(world.hub.shard(world.loop).size()).isZero();
  }

  @Test
  void anOpeningJoinsTheStreamWithoutAGap() {
    Topic topic = Topic.of(Rooms.SPACE, "log.1");
    rooms.publish("log.1", "said", "1", 0);
    List<Offset> offsets = new ArrayList<>();
    world.hub.newest(topic, null, 1, 0, _ -> true).forEach(e -> offsets.add(e.offset()));
    rooms.publish("log.1", "said", "2", 0);
    client.hears("['1','1','room:1','phx_join',{'do':'wait'}]");

    rooms
        .joins
        .getFirst()
        .accept(
            Payload.of("{'snapshot':1}".replace('\'', '"')),
            socket -> {
              socket
                  .recover(topic, socket.everything(), offsets.getFirst(), 0)
                  .missed()
                  .forEach(socket::push);
              return _ -> {};
            });
    rooms.publish("log.1", "said", "3", 0);

    assertThat(client.hears())
        .containsExactly(
            "['1','1','room:1','phx_reply',{'response':{'snapshot':1},'status':'ok'}]",
            "[null,null,'log.1','said',2]",
            "[null,null,'log.1','said',3]");
  }

  @Test
  void aChannelThatEndsItselfWhileItOpensIsAnsweredFirst() {
    client.hears("['1','1','room:1','phx_join',{'do':'wait'}]");

    rooms
        .joins
        .getFirst()
        .accept(
            Replies.EMPTY,
            socket -> {
              socket.close();
              return _ -> {};
            });

    assertThat(client.hears())
        .containsExactly("['1','1','room:1'," + OK, "['1','1','room:1','phx_close',{}]");
  }
}
