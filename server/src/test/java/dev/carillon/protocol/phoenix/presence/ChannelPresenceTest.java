package dev.carillon.protocol.phoenix.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.core.bus.LocalBus;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.cluster.Alone;
import dev.carillon.core.hub.History;
import dev.carillon.core.hub.Hub;
import dev.carillon.core.hub.HubListener;
import dev.carillon.core.presence.Presence;
import dev.carillon.core.session.Admission;
import dev.carillon.core.session.CloseReason;
import dev.carillon.core.session.Handshake;
import dev.carillon.core.session.Session;
import dev.carillon.core.topic.Topic;
import dev.carillon.protocol.phoenix.Channel;
import dev.carillon.protocol.phoenix.ChannelSocket;
import dev.carillon.protocol.phoenix.Channels;
import dev.carillon.protocol.phoenix.Connect;
import dev.carillon.protocol.phoenix.Join;
import dev.carillon.protocol.phoenix.PhoenixEndpoint;
import dev.carillon.protocol.phoenix.PhoenixPorts;
import dev.carillon.protocol.phoenix.PhoenixSettings;
import dev.carillon.protocol.phoenix.Push;
import dev.carillon.protocol.phoenix.Replies;
import dev.carillon.testkit.FakeClock;
import dev.carillon.testkit.FakeLoop;
import dev.carillon.testkit.RecorderLink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ChannelPresenceTest {
  private static final long GRACE = 5_000;
  private static final long WINDOW = 75;
  private static final CloseReason LOST = CloseReason.of(1006, "connection lost");

  private final FakeClock clock = new FakeClock();
  private final FakeLoop loop = new FakeLoop();
  private final Hub hub =
      Hub.over(List.of(loop), new LocalBus(7), new History(List.of(), 0), HubListener.NONE);
  private final ChannelPresence presence =
      new ChannelPresence(
          hub,
          clock,
          "r",
          Duration.ofMillis(GRACE),
          new Presence.Sharing(new Alone(""), "test", Runnable::run));
  private final AtomicLong ids = new AtomicLong();
  private final PhoenixEndpoint endpoint =
      new PhoenixEndpoint(
          PhoenixSettings.DEFAULTS,
          new PhoenixPorts(hub, ids::incrementAndGet, clock::nanos, () -> "incident"),
          List.of(
              Channels.of("halls", _ -> new Connect.Accepted<>("")).route("hall:*", this::join)));

  private void join(Join<String> join) {
    join.accept(Replies.EMPTY, socket -> new Hall(socket, join.payload().string("as")));
  }

  /** A channel whose client is present under a key; {@code set} replaces its meta. */
  private final class Hall implements Channel {
    private final ChannelPresence.Tracked tracked;

    Hall(ChannelSocket socket, String key) {
      tracked = presence.track(socket, key, Payload.of("{\"v\":1}"));
    }

    @Override
    public void onPush(Push push) {
      if (push.event().equals("set")) {
        tracked.update(push.raw());
      } else {
        tracked.leave();
      }
      push.release();
    }
  }

  @Test
  void whoJoinsGetsTheStateWithItselfInItAndTheOthersADifference() {
    Client john = join("john");
    assertThat(john.hears())
        .containsExactly(
            "['1',null,'hall:1','presence_state',{'john':{'metas':[{'v':1,'phx_ref':'r1'}]}}]");
    windowEnds();
    john.hears();

    Client jane = join("jane");
    assertThat(jane.hears())
        .containsExactly(
            "['1',null,'hall:1','presence_state',"
                + "{'john':{'metas':[{'v':1,'phx_ref':'r1'}]},"
                + "'jane':{'metas':[{'v':1,'phx_ref':'r2'}]}}]");
    windowEnds();
    assertThat(john.hears())
        .containsExactly(
            "[null,null,'hall:1','presence_diff',"
                + "{'joins':{'jane':{'metas':[{'v':1,'phx_ref':'r2'}]}},'leaves':{}}]");
  }

  @Test
  void anUpdateIsOneDifferenceThatNamesThePreviousReference() {
    Client john = join("john");
    windowEnds();
    john.hears();

    john.says("['1','2','hall:1','set',{'v':2}]");
    john.says("['1','3','hall:1','set',{}]");
    windowEnds();

    assertThat(john.hears())
        .containsExactly(
            "[null,null,'hall:1','presence_diff',"
                + "{'joins':{'john':{'metas':[{'phx_ref':'r3','phx_ref_prev':'r1'}]}},"
                + "'leaves':{'john':{'metas':[{'v':1,'phx_ref':'r1'}]}}}]");
  }

  @Test
  void aKeyHasOneMetaForEachOfItsClients() {
    Client phone = join("john");
    Client laptop = join("john");
    windowEnds();
    phone.hears();
    laptop.hears();
    assertThat(presence.state(Topic.of("halls", "hall:1")).toString().replace('"', '\''))
        .isEqualTo("{'john':{'metas':[{'v':1,'phx_ref':'r1'},{'v':1,'phx_ref':'r2'}]}}");
    assertThat(presence.keys(Topic.of("halls", "hall:1"))).isEqualTo(1);

    laptop.says("['1','2','hall:1','phx_leave',{}]");
    windowEnds();

    assertThat(phone.hears())
        .containsExactly(
            "[null,null,'hall:1','presence_diff',"
                + "{'joins':{},'leaves':{'john':{'metas':[{'v':1,'phx_ref':'r2'}]}}}]");
    assertThat(laptop.hears()).noneMatch(text -> text.contains("presence"));
  }

  @Test
  void whoComesBackWithinTheGraceTimeIsNotMissed() {
    Client jane = join("jane");
    Client john = join("john");
    windowEnds();
    jane.hears();

    john.vanish();
    windowEnds();
    Client again = join("john");
    windowEnds();
    clock.advanceMillis(2 * GRACE);
    windowEnds();

    assertThat(jane.hears()).isEmpty();
    assertThat(again.hears())
        .first()
        .asString()
        .contains("'john':{'metas':[{'v':1,'phx_ref':'r2'}]}");
  }

  @Test
  void whoDoesNotComeBackLeavesAfterTheGraceTime() {
    Client jane = join("jane");
    Client john = join("john");
    windowEnds();
    jane.hears();

    john.vanish();
    clock.advanceMillis(GRACE - WINDOW - 1);
    windowEnds();
    assertThat(jane.hears()).isEmpty();
    clock.advanceMillis(1);
    windowEnds();

    assertThat(jane.hears()).hasSize(1).first().asString().contains("'leaves':{'john'");
  }

  @Test
  void aRejoinOnTheSameSocketIsNoLeave() {
    Client jane = join("jane");
    Client john = join("john");
    windowEnds();
    jane.hears();

    john.says("['9','9','hall:1','phx_join',{'as':'john'}]");
    windowEnds();
    clock.advanceMillis(2 * GRACE);
    windowEnds();

    assertThat(jane.hears()).isEmpty();
  }

  @Test
  void whoEndsItsPresenceStillHearsOfTheOthers() {
    Client john = join("john");
    john.says("['1','2','hall:1','leave',{}]");
    john.hears();

    join("jane");
    windowEnds();

    assertThat(john.hears()).hasSize(1).first().asString().contains("'joins':{'jane'");
  }

  @Test
  void keysThatJavaScriptObjectsInheritAreEscaped() {
    Client john = join("__proto__");
    assertThat(john.hears()).first().asString().contains("{'~__proto__':{'metas'");

    assertThat(List.of("constructor", "~a", "a~", "john").stream().map(PresenceJson::safeKey))
        .containsExactly("~constructor", "~~a", "a~", "john");
  }

  @Test
  void aMetaIsAnObject() {
    assertThatThrownBy(() -> PresenceJson.requireObject(Payload.of("[1]")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aReaderThatFallsBehindGetsAFreshStateOnceItReads() {
    Client john = join("john");
    windowEnds();
    john.hears();
    john.link.stall();
    john.link.setBacklogBytes(100_000);

    join("jane");
    windowEnds();
    assertThat(john.hears()).isEmpty();
    john.link.drain();
    loop.run(john.session::receiveWritable);

    assertThat(john.hears())
        .hasSize(1)
        .first()
        .asString()
        .contains("presence_state")
        .contains("'john'")
        .contains("'jane'");
  }

  @Test
  void aThousandWhoJoinCostEachMemberUnderAHundredFrames() {
    List<Client> members = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      members.add(join("user" + i));
      clock.advanceMillis(3);
      if (i % 25 == 24) {
        presence.flush();
        loop.runTurn();
      }
    }
    windowEnds();

    assertThat(members)
        .allSatisfy(member ->
            assertThat(member.link.texts().stream().filter(text -> text.contains("presence")))
                .hasSizeBetween(1, 99));
    String last = members.getLast().link.texts().getLast();
    assertThat(members.getFirst().link.texts().getLast()).isEqualTo(last);
    assertThat(presence.keys(Topic.of("halls", "hall:1"))).isEqualTo(1_000);
  }

  private void windowEnds() {
    clock.advanceMillis(WINDOW);
    presence.flush();
    loop.runTurn();
  }

  private Client join(String key) {
    Client client = new Client();
    client.says("['1','1','hall:1','phx_join',{'as':'" + key + "'}]");
    return client;
  }

  private final class Client {
    final RecorderLink link = new RecorderLink(loop);
    final Session session;

    Client() {
      Handshake handshake =
          new Handshake("/", Map.of("vsn", List.of("2.0.0")), Map.of(), List.of(), "127.0.0.1");
      session = ((Admission.Accepted) endpoint.admit(handshake)).session().apply(link);
      loop.run(session::receiveOpen);
    }

    void says(String frame) {
      byte[] utf8 = frame.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
      loop.run(() -> session.receiveText(utf8, 0, utf8.length, clock.nanos()));
    }

    /** What came, without the replies to joins. */
    List<String> hears() {
      loop.runTurn();
      return link.takeTexts().stream()
          .map(text -> text.replace('"', '\''))
          .filter(text -> !text.contains("'phx_reply'"))
          .toList();
    }

    void vanish() {
      loop.run(() -> session.receiveEnd(LOST));
    }
  }
}
