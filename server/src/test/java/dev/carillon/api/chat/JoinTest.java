package dev.carillon.api.chat;

import static dev.carillon.api.chat.ChatClient.gists;
import static dev.carillon.api.chat.ChatClient.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.chat.ChatClient.Heard;
import dev.carillon.chat.MemoryChatStore;
import dev.carillon.chat.MessageRef;
import dev.carillon.chat.model.Role;
import dev.carillon.core.auth.Permissions;
import dev.carillon.core.auth.Principal;
import dev.carillon.core.auth.Verification;
import dev.carillon.identity.Revocation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Section 3.1 of the contract, row by row. */
class JoinTest {
  private final ChatApiWorld world = new ChatApiWorld();
  private final String topic = world.topic(world.general);

  @Test
  void row2ABadTokenIsToldByTheJoinAndTheSocketIsClosedAfterAMinute() {
    ChatClient client = world.connect("forged");
    assertThat(client.hears(topic, "phx_join", "{}").getFirst().payload())
        .isEqualTo(SeedExamples.json("34-unauthorized"));
    assertThat(client.hears("workspace:" + world.workspace, "phx_join", "{}").getFirst().payload())
        .isEqualTo(SeedExamples.json("34-unauthorized"));

    assertThat(client.session.nextTickMillis()).isEqualTo(world.clock.millis() + 60_000);
    world.pass(59_000);
    assertThat(client.closeCode()).isZero();
    world.pass(1_000);
    assertThat(client.closeCode()).isEqualTo(4401);
  }

  @Test
  void row2NoTokenIsTreatedAsABadOne() {
    ChatClient client = world.connect(Map.of("vsn", List.of("2.0.0")), 0);

    assertThat(client.hears(topic, "phx_join", "{}").getFirst().payload())
        .isEqualTo(SeedExamples.json("34-unauthorized"));
  }

  @Test
  void row2JoinsThatComeWhileTheTokenIsCheckedWait() {
    ChatClient client = world.connect("john");
    client.say(topic, "phx_join", "{}");
    assertThat(client.took()).isEmpty();

    assertThat(gists(client.hears())).startsWith("phx_reply ok");
  }

  @Test
  void aTokenThatCanNotBeCheckedNowIsCheckedAgain() {
    world.tokens.put(
        "later", new Verification.Rejected(Verification.Reason.UNAVAILABLE, "no keys"));
    ChatClient client = world.connect("later");
    assertThat(client.hears(topic, "phx_join", "{}").getFirst().response().get("reason").asString())
        .isEqualTo("unavailable");

    world.allow("later", world.principal("john"));
    assertThat(gists(client.hears(topic, "phx_join", "{}"))).startsWith("phx_reply ok");
  }

  @Test
  void row3ATokenMayComeAsABearerOrAsASubprotocol() {
    ChatClient bearer = world.connect(Map.of("authorization", List.of("Bearer john")), List.of());
    ChatClient subprotocol =
        world.connect(Map.of(), List.of("phoenix", "base64url.bearer.phx.am9obg"));

    assertThat(gists(bearer.hears(topic, "phx_join", "{}"))).startsWith("phx_reply ok");
    assertThat(gists(subprotocol.hears(topic, "phx_join", "{}"))).startsWith("phx_reply ok");
  }

  @Test
  void row4AnExpiredTokenIsOfNoUse() {
    ChatClient john = world.connect("john").joined(world.general).inWorkspace();
    long warning = world.clock.millis() + ChatApiWorld.HOUR - 30_000;
    assertThat(john.session.nextTickMillis()).isEqualTo(warning);
    world.pass(ChatApiWorld.HOUR - 30_000);
    assertThat(john.session.nextTickMillis()).isEqualTo(warning + 90_000);
    Heard expiring = only(john.hears(), "token_expiring");
    assertThat(expiring.topic()).isEqualTo("workspace:" + world.workspace);
    assertThat(expiring.payload().get("expires_at").asString())
        .isEqualTo("2026-11-20T13:00:00.000Z");

    world.pass(30_000);
    assertThat(john.hears(topic, "send_message", "{'content':'x'}").getFirst().payload())
        .isEqualTo(SeedExamples.json("34-unauthorized"));

    world.pass(60_000);
    assertThat(gists(john.hears())).contains("phx_error");
    world.pass(500);
    assertThat(john.closeCode()).isEqualTo(4401);
  }

  @Test
  void aRevokedTokenEndsItsSockets() {
    ChatClient john = world.connect("john").joined(world.general);
    ChatClient jane = world.connect("jane").joined(world.general);
    world.api.revocations().revoked(new Revocation.OfUser("john", world.clock.millis()));

    assertThat(john.closeCode()).isEqualTo(4401);
    assertThat(jane.closeCode()).isZero();
  }

  @Test
  void row5TheUserIsTheTokens() {
    ChatClient john = world.connect("john");

    assertThat(john.hears(topic, "phx_join", "{'user_id':'jane'}").getFirst().payload())
        .isEqualTo(SeedExamples.json("03-join_error"));
    assertThat(john.hears(topic, "phx_join", "{'user_id':42}").getFirst().payload())
        .isEqualTo(SeedExamples.json("03-join_error"));
    assertThat(gists(john.hears(topic, "phx_join", "{'user_id':'john'}")))
        .startsWith("phx_reply ok");
  }

  @Test
  void row6NobodyLearnsWhetherAPrivateChannelExists() {
    ChatClient jane = world.connect("jane");
    String nothing = "channel:00000000-0000-7000-8000-000000000000";

    for (String id : List.of(world.topic(world.secret), nothing, "channel:x", "channel:")) {
      assertThat(jane.hears(id, "phx_join", "{}").getFirst().payload())
          .isEqualTo(SeedExamples.json("03-join_error"));
    }
    assertThat(
            jane.hears(
                    topic.toUpperCase(Locale.ROOT).replace("CHANNEL", "channel"), "phx_join", "{}")
                .getFirst()
                .payload())
        .isEqualTo(SeedExamples.json("03-join_error"));
  }

  @Test
  void row6AnArchivedChannelTakesNobodyNew() {
    world.chat.channels().archive("owner", world.general, world.clock.millis(), _ -> {});
    world.enter("stranger", Role.MEMBER);

    Heard reply = world.connect("stranger").hears(topic, "phx_join", "{}").getFirst();
    assertThat(reply.response().get("reason").asString()).isEqualTo("archived");
    assertThat(gists(world.connect("john").hears(topic, "phx_join", "{}")))
        .startsWith("phx_reply ok");
  }

  @Test
  void row6AnUnknownTopicIsPhoenixsAnswer() {
    Heard reply = world.connect("john").hears("room:1", "phx_join", "{}").getFirst();

    assertThat(reply.response().get("reason").asString()).isEqualTo("unmatched topic");
  }

  @Test
  void row7AMemberOfTheWorkspaceBecomesAMemberOfAPublicChannelOnce() {
    ChatClient john = world.connect("john").joined(world.general);
    world.enter("stranger", Role.MEMBER);
    ChatClient stranger = world.connect("stranger").joined(world.general);

    assertThat(only(john.hears(), "user_joined").payload().get("user").get("id").asString())
        .isEqualTo("stranger");
    stranger.hears(topic, "phx_leave", "{}");
    stranger.joined(world.general);
    assertThat(gists(john.hears())).doesNotContain("user_joined", "user_left");
  }

  @Test
  void row7GuestsAreNotLetIn() {
    assertThat(world.connect("guest").hears(topic, "phx_join", "{}").getFirst().payload())
        .isEqualTo(SeedExamples.json("03-join_error"));
    assertThat(world.connect("stranger").hears(topic, "phx_join", "{}").getFirst().payload())
        .isEqualTo(SeedExamples.json("03-join_error"));
  }

  @Test
  void row8TheReplyHasWhatAClientNeedsToKnow() {
    world.send("jane", "unread");
    JsonNode channel =
        world.connect("john").hears(topic, "phx_join", "{}").getFirst().response().get("channel");

    assertThat(channel.get("name").asString()).isEqualTo("general");
    assertThat(channel.get("type").asString()).isEqualTo("public");
    assertThat(channel.get("description").asString()).isEqualTo("About general");
    assertThat(channel.get("workspace_id").asString()).isEqualTo(world.workspace);
    assertThat(channel.get("member_count").asInt()).isEqualTo(3);
    assertThat(channel.get("unread_count").asInt()).isEqualTo(1);
    assertThat(channel.get("typing_expiry_ms").asInt()).isEqualTo(10_000);
    assertThat(channel.get("edit_window_ms").asInt()).isEqualTo(300_000);
    assertThat(channel.get("role").asString()).isEqualTo("member");
    assertThat(channel.get("limits").get("messages_per_minute").asInt()).isEqualTo(60);
    assertThat(channel.get("last_seq").asLong()).isPositive();
  }

  @Test
  void row9TheLatestFiftyOldestFirst() {
    for (int i = 1; i <= 60; i++) {
      world.send("jane", "message " + i);
    }
    List<Heard> heard = world.connect("john").hears(topic, "phx_join", "{}");
    JsonNode loaded = heard.get(1).payload();

    assertThat(gists(heard)).containsExactly("phx_reply ok", "messages_loaded", "presence_state");
    assertThat(loaded.get("messages").size()).isEqualTo(50);
    assertThat(loaded.get("messages").get(0).get("content").asString()).isEqualTo("message 11");
    assertThat(loaded.get("messages").get(49).get("content").asString()).isEqualTo("message 60");
    assertThat(loaded.get("has_more").asBoolean()).isTrue();
    assertThat(loaded.get("last_seq").asLong())
        .isEqualTo(heard.getFirst().response().get("channel").get("last_seq").asLong());
  }

  @Test
  void row9AsManyAsTheClientWants() {
    world.send("jane", "one");
    world.send("jane", "two");
    ChatClient john = world.connect("john");

    assertThat(messages(john.hears(topic, "phx_join", "{'history':1}"))).containsExactly("two");
    assertThat(messages(john.hears(topic, "phx_join", "{'history':0}"))).isEmpty();
    Heard refused = john.hears(topic, "phx_join", "{'history':101}").getFirst();
    assertThat(refused.response().get("errors").has("history")).isTrue();
  }

  @Test
  void row9WhoComesBackGetsWhatWasMissed() {
    ChatClient john = world.connect("john");
    long last = lastSeq(john.hears(topic, "phx_join", "{}"));
    john.lost();
    String id = world.send("jane", "missed").id();
    world.chat.messages().edit("jane", MessageRef.of(id), "missed!", world.clock.millis(), _ -> {});
    List<Heard> heard = world.connect("john").hears(topic, "phx_join", "{'last_seq':" + last + "}");

    assertThat(gists(heard))
        .containsExactly(
            "phx_reply ok", "new_message", "message_updated", "resumed", "presence_state");
    assertThat(heard.get(3).payload().toString())
        .isEqualTo("{\"from\":%d,\"to\":%d,\"count\":2}".formatted(last, last + 2));
  }

  @Test
  void row9WhoKnowsOnlyItsLastMessageGetsWhatCameBehindIt() {
    String known = world.send("jane", "known").id();
    world.send("jane", "missed");
    List<Heard> heard =
        world.connect("john").hears(topic, "phx_join", "{'last_message_id':'" + known + "'}");

    assertThat(gists(heard))
        .containsExactly("phx_reply ok", "new_message", "resumed", "presence_state");
  }

  @Test
  void row9WhoCanNotBeHelpedBeginsAnewAndLearnsWhy() {
    world.send("jane", "there");
    ChatClient john = world.connect("john");
    List<Heard> heard = john.hears(topic, "phx_join", "{'last_seq':999}");
    assertThat(gists(heard))
        .containsExactly("phx_reply ok", "resync", "messages_loaded", "presence_state");
    assertThat(heard.get(1).payload().get("reason").asString()).isEqualTo("unknown_seq");

    heard = john.hears(topic, "phx_join", "{'last_message_id':'nothing'}");
    assertThat(only(heard, "resync").payload().get("reason").asString())
        .isEqualTo("unknown_message");
  }

  @Test
  void row9WhoMissedVeryMuchBeginsAnew() {
    for (int i = 0; i < 1_001; i++) {
      world.send("jane", "message " + i);
    }
    List<Heard> heard = world.connect("john").hears(topic, "phx_join", "{'last_seq':3}");

    assertThat(only(heard, "resync").payload().get("reason").asString()).isEqualTo("too_many");
    assertThat(messages(heard)).hasSize(50);
  }

  @Test
  void row10ARejoinGetsTheSameAgain() {
    ChatClient john = world.connect("john").joined(world.general);

    assertThat(gists(john.hears(topic, "phx_join", "{}")))
        .contains("phx_reply ok", "messages_loaded", "presence_state");
  }

  @Test
  void row12LeavingTheTopicIsNotLeavingTheChannel() {
    ChatClient john = world.connect("john").joined(world.general);
    ChatClient jane = world.connect("jane").joined(world.general);
    john.hears();
    jane.hears(topic, "phx_leave", "{}");
    assertThat(gists(john.hears())).doesNotContain("user_left");

    world.chat.channels().leave("jane", world.general, world.clock.millis(), _ -> {});
    assertThat(only(john.hears(), "user_left").payload().get("user_id").asString())
        .isEqualTo("jane");
  }

  @Test
  void whoIsPutOutIsToldAndHearsNothingMore() {
    ChatClient jane = world.connect("jane").joined(world.general);
    remove("jane");
    List<Heard> heard = jane.hears();
    assertThat(gists(heard)).endsWith("access_revoked", "phx_close");

    world.send("john", "not for Jane");
    assertThat(jane.hears()).isEmpty();
    assertThat(
            jane.hears(topic, "send_message", "{'content':'x'}").getFirst().response().toString())
        .contains("unmatched topic");
  }

  @Test
  void nothingThatIsSaidAfterSomebodyWasPutOutReachesHer() {
    ChatClient jane = world.connect("jane").joined(world.general);
    remove("jane");
    // Both wait for the loop together.
    world.send("john", "not for Jane");

    assertThat(gists(jane.hears())).containsExactly("user_left", "access_revoked", "phx_close");
  }

  @Test
  void nothingThatIsSaidAfterSomebodyWasPutOutWhileSheJoinsReachesHer() {
    ChatClient jane = world.connect("jane");
    jane.say(topic, "phx_join", "{}");
    for (Runnable task = world.blocking.poll(); task != null; task = world.blocking.poll()) {
      task.run();
    }
    // The channel was read for her already; her loop has not opened it yet.
    world.send("john", "for Jane too");
    remove("jane");
    world.send("john", "not for Jane");
    world.loops.getFirst().runTurn();
    world.send("john", "not for Jane either");

    assertThat(gists(jane.hears()))
        .containsExactly(
            "phx_reply ok",
            "messages_loaded",
            "new_message",
            "user_left",
            "access_revoked",
            "phx_close");
    assertThat(world.api.rooms().size()).isZero();
  }

  private void remove(String userId) {
    world
        .chat
        .channels()
        .removeMember("owner", world.general, userId, world.clock.millis(), _ -> {});
  }

  @Test
  void whoLeavesTheWorkspaceLeavesAllItsChannels() {
    ChatClient jane = world.connect("jane").joined(world.general).inWorkspace();
    world
        .chat
        .workspaces()
        .removeMember("owner", world.workspace, "jane", world.clock.millis(), _ -> {});

    assertThat(gists(jane.hears()).stream().filter("phx_close"::equals)).hasSize(2);
  }

  @Test
  void row38VersionOneClientsAreServedAlike() {
    ChatClient john = world.connect("john", "1.0.0", 0).version1();
    assertThat(gists(john.hears(topic, "phx_join", "{}")))
        .containsExactly("phx_reply ok", "messages_loaded", "presence_state");
    assertThat(gists(john.hears(topic, "send_message", "{'content':'Hi','temp_id':'t'}")))
        .containsExactly("phx_reply ok", "message_sent", "new_message");
  }

  @Test
  void row38TheSameRefTwiceIsAnsweredTwice() {
    ChatClient john = world.connect("john", "1.0.0", 0).version1().joined(world.general);
    for (String content : List.of("one", "two")) {
      john.sayRaw(
          "{\"topic\":\"%s\",\"event\":\"send_message\",\"ref\":\"ref_1732190000000\","
                  .formatted(topic)
              + "\"payload\":{\"content\":\"%s\"}}".formatted(content));
    }
    List<Heard> replies =
        john.hears().stream().filter(one -> one.gist().equals("phx_reply ok")).toList();

    assertThat(replies).extracting(Heard::ref).containsOnly("ref_1732190000000").hasSize(2);
    assertThat(replies)
        .extracting(one -> one.response().get("message").get("content").asString())
        .containsExactly("one", "two");
  }

  @Test
  void withoutLimitsTheReplyNamesNone() {
    ChatApiWorld unlimited =
        new ChatApiWorld(
            new ChatApiSettings(ChatApiSettings.RefuseAt.JOIN, Duration.ofMinutes(1), null),
            1,
            new MemoryChatStore());
    Heard reply =
        unlimited
            .connect("john")
            .hears(unlimited.topic(unlimited.general), "phx_join", "{}")
            .getFirst();

    assertThat(reply.response().get("channel").get("limits").isEmpty()).isTrue();
  }

  @Test
  void aUserNobodyKnewIsMadeKnownByTheToken() {
    long now = world.clock.millis();
    world.allow(
        "new",
        new Principal(
            "newcomer", "New Comer", Set.of(), "j", now, now + 9_999, Permissions.UNSTATED));
    Heard reply = world.connect("new").hears(topic, "phx_join", "{}").getFirst();

    assertThat(reply.payload()).isEqualTo(SeedExamples.json("03-join_error"));
    assertThat(world.chat.people().person("newcomer").orElseThrow().name()).isEqualTo("New Comer");
  }

  private static long lastSeq(List<Heard> heard) {
    return heard.getFirst().response().get("channel").get("last_seq").asLong();
  }

  private static List<String> messages(List<Heard> heard) {
    return only(heard, "messages_loaded")
        .payload()
        .get("messages")
        .valueStream()
        .map(message -> message.get("content").asString())
        .toList();
  }
}
