package dev.carillon.api.chat;

import static dev.carillon.api.chat.ChatClient.gists;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.chat.ChatClient.Heard;
import dev.carillon.chat.MemoryChatStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Section 3.3 of the contract as clients meet it; the counting itself: {@link ChatLimitsTest}. */
class LimitsTest {
  private static final int CONNECTIONS = 3;

  private final ChatApiWorld world =
      new ChatApiWorld(
          new ChatApiSettings(
              ChatApiSettings.RefuseAt.JOIN,
              Duration.ofMinutes(1),
              new ChatApiSettings.Limits(CONNECTIONS, 5, 4, 2, 3)),
          1,
          new MemoryChatStore());
  private final ChatClient john = world.connect("john").joined(world.general);
  private final String topic = world.topic(world.general);

  @Test
  void row39TheDocumentsBody() {
    spend("send_message", 5);
    Heard refused = john.hears(topic, "send_message", "{'content':'x','temp_id':'t'}").getFirst();

    assertThat(refused.gist()).isEqualTo("phx_reply error");
    assertThat(refused.response().toString())
        .isEqualTo(
            "{\"reason\":\"rate_limit_exceeded\",\"retry_after\":12000,"
                + "\"message\":\"Too many requests. Retry after 12 seconds.\"}");
  }

  @Test
  void row40AllDevicesOfAUserCountTogetherAndRefusedMessagesAreNotStored() {
    spend("send_message", 5);
    ChatClient phone = world.connect("john").joined(world.general);
    assertThat(gists(phone.hears(topic, "send_message", "{'content':'too much'}")))
        .containsExactly("phx_reply error");
    ChatClient jane = world.connect("jane").joined(world.general);
    assertThat(gists(jane.hears(topic, "send_message", "{'content':'mine'}")))
        .startsWith("phx_reply ok");

    world.pass(12_000);
    john.hears();
    assertThat(gists(john.hears(topic, "send_message", "{'content':'again'}")))
        .startsWith("phx_reply ok");
    assertThat(KeenReader.stored(world)).noneMatch(line -> line.contains("too much"));
  }

  @Test
  void row40WhatIsSentAgainCostsNothing() {
    String payload = "{'content':'x','temp_id':'t'}";
    for (int i = 0; i < 20; i++) {
      assertThat(gists(john.hears(topic, "send_message", payload))).startsWith("phx_reply ok");
    }
  }

  @Test
  void row40WhatIsSentAgainIsAnsweredWhenTheLimitIsReachedToo() {
    String payload = "{'content':'x','temp_id':'t'}";
    Heard first = john.hears(topic, "send_message", payload).getFirst();
    spend("send_message", 4);

    for (int i = 0; i < 3; i++) {
      List<Heard> again = john.hears(topic, "send_message", payload);
      assertThat(gists(again)).containsExactly("phx_reply ok", "message_sent");
      assertThat(again.getFirst().response().get("message").get("id"))
          .isEqualTo(first.response().get("message").get("id"));
    }
    // It gave nothing back that it had not taken.
    assertThat(gists(john.hears(topic, "send_message", "{'content':'other','temp_id':'t'}")))
        .containsExactly("phx_reply error");
    assertThat(KeenReader.stored(world)).noneMatch(line -> line.contains("other"));
  }

  @Test
  void row27AnotherTextUnderTheSameTempIdIsAnotherMessage() {
    Heard first = john.hears(topic, "send_message", "{'content':'x','temp_id':'t'}").getFirst();
    Heard other = john.hears(topic, "send_message", "{'content':'y','temp_id':'t'}").getFirst();

    assertThat(other.gist()).isEqualTo("phx_reply ok");
    assertThat(other.response().get("message").get("id"))
        .isNotEqualTo(first.response().get("message").get("id"));
    assertThat(other.response().get("message").get("content").asString()).isEqualTo("y");
  }

  @Test
  void row41JoinsAreCountedAndRefusedOnesAreNot() {
    world.pass(121_000);
    john.hears();
    for (int i = 0; i < 10; i++) {
      assertThat(gists(john.hears("channel:" + i, "phx_join", "{}")))
          .containsExactly("phx_reply error");
    }
    List<String> replies = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      john.hears(topic, "phx_leave", "{}");
      replies.add(john.hears(topic, "phx_join", "{}").getFirst().gist());
    }

    assertThat(replies)
        .containsExactly(
            "phx_reply ok", "phx_reply ok", "phx_reply ok", "phx_reply ok", "phx_reply error");
  }

  @Test
  void row41WhoWasCutOffComesBackForNothing() {
    world.pass(121_000);
    ChatClient client = john;
    for (int i = 0; i < 20; i++) {
      client.lost();
      client = world.connect("john").joined(world.general);
    }
  }

  @Test
  void row42TypingHasALimitOfItsOwnAndStoppingIsFree() {
    spend("typing_start", 2);
    assertThat(gists(john.hears(topic, "typing_start", "{}"))).containsExactly("phx_reply error");
    assertThat(gists(john.hears(topic, "typing_stop", "{}"))).containsExactly("phx_reply ok");
    assertThat(gists(john.hears(topic, "send_message", "{'content':'x'}")))
        .startsWith("phx_reply ok");
  }

  @Test
  void row43OneConnectionMoreIsToldByItsJoins() {
    ChatClient second = world.connect("john");
    world.connect("john");
    ChatClient fourth = world.connect("john");
    Heard refused = fourth.hears(topic, "phx_join", "{}").getFirst();
    assertThat(refused.response().get("reason").asString()).isEqualTo("rate_limit_exceeded");
    assertThat(world.api.connections().count("john")).isEqualTo(CONNECTIONS);

    second.gone();
    assertThat(gists(fourth.hears(topic, "phx_join", "{}"))).startsWith("phx_reply ok");
  }

  @Test
  void row44AllOthersHaveOneTogether() {
    spend("load_older_messages", 3);

    assertThat(gists(john.hears(topic, "mark_read", "{'message_id':'x'}")))
        .containsExactly("phx_reply error");
    assertThat(john.hears(topic, "load_older_messages", "{}").getFirst().response().toString())
        .contains("rate_limit_exceeded");
  }

  private void spend(String event, int count) {
    for (int i = 0; i < count; i++) {
      assertThat(john.hears(topic, event, "{'content':'" + i + "'}").getFirst().gist())
          .isEqualTo("phx_reply ok");
    }
  }
}
