package dev.carillon.api.chat;

import static dev.carillon.api.chat.ChatClient.gists;
import static dev.carillon.api.chat.ChatClient.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.chat.ChatClient.Heard;
import dev.carillon.chat.SendMessage;
import dev.carillon.chat.UpdateChannel;
import dev.carillon.chat.UpdateWorkspace;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Section 3.4 of the contract: the topic of a workspace. */
class WorkspaceTest {
  private final ChatApiWorld world = new ChatApiWorld();
  private final String topic = "workspace:" + world.workspace;
  private final ChatClient john = world.connect("john").inWorkspace();
  private final ChatClient jane = world.connect("jane").inWorkspace();
  private final ChatClient guest = world.connect("guest").inWorkspace();

  @Test
  void aJoinGetsTheWorkspaceThenItsStateThenWhoIsThere() {
    world.send("jane", "unread");
    List<Heard> heard = world.connect("john").hears(topic, "phx_join", "{}");

    assertThat(gists(heard)).containsExactly("phx_reply ok", "workspace_state", "presence_state");
    JsonNode reply = heard.getFirst().response();
    assertThat(reply.get("workspace").get("name").asString()).isEqualTo("Acme");
    assertThat(reply.get("user").get("id").asString()).isEqualTo("john");
    JsonNode channels = heard.get(1).payload().get("channels");
    assertThat(channels.valueStream().map(one -> one.get("name").asString()))
        .containsExactly("general", "secret");
    assertThat(channels.get(0).get("unread_count").asInt()).isEqualTo(1);
    assertThat(heard.get(1).payload().has("online_users")).isTrue();
    assertThat(heard.get(2).payload().has("john")).isTrue();
  }

  @Test
  void strangersAreNotLetIn() {
    assertThat(world.connect("stranger").hears(topic, "phx_join", "{}").getFirst().payload())
        .isEqualTo(SeedExamples.json("03-join_error"));
    assertThat(
            world
                .connect("john")
                .hears("workspace:" + world.general, "phx_join", "{}")
                .getFirst()
                .payload())
        .isEqualTo(SeedExamples.json("03-join_error"));
  }

  @Test
  void aNewPublicChannelIsToldToAllButGuests() {
    Heard reply =
        only(
            john.hears(topic, "create_channel", "{'name':'random','description':'Anything'}"),
            "phx_reply ok");
    assertThat(reply.response().get("channel").get("name").asString()).isEqualTo("random");

    JsonNode created = only(jane.hears(), "channel_created").payload();
    assertThat(created.get("channel").get("description").asString()).isEqualTo("Anything");
    assertThat(guest.hears()).isEmpty();
  }

  @Test
  void aNewPrivateChannelIsToldToItsMembers() {
    List<Heard> heard = john.hears(topic, "create_channel", "{'name':'x','type':'private'}");

    assertThat(gists(heard)).contains("phx_reply ok", "channel_created");
    assertThat(jane.hears()).isEmpty();
  }

  @Test
  void whatIsWrongIsToldByReplyAndErrorEvent() {
    List<Heard> heard = john.hears(topic, "create_channel", "{'name':''}");
    assertThat(gists(heard)).containsExactly("phx_reply error", "error");
    assertThat(heard.get(1).payload().get("event").asString()).isEqualTo("create_channel");
    assertThat(heard.get(1).payload().get("errors").has("name")).isTrue();

    heard = john.hears(topic, "create_channel", "{'name':'general'}");
    assertThat(heard.get(1).payload().get("reason").asString()).isEqualTo("name_taken");
    assertThat(gists(john.hears(topic, "create_channel", "{'name':'y','type':'direct'}")))
        .containsExactly("phx_reply error", "error");
    assertThat(gists(john.hears(topic, "dance", "{}"))).containsExactly("phx_reply error");
  }

  @Test
  void joiningAndLeavingAChannelAreToldToItsMembersAndToOnesOwnDevices() {
    String random = world.channel("random", Channel.Type.PUBLIC);
    ChatClient phone = world.connect("john").inWorkspace();
    world.chat.channels().join("jane", random, world.clock.millis(), _ -> {});
    world.run();
    jane.hears();
    phone.hears();
    String payload = "{'channel_id':'" + random + "'}";
    Heard reply = only(john.hears(topic, "join_channel", payload), "phx_reply ok");
    assertThat(reply.response().get("channel").get("name").asString()).isEqualTo("random");
    assertThat(gists(phone.hears())).contains("channel_joined", "user_joined_channel");
    assertThat(gists(jane.hears())).containsExactly("user_joined_channel");

    assertThat(gists(john.hears(topic, "leave_channel", payload)))
        .containsExactly("phx_reply ok", "channel_left");
    assertThat(gists(phone.hears())).containsExactly("channel_left");
    assertThat(gists(jane.hears())).containsExactly("user_left_channel");
  }

  @Test
  void joiningAPrivateChannelOrOneElsewhereIsNotPossible() {
    assertThat(gists(jane.hears(topic, "join_channel", "{'channel_id':'" + world.secret + "'}")))
        .containsExactly("phx_reply error", "error");
    assertThat(gists(jane.hears(topic, "join_channel", "{'channel_id':'nonsense'}")))
        .containsExactly("phx_reply error", "error");
    assertThat(gists(guest.hears(topic, "join_channel", "{'channel_id':'" + world.general + "'}")))
        .containsExactly("phx_reply error", "error");
  }

  @Test
  void newMessagesAreNotifiedToMembersOfTheirChannelAlone() {
    john.hears();
    world
        .chat
        .messages()
        .send(SendMessage.text(world.secret, "owner", "psst"), world.clock.millis(), _ -> {});
    JsonNode note = only(john.hears(), "new_message_notification").payload();

    assertThat(note.get("channel_id").asString()).isEqualTo(world.secret);
    assertThat(note.get("user_id").asString()).isEqualTo("owner");
    assertThat(note.has("message_id")).isTrue();
    assertThat(jane.hears()).isEmpty();
    assertThat(guest.hears()).isEmpty();
  }

  @Test
  void whoBecomesAMemberIsNotifiedFromThenOn() {
    world.chat.channels().addMember("owner", world.secret, "jane", world.clock.millis(), _ -> {});
    assertThat(gists(jane.hears())).contains("channel_joined");
    SendMessage message = SendMessage.text(world.secret, "owner", "psst");
    world.chat.messages().send(message, world.clock.millis(), _ -> {});
    assertThat(gists(jane.hears())).containsExactly("new_message_notification");

    world
        .chat
        .channels()
        .removeMember("owner", world.secret, "jane", world.clock.millis(), _ -> {});
    world.chat.messages().send(message, world.clock.millis(), _ -> {});
    assertThat(gists(jane.hears())).containsExactly("channel_left");
  }

  @Test
  void changesOfChannelsAndOfTheWorkspaceAreTold() {
    UpdateChannel change = new UpdateChannel("chatter", null, null, null);
    world.chat.channels().update("owner", world.general, change, world.clock.millis(), _ -> {});
    world.chat.channels().archive("owner", world.general, world.clock.millis(), _ -> {});
    UpdateWorkspace renamed = new UpdateWorkspace("Acme Inc", null, null, null);
    world
        .chat
        .workspaces()
        .update("owner", world.workspace, renamed, world.clock.millis(), _ -> {});

    assertThat(gists(jane.hears()))
        .containsExactly("channel_updated", "channel_deleted", "workspace_updated");
    assertThat(gists(guest.hears())).containsExactly("workspace_updated");
  }

  @Test
  void comingAndGoingMembersAreToldAndPutOut() {
    world.enter("stranger", Role.MEMBER);
    assertThat(gists(jane.hears())).containsExactly("member_added");

    world
        .chat
        .workspaces()
        .removeMember("owner", world.workspace, "jane", world.clock.millis(), _ -> {});
    assertThat(gists(john.hears())).contains("member_removed");
    assertThat(gists(jane.hears())).contains("access_revoked", "phx_close");
  }

  @Test
  void whatHappensAfterAMemberWasPutOutDoesNotReachHer() {
    world
        .chat
        .workspaces()
        .removeMember("owner", world.workspace, "jane", world.clock.millis(), _ -> {});
    world.channel("afterwards", Channel.Type.PUBLIC);

    assertThat(gists(jane.hears()))
        .doesNotContain("channel_created")
        .endsWith("access_revoked", "phx_close");
  }

  @Test
  void theEndOfTheWorkspaceEndsAll() {
    ChatClient inside = world.connect("john").joined(world.general);
    world.chat.workspaces().delete("owner", world.workspace, world.clock.millis(), _ -> {});

    assertThat(gists(jane.hears())).contains("workspace_deleted", "access_revoked", "phx_close");
    assertThat(gists(inside.hears())).contains("access_revoked", "phx_close");
  }

  @Test
  void aStatusIsToldAndSeen() {
    assertThat(gists(john.hears(topic, "user_status_change", "{'status':'away'}")))
        .containsExactly("phx_reply ok", "user_status_change");
    JsonNode change = only(jane.hears(), "user_status_change").payload();
    assertThat(change.toString()).isEqualTo("{\"user_id\":\"john\",\"status\":\"away\"}");
    assertThat(gists(john.hears(topic, "user_status_change", "{'status':'drunk'}")))
        .containsExactly("phx_reply error", "error");
  }

  @Test
  void theWholeWorkspaceOnDemand() {
    List<Heard> heard = john.hears(topic, "get_workspace_info", "{}");
    assertThat(gists(heard)).containsExactly("phx_reply ok", "workspace_info");
    JsonNode info = heard.get(1).payload();

    assertThat(info.get("members").size()).isEqualTo(4);
    assertThat(info.get("channels").size()).isEqualTo(2);
    assertThat(info.get("unread_counts").get(world.general).asInt()).isZero();
    assertThat(info.has("online_users")).isTrue();
  }

  @Test
  void closedSocketsAreForgotten() {
    john.lost();
    jane.gone();
    guest.hears(topic, "phx_leave", "{}");
    world.pass(6_000);

    assertThat(world.api.presence().keys(Broadcasts.workspace(world.workspace))).isZero();
    assertThat(world.api.memberships().size()).isZero();
    assertThat(world.api.rooms().size()).isZero();
  }
}
