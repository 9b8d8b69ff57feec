package dev.carillon.api.chat;

import static dev.carillon.api.chat.ChatClient.gists;
import static dev.carillon.api.chat.ChatClient.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.chat.ChatApiWorld.Node;
import dev.carillon.api.chat.ChatClient.Heard;
import dev.carillon.chat.MemoryChatStore;
import dev.carillon.chat.MessageRef;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.testkit.TwoNodes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two nodes over one store: what happens on one is heard on the other. */
class ChatRelayTest {
  private final ChatStore store = new MemoryChatStore();
  private final TwoNodes nodes = new TwoNodes();
  private final ChatApiWorld origin = new ChatApiWorld(ChatApiSettings.DEFAULT, 1, store);
  private final ChatApiWorld here = node(nodes.first);
  private final ChatApiWorld there = node(nodes.second);
  private final String topic = here.topic(here.general);
  private final ChatClient john = here.connect("john").joined(here.general);
  private final ChatClient jane = there.connect("jane").joined(there.general);

  private ChatApiWorld node(TwoNodes.End end) {
    return new ChatApiWorld(origin, new Node(ChatApiSettings.DEFAULT, 1, store, end));
  }

  private List<String> heardThere() {
    there.run();
    return gists(jane.took());
  }

  @Test
  void aMessageIsHeardOnBothNodesInOneOrder() {
    john.hears(topic, "send_message", "{'content':'one','temp_id':'1'}");
    jane.hears(topic, "send_message", "{'content':'two','temp_id':'2'}");
    here.send("john", "three");

    here.run();
    there.run();
    List<String> first = contents(john.took());
    List<String> second = contents(jane.took());
    // Each had its own already, with the answer.
    assertThat(first).endsWith("two", "three");
    assertThat(second).endsWith("three");
  }

  private static List<String> contents(List<Heard> heard) {
    return heard.stream()
        .filter(one -> one.event().equals("new_message"))
        .map(one -> one.payload().get("message").get("content").asString())
        .toList();
  }

  @Test
  void whoIsTypingHereIsSeenThereUntilTheMessageComes() {
    john.hears(topic, "typing_start", "{}");
    assertThat(heardThere()).containsExactly("typing_start");

    there.send("john", "sent from another device");
    here.run();

    assertThat(heardThere()).contains("new_message", "typing_stop");
  }

  @Test
  void aReadMarkIsToldToTheUsersDevicesOnBothNodes() {
    ChatClient otherDevice = here.connect("jane").joined(here.general);
    String message = here.send("john", "hello").id();
    there.run();
    otherDevice.hears();

    jane.hears(topic, "mark_read", "{'message_id':'" + message + "'}");

    assertThat(gists(otherDevice.hears())).contains("message_read");
  }

  @Test
  void whoeverIsRemovedHereIsPutOutThere() {
    here.chat.channels().removeMember("owner", here.general, "jane", here.clock.millis(), _ -> {});

    assertThat(heardThere()).contains("access_revoked", "phx_close");
  }

  @Test
  void newsOfAWorkspaceReachTheOtherNode() {
    ChatClient open = there.connect("jane");
    open.hears("workspace:" + there.workspace, "phx_join", "{}");

    here.channel("plans", Channel.Type.PUBLIC);

    assertThat(gists(open.hears())).contains("channel_created");
  }

  @Test
  void whatAUserSendsHereCountsThere() {
    ChatClient otherDevice = there.connect("john").joined(there.general);
    for (int i = 0; i < 60; i++) {
      ChatClient device = i % 2 == 0 ? john : otherDevice;
      assertThat(gists(device.hears(topic, "send_message", "{'content':'x'}")))
          .doesNotContain("phx_reply error");
    }

    for (ChatClient device : List.of(john, otherDevice)) {
      assertThat(gists(device.hears(topic, "send_message", "{'content':'one too many'}")))
          .contains("phx_reply error");
    }
  }

  @Test
  void whatWasLostBetweenTheNodesIsReadFromTheStore() {
    ChatClient open = there.connect("jane");
    open.hears("workspace:" + there.workspace, "phx_join", "{}");
    nodes.cut();
    here.send("john", "one");
    here.send("john", "two");
    assertThat(heardThere()).isEmpty();

    nodes.mend();
    there.pass(2_000);

    assertThat(contents(jane.took())).containsExactly("one", "two");
    // News are not numbered: whoever has the workspace open begins anew.
    only(open.took(), "phx_error");
    here.send("john", "three");
    there.run();
    assertThat(contents(jane.took())).containsExactly("three");
  }

  @Test
  void whatWasLostIsFoundByTheNextThatComes() {
    nodes.cut();
    here.send("john", "one");
    assertThat(heardThere()).isEmpty();

    there.send("jane", "two");
    there.pass(300);

    assertThat(contents(jane.took())).containsExactly("one", "two");
  }

  @Test
  void aConnectionThatWasCutHereIsMadeGoodThere() {
    String message = here.send("owner", "as it was").id();
    here.connect("john").joined(here.general).lost();
    MessageRef shown = new MessageRef(here.general, message);
    here.chat.messages().edit("owner", shown, "as it is", here.clock.millis(), _ -> {});

    List<Heard> back = there.connect("john").hears(topic, "phx_join", "{}");
    List<Heard> again = here.connect("john").hears(topic, "phx_join", "{}");

    assertThat(gists(back)).contains("message_updated", "messages_loaded");
    assertThat(gists(again)).doesNotContain("message_updated");
  }
}
