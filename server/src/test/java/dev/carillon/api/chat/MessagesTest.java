package dev.carillon.api.chat;

import static dev.carillon.api.chat.ChatClient.gists;
import static dev.carillon.api.chat.ChatClient.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.chat.ChatClient.Heard;
import dev.carillon.chat.MessageRef;
import dev.carillon.chat.model.Message;
import dev.carillon.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Section 3.2 of the contract, row by row. */
class MessagesTest {
  private final ChatApiWorld world = new ChatApiWorld();
  private final ChatClient john = world.connect("john").joined(world.general);
  private final ChatClient jane = world.connect("jane").joined(world.general);
  private final String topic = world.topic(world.general);

  @Test
  void row15TheReplyThenItsEventThenTheMessage() {
    List<Heard> heard = say("send_message", "{'content':'Hi','temp_id':'t1'}");

    assertThat(gists(heard)).containsExactly("phx_reply ok", "message_sent", "new_message");
    assertThat(heard.get(1).payload()).isEqualTo(heard.get(0).response());
    assertThat(heard.get(1).payload().get("temp_id").asString()).isEqualTo("t1");
  }

  @Test
  void row16EveryJoinedSocketHearsTheMessageOnceTheAuthorsToo() {
    ChatClient phone = world.connect("john").joined(world.general);
    JsonNode mine =
        only(say("send_message", "{'content':'Hi','temp_id':'t1'}"), "new_message").payload();

    assertThat(mine.get("message").get("temp_id").asString()).isEqualTo("t1");
    assertThat(only(jane.hears(), "new_message").payload()).isEqualTo(mine);
    assertThat(only(phone.hears(), "new_message").payload()).isEqualTo(mine);
  }

  @Test
  void row16WhoWantsNoEchoGetsNone() {
    ChatClient quiet = world.connect("john").joined(world.general, "{'echo':false}");
    List<Heard> heard = quiet.hears(topic, "send_message", "{'content':'Hi'}");
    assertThat(gists(heard)).containsExactly("phx_reply ok", "message_sent");
    String id = heard.getFirst().response().get("message").get("id").asString();
    assertThat(gists(jane.hears())).contains("new_message");
    assertThat(gists(john.hears())).contains("new_message");

    assertThat(
            gists(quiet.hears(topic, "edit_message", "{'message_id':'" + id + "','content':'Ho'}")))
        .containsExactly("phx_reply ok", "message_edited");
    world.send("jane", "from another");
    assertThat(gists(quiet.hears())).containsExactly("new_message");
    assertThat(gists(quiet.hears(topic, "delete_message", "{'message_id':'" + id + "'}")))
        .containsExactly("phx_reply ok");
    assertThat(gists(jane.hears()))
        .containsExactly("message_updated", "new_message", "message_deleted");
  }

  @Test
  void row16AnEventOfNobodysIsHeardAlsoAfterOneWithoutEcho() {
    ChatClient quiet = world.connect("john").joined(world.general, "{'echo':false}");
    String id = world.send("jane", "x").id();
    quiet.hears();
    // Nothing is told of these: what follows must not be left out in their place.
    quiet.hears(topic, "mark_read", "{'message_id':'" + id + "'}");
    quiet.hears(topic, "load_older_messages", "{}");
    world.send("john", "over HTTP");

    assertThat(gists(quiet.hears())).contains("new_message");
  }

  @Test
  void row17WhatIsWrongIsToldByReplyAndEvent() {
    List<Heard> heard = say("send_message", "{'content':'" + "x".repeat(4_001) + "','temp_id':7}");

    assertThat(gists(heard)).containsExactly("phx_reply error", "message_error");
    assertThat(heard.get(0).response().toString())
        .isEqualTo(
            "{\"temp_id\":7,\"errors\":{\"content\":[\"should be at most 4000 character(s)\"]},"
                + "\"reason\":\"invalid\"}");
    assertThat(heard.get(1).payload()).isEqualTo(heard.get(0).response());
    assertThat(gists(say("send_message", "{'content':5}")))
        .containsExactly("phx_reply error", "message_error");
    assertThat(gists(say("send_message", "null")))
        .containsExactly("phx_reply error", "message_error");
    assertThat(gists(jane.hears())).doesNotContain("new_message");
  }

  @Test
  void row18OneFullMessageEverywhere() {
    String handle = world.chat.people().person("jane").orElseThrow().handle();
    JsonNode sent =
        only(say("send_message", "{'content':'Hi @" + handle + "'}"), "message_sent")
            .payload()
            .get("message");

    for (String member :
        List.of(
            "id",
            "content",
            "user",
            "user_id",
            "channel_id",
            "thread_id",
            "inserted_at",
            "updated_at",
            "is_edited",
            "edited_at",
            "attachments",
            "reactions",
            "mentions",
            "reply_count",
            "seq")) {
      assertThat(sent.has(member)).as(member).isTrue();
    }
    assertThat(sent.get("mentions").get(0).asString()).isEqualTo("jane");
    JsonNode loaded =
        only(say("load_older_messages", "{}"), "older_messages_loaded")
            .payload()
            .get("messages")
            .get(0);
    assertThat(loaded).isEqualTo(sent);
  }

  @Test
  void row20AnEditIsAcknowledgedToItsSocketAndToldToAllOnce() {
    ChatClient phone = world.connect("john").joined(world.general);
    String id = world.send("john", "x").id();
    List.of(john, jane, phone).forEach(ChatClient::hears);
    List<Heard> heard = say("edit_message", "{'message_id':'" + id + "','content':'y'}");

    assertThat(gists(heard)).containsExactly("phx_reply ok", "message_edited", "message_updated");
    JsonNode updated = heard.get(2).payload();
    assertThat(updated.get("message").get("content").asString()).isEqualTo("y");
    assertThat(updated.get("message").get("is_edited").asBoolean()).isTrue();
    for (ChatClient other : List.of(jane, phone)) {
      List<Heard> there = other.hears();
      assertThat(gists(there)).containsExactly("message_updated");
      assertThat(there.getFirst().payload()).isEqualTo(updated);
    }
  }

  @Test
  void row26MentionsAreIdsByHandleOrIdAndWhoIsUnknownStaysText() {
    String handle = world.chat.people().person("jane").orElseThrow().handle();
    String content = "@" + handle + " and <@owner>, not @nobody-here, nor <@stranger>";
    JsonNode sent =
        only(say("send_message", "{'content':'" + content + "'}"), "message_sent")
            .payload()
            .get("message");

    assertThat(sent.get("mentions").toString()).isEqualTo("[\"jane\",\"owner\"]");
    assertThat(sent.get("content").asString()).isEqualTo(content);
  }

  @Test
  void row21WhyAnEditIsRefused() {
    String janes = world.send("jane", "x").id();
    String own = world.send("john", "x").id();
    say("delete_message", "{'message_id':'" + own + "'}");

    assertThat(edit(janes, "y")).isEqualTo("forbidden");
    assertThat(edit(own, "y")).isEqualTo("deleted");
    assertThat(edit("00000000-0000-7000-8000-000000000001", "y")).isEqualTo("not_found");
    assertThat(edit("nonsense", "y")).isEqualTo("not_found");
    List<Heard> heard = say("edit_message", "{'content':'y'}");
    assertThat(heard.getFirst().response().get("errors").has("message_id")).isTrue();
  }

  @Test
  void row21AnEditToNothingIsInvalid() {
    String own = world.send("john", "x").id();
    john.hears();
    List<Heard> heard = say("edit_message", "{'message_id':'" + own + "','content':' '}");

    assertThat(gists(heard)).containsExactly("phx_reply error", "edit_error");
    assertThat(heard.get(1).payload().get("errors").get("content").get(0).asString())
        .isEqualTo("can't be blank");
  }

  @Test
  void row22DeletingTwiceIsFineAndToldOnce() {
    String own = world.send("john", "x").id();
    john.hears();
    String payload = "{'message_id':'" + own + "'}";

    assertThat(gists(say("delete_message", payload)))
        .containsExactly("phx_reply ok", "message_deleted");
    assertThat(gists(say("delete_message", payload))).containsExactly("phx_reply ok");
    List<Heard> failed = say("delete_message", "{'message_id':'nonsense'}");
    assertThat(gists(failed)).containsExactly("phx_reply error", "delete_error");
    assertThat(failed.get(1).payload().get("message_id").asString()).isEqualTo("nonsense");
  }

  @Test
  void row23LookingBackPageByPage() {
    for (int i = 1; i <= 25; i++) {
      world.send("jane", "m" + i);
    }
    String newest = world.send("jane", "newest").id();
    john.hears();
    JsonNode page =
        only(say("load_older_messages", "{'before_id':'" + newest + "'}"), "older_messages_loaded")
            .payload();
    assertThat(page.get("messages").size()).isEqualTo(20);
    assertThat(page.get("messages").get(0).get("content").asString()).isEqualTo("m6");
    assertThat(page.get("has_more").asBoolean()).isTrue();

    String first = page.get("messages").get(0).get("id").asString();
    page =
        only(
                say("load_older_messages", "{'before_id':'" + first + "','limit':100}"),
                "older_messages_loaded")
            .payload();
    assertThat(page.get("messages").size()).isEqualTo(5);
    assertThat(page.get("has_more").asBoolean()).isFalse();
  }

  @Test
  void row23AnUnknownPlaceIsAnErrorADeletedOneIsNot() {
    world.send("jane", "older");
    String id = world.send("john", "x").id();
    say("delete_message", "{'message_id':'" + id + "'}");

    assertThat(gists(say("load_older_messages", "{'before_id':'" + id + "'}")))
        .containsExactly("phx_reply ok", "older_messages_loaded");
    assertThat(gists(say("load_older_messages", "{'before_id':'nonsense'}")))
        .containsExactly("phx_reply error", "load_error");
    assertThat(gists(say("load_older_messages", "{'limit':101}")))
        .containsExactly("phx_reply error", "load_error");
  }

  @Test
  void row24AFileElsewhereIsMarked() {
    JsonNode sent =
        only(say("send_message", SeedExamples.text("04-send_message")), "message_sent").payload();

    assertThat(sent.get("message").get("attachments").get(0).get("external").asBoolean()).isTrue();
    assertThat(gists(say("send_message", "{'attachments':[{'id':'attachment_1'}]}")))
        .containsExactly("phx_reply error", "message_error");
    assertThat(gists(say("send_message", "{'content':'x','attachments':[{'url':'http://plain'}]}")))
        .containsExactly("phx_reply error", "message_error");
  }

  @Test
  void row19OverRestReactionsAreSummedUp() {
    String id = world.send("jane", "x").id();
    for (ChatClient client : List.of(john, jane)) {
      client.hears(topic, "add_reaction", "{'message_id':'" + id + "','emoji':':+1:'}");
    }
    Message message = ChannelJoin.valueOf(world.chat.history().message("john", MessageRef.of(id)));
    JsonNode rest =
        new JsonMapper()
            .readTree(Json.bytes(json -> ChatJson.messageOverRest(json, message, "john")));

    JsonNode summary = rest.get("reactions").get(0);
    assertThat(rest.get("reactions").size()).isEqualTo(1);
    assertThat(summary.get("emoji").asString()).isEqualTo(":+1:");
    assertThat(summary.get("count").asInt()).isEqualTo(2);
    assertThat(summary.get("users").size()).isEqualTo(2);
    assertThat(summary.get("reacted").asBoolean()).isTrue();
    assertThat(rest.get("reaction_list").size()).isEqualTo(2);
  }

  @Test
  void row25WhatWasSaidIsGivenBackAsItWasSaid() {
    String content = "<b>*bold*</b> & [x](y) \u20ac \ud83d\ude00";
    JsonNode sent =
        only(say("send_message", "{'content':'" + content + "'}"), "message_sent").payload();

    assertThat(sent.get("message").get("content").asString()).isEqualTo(content);
  }

  @Test
  void row28AThreadsIdIsThatOfTheMessageItHangsOn() {
    String root = world.send("jane", "root").id();
    john.hears();
    JsonNode started =
        only(say("start_thread", "{'message_id':'" + root + "'}"), "thread_started").payload();
    assertThat(started.get("thread").get("id").asString()).isEqualTo(root);

    String reply = "{'content':'reply','thread_id':'" + root + "'}";
    String replyId =
        only(say("send_message", reply), "thread_reply_sent")
            .payload()
            .get("reply")
            .get("id")
            .asString();
    JsonNode toTheReply =
        only(
                say("send_message", "{'content':'again','thread_id':'" + replyId + "'}"),
                "thread_reply")
            .payload();
    assertThat(toTheReply.get("thread_id").asString()).isEqualTo(root);
  }

  @Test
  void row27TheSameAgainIsTheSameMessage() {
    String payload = "{'content':'Hi','temp_id':1234567890123456789}";
    Heard first = only(say("send_message", payload), "phx_reply ok");
    List<Heard> again = say("send_message", payload);

    assertThat(gists(again)).containsExactly("phx_reply ok", "message_sent");
    assertThat(again.getFirst().response().get("message").get("id"))
        .isEqualTo(first.response().get("message").get("id"));
    assertThat(again.getFirst().response().get("temp_id").asLong())
        .isEqualTo(1_234_567_890_123_456_789L);
    assertThat(gists(jane.hears()).stream().filter("new_message"::equals)).hasSize(1);
    assertThat(gists(say("send_message", "{'content':'x','temp_id':'" + "x".repeat(65) + "'}")))
        .containsExactly("phx_reply error", "message_error");
  }

  @Test
  void row29AReplyIsToldAsOneAndInTheChannelOnlyOnDemand() {
    String root = world.send("jane", "root").id();
    jane.hears();
    say("send_message", "{'content':'reply','thread_id':'" + root + "'}");
    List<Heard> heard = jane.hears();
    assertThat(gists(heard)).containsExactly("thread_reply");
    assertThat(heard.getFirst().payload().get("thread").get("message_count").asInt()).isEqualTo(1);
    assertThat(heard.getFirst().payload().get("thread_id").asString()).isEqualTo(root);

    say("send_message", "{'content':'loud','thread_id':'" + root + "','broadcast':true}");
    assertThat(gists(jane.hears())).containsExactly("thread_reply", "new_message");
  }

  @Test
  void row30AReplyIsAcknowledgedWithItsTempId() {
    String root = world.send("jane", "root").id();
    john.hears();
    List<Heard> heard =
        say("send_message", "{'content':'reply','thread_id':'" + root + "','temp_id':'t'}");

    assertThat(gists(heard)).containsExactly("phx_reply ok", "thread_reply_sent", "thread_reply");
    assertThat(heard.get(1).payload().get("temp_id").asString()).isEqualTo("t");
    assertThat(heard.get(0).response().get("message"))
        .isEqualTo(heard.get(0).response().get("reply"));
  }

  @Test
  void row31AReplyThatIsWrongIsAMessageError() {
    String root = world.send("jane", "root").id();
    john.hears();

    assertThat(gists(say("send_message", "{'content':'','thread_id':'" + root + "'}")))
        .containsExactly("phx_reply error", "message_error");
    assertThat(gists(say("send_message", "{'content':'x','thread_id':'nonsense'}")))
        .containsExactly("phx_reply error", "message_error");
  }

  @Test
  void row32AThreadThatExistsIsToldToWhoAsksAlone() {
    String root = world.send("jane", "root").id();
    john.hears();
    jane.hears();
    String payload = "{'message_id':'" + root + "'}";
    assertThat(gists(say("start_thread", payload)))
        .containsExactly("phx_reply ok", "thread_started");
    assertThat(gists(jane.hears())).containsExactly("thread_started");

    assertThat(gists(say("start_thread", payload)))
        .containsExactly("phx_reply ok", "thread_started");
    assertThat(jane.hears()).isEmpty();
  }

  @Test
  void row33AReactionIsToldOnceHoweverOftenItIsGiven() {
    String id = world.send("jane", "x").id();
    john.hears();
    jane.hears();
    String payload = "{'message_id':'" + id + "','emoji':':+1:'}";
    assertThat(gists(say("add_reaction", payload)))
        .containsExactly("phx_reply ok", "reaction_added");
    assertThat(gists(say("add_reaction", payload))).containsExactly("phx_reply ok");
    assertThat(gists(say("remove_reaction", payload)))
        .containsExactly("phx_reply ok", "reaction_removed");
    assertThat(gists(say("remove_reaction", payload))).containsExactly("phx_reply ok");

    assertThat(gists(jane.hears())).containsExactly("reaction_added", "reaction_removed");
    assertThat(gists(say("add_reaction", "{'message_id':'nonsense','emoji':'x'}")))
        .containsExactly("phx_reply error", "reaction_error");
    assertThat(gists(say("remove_reaction", "{'emoji':'x'}")))
        .containsExactly("phx_reply error", "reaction_remove_error");
  }

  @Test
  void row34WhatWasReadIsToldToTheReadersOwnDevices() {
    ChatClient phone = world.connect("john").joined(world.general);
    String id = world.send("jane", "x").id();
    john.hears();
    jane.hears();
    phone.hears();
    say("mark_read", "{'message_id':'" + id + "'}");

    assertThat(only(phone.hears(), "message_read").payload().get("message_id").asString())
        .isEqualTo(id);
    assertThat(jane.hears()).isEmpty();
    assertThat(gists(say("mark_read", "{'message_id':'nonsense'}")))
        .containsExactly("phx_reply error");
  }

  @Test
  void row34InASmallPrivateChannelAllHearOfItOnceASecond() {
    ChatClient owner = world.connect("owner").joined(world.secret);
    ChatClient reader = world.connect("john").joined(world.secret);
    String secret = world.topic(world.secret);
    String last = "";
    List<String> events = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      List<Heard> sent = owner.hears(secret, "send_message", "{'content':'x'}");
      events.addAll(gists(sent));
      last = only(sent, "message_sent").payload().get("message").get("id").asString();
      reader.hears(secret, "mark_read", "{'message_id':'" + last + "'}");
    }
    events.addAll(gists(owner.hears()));
    assertThat(events.stream().filter("message_read"::equals)).hasSize(1);

    world.pass(1_000);
    assertThat(only(owner.hears(), "message_read").payload().get("message_id").asString())
        .isEqualTo(last);
    world.pass(1_000);
    assertThat(gists(owner.hears())).doesNotContain("message_read");
  }

  @Test
  void row35TypingIsToldOnItsEdgesAndNeverToTheTypistsOwnDevices() {
    ChatClient phone = world.connect("john").joined(world.general);
    jane.hears();
    say("typing_start", "{}");
    say("typing_start", "{}");
    JsonNode start = only(jane.hears(), "typing_start").payload();
    assertThat(start.get("user_name").asString()).isEqualTo("John Doe");
    assertThat(start.get("channel_id").asString()).isEqualTo(world.general);
    assertThat(start.get("expires_in").asInt()).isEqualTo(10_000);
    assertThat(gists(phone.hears())).doesNotContain("typing_start");

    assertThat(gists(say("send_message", "{'content':'Hi'}"))).doesNotContain("typing_stop");
    assertThat(gists(jane.hears())).containsExactly("typing_stop", "new_message");
    say("typing_stop", "{}");
    assertThat(jane.hears()).isEmpty();
  }

  @Test
  void row35TypingEndsByItselfAfterTenSeconds() {
    say("typing_start", "{}");
    world.pass(9_900);
    assertThat(gists(jane.hears())).contains("typing_start").doesNotContain("typing_stop");
    world.pass(100);
    assertThat(gists(jane.hears())).contains("typing_stop");
  }

  @Test
  void row35TypingEndsWithTheChannelAndWithTheConnection() {
    say("typing_start", "{}");
    john.hears(topic, "phx_leave", "{}");
    assertThat(gists(jane.hears())).contains("typing_start", "typing_stop");

    john.joined(world.general);
    say("typing_start", "{}");
    john.lost();
    assertThat(gists(jane.hears())).contains("typing_start", "typing_stop");
    assertThat(world.api.typing().size()).isZero();
  }

  @Test
  void row35WhoLeftWhileItWasCheckedIsNotTyping() {
    john.say(topic, "typing_start", "{}");
    john.lost();
    world.run();

    assertThat(world.api.typing().size()).isZero();
  }

  @Test
  void row36APushWithoutAPayloadIsFine() {
    assertThat(gists(say("typing_start", "null"))).containsExactly("phx_reply ok");
    assertThat(gists(say("typing_stop", "{}"))).containsExactly("phx_reply ok");
  }

  @Test
  void row37AnUnknownEventIsAnErrorAndTheChannelStays() {
    assertThat(say("dance", "{}").getFirst().response().get("reason").asString())
        .isEqualTo("unknown_event");
    assertThat(gists(say("send_message", "{'content':'Hi'}"))).startsWith("phx_reply ok");
  }

  @Test
  void membershipIsCheckedAtEachPush() {
    // As if the word of it had not come yet: the store knows already.
    world
        .chat
        .channels()
        .removeMember("owner", world.general, "john", world.clock.millis(), _ -> {});
    john.say(topic, "typing_start", "{}");
    List<Heard> heard = john.hears();

    assertThat(gists(heard)).contains("access_revoked", "phx_close").doesNotContain("phx_reply ok");
    assertThat(world.api.typing().size()).isZero();
  }

  @Test
  void oneOrderForAllReaders() {
    for (int i = 0; i < 20; i++) {
      john.say(topic, "send_message", "{'content':'john " + i + "'}");
      jane.say(topic, "send_message", "{'content':'jane " + i + "'}");
    }
    List<String> johns = contents(john.hears());

    assertThat(johns).hasSize(40);
    assertThat(contents(jane.hears())).isEqualTo(johns);
  }

  private static List<String> contents(List<Heard> heard) {
    return heard.stream()
        .filter(one -> one.event().equals("new_message"))
        .map(one -> one.payload().get("message").get("content").asString())
        .toList();
  }

  private List<Heard> say(String event, String payload) {
    return john.hears(topic, event, payload);
  }

  private String edit(String id, String content) {
    john.hears();
    List<Heard> heard =
        say("edit_message", "{'message_id':'" + id + "','content':'" + content + "'}");
    assertThat(gists(heard)).containsExactly("phx_reply error", "edit_error");
    return heard.get(1).payload().get("reason").asString();
  }
}
