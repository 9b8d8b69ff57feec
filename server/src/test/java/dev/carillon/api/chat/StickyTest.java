package dev.carillon.api.chat;

import static dev.carillon.api.chat.ChatClient.gists;
import static dev.carillon.api.chat.ChatClient.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.chat.ChatClient.Heard;
import dev.carillon.chat.MessageRef;
import dev.carillon.chat.model.Message;
import dev.carillon.core.auth.Permissions;
import dev.carillon.core.auth.Principal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What became of the messages that a client shows while its connection was broken is told to it
 * when it comes back, although it keeps no numbers.
 */
class StickyTest {
  private final ChatApiWorld world = new ChatApiWorld();
  private final String topic = world.topic(world.general);
  private final Message shown = world.send("jane", "as it was");

  @Test
  void whatACutConnectionDidNotGetIsToldToTheNextOfItsToken() {
    cutAfterJoin("john");
    edit("as it is");
    world.send("jane", "new");
    say("jane", "send_message", "{'content':'reply','thread_id':'%s'}");
    say("jane", "add_reaction", "{'message_id':'%s','emoji':':+1:'}");

    List<Heard> heard = comesBack("john", "{}");

    assertThat(gists(heard))
        .startsWith(
            "phx_reply ok", "message_updated", "thread_reply", "reaction_added", "messages_loaded")
        .doesNotContain("new_message", "resync", "resumed");
    assertThat(only(heard, "message_updated").payload().get("message").get("content").asString())
        .isEqualTo("as it is");
  }

  @Test
  void aDeletionIsToldToo() {
    cutAfterJoin("john");
    say("jane", "delete_message", "{'message_id':'%s'}");

    assertThat(
            only(comesBack("john", "{}"), "message_deleted").payload().get("message_id").asString())
        .isEqualTo(shown.id());
  }

  @Test
  void ofTheNewMessagesThoseAreToldThatTheLatestDoNotShow() {
    cutAfterJoin("john");
    for (int i = 0; i < 52; i++) {
      world.send("jane", "new " + i);
    }

    List<String> told =
        comesBack("john", "{}").stream()
            .filter(heard -> heard.event().equals("new_message"))
            .map(heard -> heard.payload().get("message").get("content").asString())
            .toList();

    assertThat(told).containsExactly("new 0", "new 1");
  }

  @Test
  void nothingHappenedAndNothingIsTold() {
    cutAfterJoin("john");

    assertThat(gists(comesBack("john", "{}")))
        .containsExactly("phx_reply ok", "messages_loaded", "presence_state");
  }

  @Test
  void aSilentConnectionThatTheServerGaveUpWasCutToo() {
    ChatClient john = world.connect("john").joined(world.general);
    edit("while nobody listens");
    john.hears();
    john.timedOut();

    assertThat(gists(comesBack("john", "{}"))).contains("message_updated");
  }

  @Test
  void whoSaidGoodbyeStartsAnew() {
    ChatClient john = world.connect("john").joined(world.general);
    john.gone();
    edit("as it is");

    assertThat(gists(comesBack("john", "{}"))).doesNotContain("message_updated");
  }

  @Test
  void whoLeftTheChannelStartsAnew() {
    ChatClient john = world.connect("john").joined(world.general);
    john.hears(topic, "phx_leave", "{}");
    john.lost();
    edit("as it is");

    assertThat(gists(comesBack("john", "{}"))).doesNotContain("message_updated");
  }

  @Test
  void anotherTokenOfTheSameUserStartsAnew() {
    Principal john = world.principal("john");
    world.allow(
        "phone",
        new Principal(
            "john",
            john.name(),
            Set.of(),
            "jti-phone",
            john.issuedAtMillis(),
            john.expiresAtMillis(),
            Permissions.UNSTATED));
    cutAfterJoin("john");
    edit("as it is");

    assertThat(gists(comesBack("phone", "{}"))).doesNotContain("message_updated");
    assertThat(gists(comesBack("john", "{}"))).contains("message_updated");
  }

  @Test
  void aMinuteLaterItIsForgotten() {
    cutAfterJoin("john");
    cutAfterJoin("jane");
    edit("as it is");

    world.pass(59_999);
    assertThat(gists(comesBack("john", "{}"))).contains("message_updated");
    world.pass(1);
    assertThat(gists(comesBack("jane", "{}"))).doesNotContain("message_updated");
  }

  @Test
  void itIsToldOnceForEachCut() {
    cutAfterJoin("john");
    edit("first");
    ChatClient back = world.connect("john");
    assertThat(gists(back.hears(topic, "phx_join", "{}"))).contains("message_updated");
    assertThat(gists(comesBack("john", "{}"))).doesNotContain("message_updated");

    beat(back, 6_000);
    beat(back, 6_000);
    back.lost();
    edit("second");

    assertThat(only(comesBack("john", "{}"), "message_updated").payload().toString())
        .contains("second");
  }

  @Test
  void aReplayThatMayNotHaveArrivedIsToldAgain() {
    cutAfterJoin("john");
    edit("as it is");
    ChatClient back = world.connect("john");
    assertThat(gists(back.hears(topic, "phx_join", "{}"))).contains("message_updated");
    back.lost();

    assertThat(gists(comesBack("john", "{}"))).contains("message_updated");
  }

  @Test
  void twoWindowsOfOneTokenAreBothTold() {
    ChatClient one = world.connect("john").joined(world.general);
    ChatClient two = world.connect("john").joined(world.general);
    one.lost();
    two.lost();
    edit("as it is");

    assertThat(gists(comesBack("john", "{}"))).contains("message_updated");
    assertThat(gists(comesBack("john", "{}"))).contains("message_updated");
    assertThat(gists(comesBack("john", "{}"))).doesNotContain("message_updated");
  }

  @Test
  void whatCameBeforeALaterSignOfLifeIsNotToldAgain() {
    ChatClient john = world.connect("john").joined(world.general);
    edit("heard");
    beat(john, 6_000);
    beat(john, 6_000);
    edit("perhaps heard");
    john.lost();

    assertThat(only(comesBack("john", "{}"), "message_updated").payload().toString())
        .contains("perhaps heard");
  }

  @Test
  void whatWasSentIntoADeadConnectionIsToldAgain() {
    ChatClient john = world.connect("john").joined(world.general);
    beat(john, 6_000);
    edit("into the void");
    john.hears();
    world.clock.advanceMillis(35_000);
    john.timedOut();

    assertThat(gists(comesBack("john", "{}"))).contains("message_updated");
  }

  @Test
  void tooMuchIsAResync() {
    cutAfterJoin("john");
    for (int i = 0; i < 1_001; i++) {
      edit("edit " + i);
    }

    List<Heard> heard = comesBack("john", "{}");

    assertThat(gists(heard))
        .startsWith("phx_reply ok", "resync", "messages_loaded")
        .doesNotContain("message_updated");
    assertThat(only(heard, "resync").payload().get("reason").asString()).isEqualTo("too_many");
  }

  @Test
  void whoSaysWhatItWantsGetsThat() {
    for (String wish : List.of("{'sticky':false}", "{'history':10}")) {
      cutAfterJoin("john");
      edit("as it is, for " + wish.length());

      assertThat(gists(comesBack("john", wish))).doesNotContain("message_updated");
    }
    long seq = only(comesBack("john", "{}"), "messages_loaded").payload().get("last_seq").asLong();
    cutAfterJoin("john");
    edit("as it is now");

    assertThat(gists(comesBack("john", "{'last_seq':" + seq + "}")))
        .contains("message_updated", "resumed")
        .doesNotContain("messages_loaded");
    assertThat(gists(comesBack("john", "{}"))).doesNotContain("message_updated");
  }

  private void cutAfterJoin(String user) {
    world.connect(user).joined(world.general).lost();
  }

  private List<Heard> comesBack(String token, String payload) {
    return world.connect(token).hears(topic, "phx_join", payload);
  }

  /** Time passes, then the client hears all and shows that it lives. */
  private void beat(ChatClient client, long millis) {
    world.clock.advanceMillis(millis);
    client.hears("phoenix", "heartbeat", "{}");
  }

  private void edit(String content) {
    ChannelJoin.valueOf(
        world
            .chat
            .messages()
            .edit("jane", MessageRef.of(shown.id()), content, world.clock.millis(), _ -> {}));
  }

  private void say(String user, String event, String payload) {
    ChatClient client = world.connect(user).joined(world.general);
    Heard reply = only(client.hears(topic, event, payload.formatted(shown.id())), "phx_reply ok");
    assertThat(reply.topic()).isEqualTo(topic);
    client.gone();
  }
}
