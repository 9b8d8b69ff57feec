package dev.carillon.protocol.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.session.CloseReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the socket does on each stimulus: contract/phoenix.md table 1.3 and section 3.3. */
class ReactionsTest {
  private static final String UNMATCHED =
      "'phx_reply',{'response':{'reason':'unmatched topic'},'status':'error'}]";
  private static final String OK = "'phx_reply',{'response':{},'status':'ok'}]";
  private static final String WELCOME = "'welcome',{}]";

  private final PhoenixWorld world = new PhoenixWorld();
  private final PhoenixClient client = world.connect();

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "'x'", "[1]", "{},'more',7"})
  void aHeartbeatIsAnsweredWhateverItsPayload(String payload) {
    assertThat(client.hears("['9','8','phoenix','heartbeat'," + payload + "]"))
        .containsExactly("[null,'8','phoenix'," + OK);
  }

  @Test
  void anotherEventOnThePhoenixTopicIsUnmatched() {
    assertThat(client.hears("[null,'8','phoenix','phx_join',{}]"))
        .containsExactly("[null,'8','phoenix'," + UNMATCHED);
  }

  @Test
  void aJoinIsAnsweredBeforeWhatTheChannelPushes() {
    assertThat(client.hears("['3','3','room:1','phx_join',{'a':1}]"))
        .containsExactly("['3','3','room:1'," + OK, "['3',null,'room:1'," + WELCOME);
  }

  @Test
  void aRefusedJoinIsAnErrorAndNothingElse() {
    assertThat(client.hears("['3','3','room:1','phx_join',{'do':'refuse'}]"))
        .containsExactly(
            "['3','3','room:1','phx_reply',"
                + "{'response':{'reason':'unauthorized'},'status':'error'}]");
    assertThat(client.hears("['3','4','room:1','echo',{}]"))
        .containsExactly("[null,'4','room:1'," + UNMATCHED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"throw", "break"})
  void aJoinThatThrowsIsRefused(String how) {
    assertThat(client.hears("['3','3','room:1','phx_join',{'do':'" + how + "'}]"))
        .containsExactly(
            "['3','3','room:1','phx_reply',"
                + "{'response':{'reason':'join crashed'},'status':'error'}]");
    assertThat(world.incidents).hasSize(1);
    world.rooms.publish("room:1", "shout", "{}", 0);
    assertThat(client.hears()).isEmpty();
    assertThat(client.join("room:1", 4).hears("['4','5','room:1','echo',{}]")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hall:1", "room", "", "room:*", "Lobby"})
  void aJoinOfATopicWithoutChannelIsUnmatchedWithoutItsJoinRef(String topic) {
    assertThat(client.hears("['3','3','" + topic + "','phx_join',{}]"))
        .containsExactly("[null,'3','" + topic + "'," + UNMATCHED);
  }

  @Test
  void aTopicThatIsTooLongIsUnmatched() {
    String topic = "room:" + "x".repeat(251);

    assertThat(client.hears("['3','3','" + topic + "','phx_join',{}]"))
        .containsExactly("[null,'3','" + topic + "'," + UNMATCHED);
  }

  @Test
  void aTopicThatIsNoStringIsUnmatchedAndEchoed() {
    assertThat(client.hears("['3','3',12,'phx_join',{}]"))
        .containsExactly("[null,'3',12," + UNMATCHED);
    assertThat(client.hears("['3','3',null,'phx_join',{}]"))
        .containsExactly("[null,'3',null," + UNMATCHED);
  }

  @Test
  void aHundredChannelsAndNoMoreMayBeJoined() {
    for (int i = 0; i < 100; i++) {
      client.join("room:" + i, i);
    }

    assertThat(client.hears("['200','201','room:x','phx_join',{}]"))
        .containsExactly(
            "['200','201','room:x','phx_reply',"
                + "{'response':{'reason':'too many channels joined'},'status':'error'}]");
    assertThat(client.hears("['7','300','room:7','phx_leave',{}]")).hasSize(2);
    assertThat(client.hears("['200','202','room:x','phx_join',{}]")).hasSize(2);
  }

  @Test
  void aSecondJoinClosesTheOldChannelBeforeItIsAnswered() {
    client.join("room:1", 3);

    assertThat(client.hears("['5','5','room:1','phx_join',{}]"))
        .containsExactly(
            "['3','3','room:1','phx_close',{}]",
            "['5','5','room:1'," + OK,
            "['5',null,'room:1'," + WELCOME);
    assertThat(world.rooms.seen).endsWith("ended room:1 Replaced");
    world.rooms.publish("room:1", "shout", "{}", 0);
    assertThat(client.hears()).containsExactly("[null,null,'room:1','shout',{}]");
  }

  @Test
  void aSecondJoinWithTheSameJoinRefClosesNothingThatTheClientCouldTakeForTheNewOne() {
    client.join("room:1", 3);
    PhoenixClient plain = world.connectPlain();
    plain.hears("{'topic':'room:1','event':'phx_join','payload':{},'ref':''}");

    assertThat(client.hears("['3','4','room:1','phx_join',{}]"))
        .containsExactly("['3','4','room:1'," + OK, "['3',null,'room:1'," + WELCOME);
    assertThat(plain.hears("{'topic':'room:1','event':'phx_join','payload':{},'ref':''}"))
        .hasSize(2)
        .noneMatch(text -> text.contains("phx_close"));
  }

  @Test
  void aLeaveIsAnsweredThenTheChannelIsClosed() {
    client.join("room:1", 3);

    assertThat(client.hears("['3','9','room:1','phx_leave',{}]"))
        .containsExactly("['3','9','room:1'," + OK, "['3','3','room:1','phx_close',{}]");
    assertThat(world.rooms.seen).endsWith("ended room:1 Left");
    world.rooms.publish("room:1", "shout", "{}", 0);
    assertThat(client.hears("['3','10','room:1','echo',{}]"))
        .containsExactly("[null,'10','room:1'," + UNMATCHED);
  }

  @Test
  void aLeaveOfWhatIsNotJoinedIsFine() {
    assertThat(client.hears("['3','9','room:1','phx_leave',{}]"))
        .containsExactly("['3','9','room:1'," + OK);
  }

  @Test
  void joinLeaveAndJoinBackToBackAreAllAnswered() {
    assertThat(
            client.hearsAll(
                "['1','1','room:1','phx_join',{}]",
                "['1','2','room:1','phx_leave',{}]",
                "['3','3','room:1','phx_join',{}]"))
        .containsExactly(
            "['1','1','room:1'," + OK,
            "['1',null,'room:1'," + WELCOME,
            "['1','2','room:1'," + OK,
            "['1','1','room:1','phx_close',{}]",
            "['3','3','room:1'," + OK,
            "['3',null,'room:1'," + WELCOME);
  }

  @Test
  void aPushToATopicThatIsNotJoinedIsUnmatchedWithoutItsJoinRef() {
    assertThat(client.hears("['3','4','room:1','echo',{}]"))
        .containsExactly("[null,'4','room:1'," + UNMATCHED);
  }

  @Test
  void aPushOrLeaveOfAnEarlierJoinIsIgnored() {
    client.join("room:1", 5);

    assertThat(client.hears("['3','6','room:1','echo',{}]")).isEmpty();
    assertThat(client.hears("['3','7','room:1','phx_leave',{}]")).isEmpty();
    assertThat(client.hears("['5','8','room:1','echo',{}]")).hasSize(1);
  }

  @Test
  void aPushOrLeaveWithoutJoinRefIsAcceptedAndAnsweredWithTheChannels() {
    client.join("room:1", 5);

    assertThat(client.hears("[null,'6','room:1','echo',{'a':1}]"))
        .containsExactly("['5','6','room:1','phx_reply',{'response':{'a':1},'status':'ok'}]");
    assertThat(client.hears("[null,'7','room:1','phx_leave',{}]"))
        .containsExactly("['5','7','room:1'," + OK, "['5','5','room:1','phx_close',{}]");
  }

  @Test
  void aChannelJoinedWithoutJoinRefPushesWithTheJoinsRef() {
    assertThat(client.hears("[null,'5','room:1','phx_join',{}]"))
        .containsExactly("[null,'5','room:1'," + OK, "['5',null,'room:1'," + WELCOME);
    assertThat(client.hears("['5','6','room:1','echo',{}]")).isEmpty();
    assertThat(client.hears("[null,'7','room:1','echo',{}]"))
        .containsExactly("[null,'7','room:1'," + OK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dance", "phx_reply", "phx_close", "phx_error"})
  void anUnknownEventIsAnErrorAndTheChannelLivesOn(String event) {
    client.join("room:1", 3);

    assertThat(client.hears("['3','4','room:1','" + event + "',{}]"))
        .containsExactly(
            "['3','4','room:1','phx_reply',"
                + "{'response':{'reason':'unknown_event'},'status':'error'}]");
    assertThat(client.hears("['3','5','room:1','echo',{}]")).hasSize(1);
  }

  @Test
  void aFailureOfThePushIsAnErrorAndTheChannelLivesOn() {
    client.join("room:1", 3);

    assertThat(client.hears("['3','4','room:1','throw',{}]"))
        .containsExactly(
            "['3','4','room:1','phx_reply',"
                + "{'response':{'reason':'internal'},'status':'error'}]");
    assertThat(world.incidents).hasSize(1);
    assertThat(client.hears("['3','5','room:1','echo',{}]")).hasSize(1);
  }

  @Test
  void aPayloadThatLacksSomethingIsAnErrorOfTheClient() {
    String invalid =
        "{'response':{'reason':'invalid','message':'what is required'},'status':'error'}]";

    assertThat(client.hears("['2','2','room:2','phx_join',{'do':'need'}]"))
        .containsExactly("['2','2','room:2','phx_reply'," + invalid);
    client.join("room:1", 3);
    assertThat(client.hears("['3','4','room:1','need',{}]"))
        .containsExactly("['3','4','room:1','phx_reply'," + invalid);
    assertThat(world.incidents).isEmpty();
  }

  @Test
  void whatAnOpeningTookIsTakenBackWhenItFails() {
    client.hears("['3','3','room:1','phx_join',{'do':'break'}]");

    assertThat(world.rooms.seen).endsWith("taken back");
    assertThat(world.hub.shard(world.loop).size()).isEqualTo(1);
  }

  @Test
  void aSocketIsTickedWhenItsApiOrItsChannelsNeedIt() {
    assertThat(client.session.nextTickMillis()).isEqualTo(5_000);
    client.join("room:1", 1);
    assertThat(client.session.nextTickMillis()).isEqualTo(4_000);
    client.hears("['1','2','room:1','wait',{}]");
    assertThat(client.session.nextTickMillis()).isZero();
  }

  @Test
  void aFailureOfATickEndsTheChannelWithAnError() {
    client.join("room:1", 3);
    world.rooms.seen.add("break ticks");

    client.tick();

    assertThat(client.hears())
        .containsExactly("['3','3','room:1','phx_error',{'reason':'internal'}]");
    assertThat(world.incidents).hasSize(1);
  }

  @Test
  void aChannelThatClosesItselfAnswersFirst() {
    client.join("room:1", 3);

    assertThat(client.hears("['3','4','room:1','close',{}]"))
        .containsExactly("['3','4','room:1'," + OK, "['3','3','room:1','phx_close',{}]");
    assertThat(world.rooms.seen).endsWith("ended room:1 Closed");
  }

  @Test
  void aChannelThatCrashesSendsAnErrorAndLaterPushesAreUnmatched() {
    client.join("room:1", 3);

    assertThat(client.hears("['3','4','room:1','crash',{}]"))
        .containsExactly("['3','3','room:1','phx_error',{'reason':'channel_crash'}]");
    assertThat(client.hears("['3','5','room:1','echo',{}]"))
        .containsExactly("[null,'5','room:1'," + UNMATCHED);
    assertThat(world.rooms.seen).endsWith("ended room:1 Crashed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'text'", "null", "[1,2]", "17"})
  void aPayloadThatIsNoObjectIsPassedThrough(String payload) {
    assertThat(client.hears("['3','3','room:1','phx_join'," + payload + "]")).hasSize(2);

    String raw = payload.equals("null") ? "{}" : payload;
    assertThat(client.hears("['3','4','room:1','echo'," + payload + "]"))
        .containsExactly("['3','4','room:1','phx_reply',{'response':" + raw + ",'status':'ok'}]");
    assertThat(client.hears("['3','4','room:1','size'," + payload + "]"))
        .containsExactly("['3','4','room:1','phx_reply',{'response':0,'status':'ok'}]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "['1','2'", "nonsense", "['a','b','c','d',{}] x", "['1',,]", ""})
  void whatIsNoJsonEndsTheSocketWith1007Or1003(String text) {
    assertThat(client.hears(text)).isEmpty();

    assertThat(client.closeCode()).isIn(1003, 1007);
  }

  @Test
  void theReasonSaysWhereTheJsonBreaks() {
    client.hears("['1','2','room:1','x',{'a':}]");

    assertThat(client.closed()).isEqualTo(CloseReason.of(1007, "not JSON at line 1, column 28"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{'topic':'room:1','event':'x'}", "['1','2','room:1','x']", "['1','2','t',5,{}]"})
  void whatIsNoMessageEndsTheSocketWith1003(String text) {
    assertThat(client.hears(text)).isEmpty();

    assertThat(client.closeCode()).isEqualTo(1003);
  }

  @Test
  void aReferenceIsNotToBeStoredByTheMegabyte() {
    client.hears("['" + "1".repeat(256) + "','2','room:1','phx_join',{}]");

    assertThat(client.closeCode()).isEqualTo(1003);
  }

  @Test
  void pushesBehindAJoinAreAnsweredInTheirOrder() {
    assertThat(
            client.hearsAll(
                "['1','1','room:1','phx_join',{}]",
                "['1','2','room:1','echo',{'n':1}]",
                "['1','3','room:1','echo',{'n':2}]"))
        .containsExactly(
            "['1','1','room:1'," + OK,
            "['1',null,'room:1'," + WELCOME,
            "['1','2','room:1','phx_reply',{'response':{'n':1},'status':'ok'}]",
            "['1','3','room:1','phx_reply',{'response':{'n':2},'status':'ok'}]");
  }

  @Test
  void aBroadcastReachesAllAndABroadcastFromAllOthers() {
    PhoenixClient other = world.connect().join("room:1", 9);
    client.join("room:1", 3);

    client.hears("['3','4','room:1','shout',{'n':1}]");
    assertThat(other.hears()).containsExactly("[null,null,'room:1','shout',{'n':1}]");
    assertThat(client.hears("['3','5','room:1','shout_from',{'n':2}]"))
        .containsExactly("['3','5','room:1'," + OK);
    assertThat(other.hears()).containsExactly("[null,null,'room:1','shout',{'n':2}]");
  }

  @Test
  void thePublisherHearsItsOwnBroadcast() {
    client.join("room:1", 3);

    assertThat(client.hears("['3','4','room:1','shout',{'n':1}]"))
        .containsExactlyInAnyOrder(
            "['3','4','room:1'," + OK, "[null,null,'room:1','shout',{'n':1}]");
  }

  @Test
  void aPushThatIsReleasedWithoutAnAnswerGetsNone() {
    client.join("room:1", 3);

    assertThat(client.hears("['3','4','room:1','silent',{}]")).isEmpty();
    assertThat(client.hears("['3','5','room:1','echo',{}]")).hasSize(1);
  }

  @Test
  void whoIsDisconnectedEndsAllChannels() {
    client.join("room:1", 3).join("lobby", 4);

    client.vanish(CloseReason.of(1006, "connection lost"));

    assertThat(world.rooms.seen)
        .containsExactlyInAnyOrder(
            "open nobody",
            "ended room:1 Disconnected",
            "ended lobby Disconnected",
            "end nobody 1006")
        .last()
        .isEqualTo("end nobody 1006");
    assertThat(world.hub.shard(world.loop).size()).isZero();
    assertThat(world.rooms.opened).noneMatch(ChannelSocket::isJoined);
  }

  @Test
  void refsOfAnyKindAreEchoedAsTheyCame() {
    for (String ref : List.of("'1'", "7", "1.50", "''", "null", "'\\u0031'")) {
      assertThat(client.hears("[null," + ref + ",'phoenix','heartbeat',{}]"))
          .containsExactly("[null," + ref + ",'phoenix'," + OK);
    }
  }
}
