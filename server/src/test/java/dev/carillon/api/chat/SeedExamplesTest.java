package dev.carillon.api.chat;

import static dev.carillon.api.chat.ChatClient.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carillon.api.chat.ChatClient.Heard;
import dev.carillon.chat.model.Role;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Every JSON example of the document: what the document sends is sent, and what it shows as an
 * answer is what comes, member by member.
 */
class SeedExamplesTest {
  private static final String SAMPLE_ID = "12345678-1234-5678-1234-123456789012";

  private final ChatApiWorld world = new ChatApiWorld();
  private final ChatClient john = world.connect("john").joined(world.general);
  private final ChatClient jane = world.connect("jane").joined(world.general);
  private final String topic = world.topic(world.general);

  @Test
  void theKeptExamplesAreAllOfTheDocumentsExamples() {
    Optional<String> document = SeedExamples.document();
    assumeTrue(
        document.isPresent(), "shared/seeds/chat-slackclone.md is not beside the repository");

    assertThat(SeedExamples.NAMES.stream().map(SeedExamples::text))
        .isEqualTo(SeedExamples.blocks(document.orElseThrow(), "json"));
  }

  @Test
  void joining() {
    ChatClient client = world.connect("john");
    String payload = SeedExamples.text("01-join").replace(SAMPLE_ID, "john");
    List<Heard> heard = client.hears(topic, "phx_join", payload);

    SeedExamples.assertLike("02-join_ok", heard.getFirst().payload());
    assertThat(ChatClient.gists(heard))
        .containsExactly("phx_reply ok", "messages_loaded", "presence_state");
    SeedExamples.assertLike("27-presence_state", heard.get(2).payload());
  }

  @Test
  void joiningWithoutAccess() {
    List<Heard> heard = jane.hears(world.topic(world.secret), "phx_join", "{}");

    assertThat(heard.getFirst().payload()).isEqualTo(SeedExamples.json("03-join_error"));
  }

  @Test
  void sending() {
    List<Heard> heard = john.hears(topic, "send_message", SeedExamples.text("04-send_message"));

    assertThat(ChatClient.gists(heard))
        .containsExactly("phx_reply ok", "message_sent", "new_message");
    SeedExamples.assertLike("05-message_sent", heard.get(0).response());
    SeedExamples.assertLike("05-message_sent", heard.get(1).payload());
    SeedExamples.assertLike("20-new_message", only(jane.hears(), "new_message").payload());
  }

  @Test
  void sendingNothing() {
    String payload = "{'content':'  ','temp_id':'temp_123456789'}";
    List<Heard> heard = john.hears(topic, "send_message", payload);

    assertThat(ChatClient.gists(heard)).containsExactly("phx_reply error", "message_error");
    assertThat(heard.get(1).payload().get("temp_id").asString()).isEqualTo("temp_123456789");
    assertThat(heard.get(1).payload().get("errors"))
        .isEqualTo(SeedExamples.json("06-message_error").get("errors"));
    SeedExamples.assertLike("06-message_error", heard.get(0).response());
  }

  @Test
  void replying() {
    String root = world.send("jane", "the root").id();
    jane.hears();
    john.hears();
    String payload = SeedExamples.text("07-send_reply").replace("parent_message_id", root);
    List<Heard> heard = john.hears(topic, "send_message", payload);

    assertThat(ChatClient.gists(heard))
        .containsExactly("phx_reply ok", "thread_reply_sent", "thread_reply");
    SeedExamples.assertLike("33-thread_reply_sent", heard.get(1).payload());
    SeedExamples.assertLike("32-thread_reply", only(jane.hears(), "thread_reply").payload());
  }

  @Test
  void editing() {
    String id = world.send("john", "a message").id();
    String payload = SeedExamples.text("08-edit_message").replace(SAMPLE_ID, id);
    john.hears();
    jane.hears();
    List<Heard> heard = john.hears(topic, "edit_message", payload);

    assertThat(ChatClient.gists(heard))
        .containsExactly("phx_reply ok", "message_edited", "message_updated");
    SeedExamples.assertLike("09-message_edited", heard.get(1).payload());
    SeedExamples.assertLike("21-message_updated", only(jane.hears(), "message_updated").payload());
  }

  @Test
  void editingTooLate() {
    String id = world.send("john", "a message").id();
    world.pass(301_000);
    john.hears();
    String payload = SeedExamples.text("08-edit_message").replace(SAMPLE_ID, id);
    List<Heard> heard = john.hears(topic, "edit_message", payload);

    assertThat(ChatClient.gists(heard)).containsExactly("phx_reply error", "edit_error");
    SeedExamples.assertLike("10-edit_error", heard.get(1).payload());
    assertThat(heard.get(1).payload().get("reason"))
        .isEqualTo(SeedExamples.json("10-edit_error").get("reason"));
  }

  @Test
  void deleting() {
    String id = world.send("john", "a message").id();
    john.hears();
    jane.hears();
    String payload = SeedExamples.text("11-delete_message").replace(SAMPLE_ID, id);

    assertThat(ChatClient.gists(john.hears(topic, "delete_message", payload)))
        .containsExactly("phx_reply ok", "message_deleted");
    SeedExamples.assertLike("22-message_deleted", only(jane.hears(), "message_deleted").payload());
  }

  @Test
  void typing() {
    john.hears(topic, "typing_start", SeedExamples.text("12-push_typing_start"));
    SeedExamples.assertLike("23-typing_start", only(jane.hears(), "typing_start").payload());

    john.hears(topic, "typing_stop", SeedExamples.text("13-push_typing_stop"));
    SeedExamples.assertLike("24-typing_stop", only(jane.hears(), "typing_stop").payload());
  }

  @Test
  void reacting() {
    String id = world.send("jane", "a message").id();
    john.hears();
    jane.hears();
    String add = SeedExamples.text("14-add_reaction").replace(SAMPLE_ID, id);
    Heard reply = only(john.hears(topic, "add_reaction", add), "phx_reply ok");
    SeedExamples.assertLike("25-reaction_added", only(jane.hears(), "reaction_added").payload());

    String reactionId = reply.response().get("reaction").get("id").asString();
    String remove = SeedExamples.text("15-remove_reaction").replace("reaction_12345", reactionId);
    john.hears(topic, "remove_reaction", remove);
    SeedExamples.assertLike(
        "26-reaction_removed", only(jane.hears(), "reaction_removed").payload());
  }

  @Test
  void markingRead() {
    String id = world.send("jane", "a message").id();
    john.hears();
    String payload = SeedExamples.text("16-mark_read").replace(SAMPLE_ID, id);

    assertThat(only(john.hears(topic, "mark_read", payload), "phx_reply ok").response().toString())
        .isEqualTo(
            "{\"channel_id\":\"%s\",\"message_id\":\"%s\",\"unread_count\":0}"
                .formatted(world.general, id));
  }

  @Test
  void lookingBack() {
    world.send("jane", "older");
    String id = world.send("jane", "newer").id();
    john.hears();
    String payload = SeedExamples.text("17-load_older_messages").replace(SAMPLE_ID, id);
    List<Heard> heard = john.hears(topic, "load_older_messages", payload);

    assertThat(ChatClient.gists(heard)).containsExactly("phx_reply ok", "older_messages_loaded");
    SeedExamples.assertLike("18-older_messages_loaded", heard.get(1).payload());
    assertThat(heard.get(1).payload().get("messages").get(0).get("content").asString())
        .isEqualTo("older");
  }

  @Test
  void startingAThread() {
    String id = world.send("jane", "a message").id();
    john.hears();
    jane.hears();
    String payload = SeedExamples.text("19-start_thread").replace(SAMPLE_ID, id);

    assertThat(ChatClient.gists(john.hears(topic, "start_thread", payload)))
        .containsExactly("phx_reply ok", "thread_started");
    SeedExamples.assertLike("31-thread_started", only(jane.hears(), "thread_started").payload());
  }

  @Test
  void presence() {
    world.pass(1_000);
    john.hears();
    world.enter("stranger", Role.MEMBER);
    ChatClient stranger = world.connect("stranger").joined(world.general);
    world.pass(1_000);
    List<Heard> heard = john.hears();

    SeedExamples.assertLike("29-user_joined", only(heard, "user_joined").payload());
    SeedExamples.assertLike("28-presence_diff", only(heard, "presence_diff").payload());

    stranger.gone();
    world.chat.channels().leave("stranger", world.general, world.clock.millis(), _ -> {});
    world.pass(5_000);
    heard = john.hears();
    SeedExamples.assertLike("30-user_left", only(heard, "user_left").payload());
    SeedExamples.assertLike("28-presence_diff", only(heard, "presence_diff").payload());
  }

  @Test
  void noToken() {
    assertThat(world.connect("nobody").hears(topic, "phx_join", "{}").getFirst().payload())
        .isEqualTo(SeedExamples.json("34-unauthorized"));
  }

  @Test
  void noRight() {
    String id = world.send("jane", "a message").id();
    john.hears();
    Heard reply = john.hears(topic, "delete_message", "{'message_id':'" + id + "'}").getFirst();

    assertThat(reply.payload().get("status").asString()).isEqualTo("error");
    SeedExamples.assertLike("35-forbidden", reply.payload());
    assertThat(reply.response().get("message"))
        .isEqualTo(SeedExamples.json("35-forbidden").get("response").get("message"));
  }

  @Test
  void tooMuch() {
    for (int i = 0; i < 60; i++) {
      john.say(topic, "send_message", "{'content':'" + i + "'}");
      john.hears();
    }
    List<Heard> heard = john.hears(topic, "send_message", "{'content':'one more'}");

    SeedExamples.assertLike("36-rate_limited", heard.getFirst().payload());
    assertThat(heard).hasSize(1);
    assertThat(heard.getFirst().response().get("retry_after").asInt()).isEqualTo(1_000);
  }
}
