package dev.carillon.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.chat.rest.RestUser;
import dev.carillon.app.AnyNodes;
import dev.carillon.app.TestServer;
import dev.carillon.json.JsonObject;
import dev.carillon.testkit.Await;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The chat's messages on the Topics API's topics, on one server that speaks both. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@AnyNodes
class ChatBridgeIT {
  private static final String GENERAL = "12345678-1234-5678-1234-123456789012";
  private static final String PLANS = "12345678-1234-5678-1234-123456789013";

  private final AtomicInteger count = new AtomicInteger();
  private TestServer server;
  private RestUser john;
  private RestUser jane;

  @BeforeAll
  void start() {
    server = TestServer.start();
    john = RestUser.of(server, "user@example.com");
    jane = RestUser.of(server, "jane@example.com");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /** What a reader of the Topics API finds on a channel's topic, newest first. */
  private static List<JsonObject> topic(RestUser reader, String channelId) {
    return reader.get("/api/topics/history?topic=messages.channel." + channelId).list();
  }

  /** What is told of a message, newest first. */
  private static List<JsonObject> told(RestUser reader, String channelId, String messageId) {
    return topic(reader, channelId).stream()
        .filter(event -> idOf(event).equals(messageId))
        .toList();
  }

  private static String idOf(JsonObject event) {
    return event.optionalObject("data").orElseThrow().string("id");
  }

  private static String newest(RestUser reader, String channelId) {
    List<JsonObject> events = topic(reader, channelId);
    return events.isEmpty() ? "" : idOf(events.getFirst());
  }

  private static String say(RestUser user, String channelId, String content) {
    return user.post("/api/channels/" + channelId + "/messages", "{'content':'" + content + "'}")
        .data()
        .string("id");
  }

  private static String open(RestUser user, String workspaceId, String name) {
    return user.post("/api/workspaces/" + workspaceId + "/channels", "{'name':'" + name + "'}")
        .data()
        .string("id");
  }

  @Test
  void whatHappensToAMessageIsToldInItsOrder() {
    String id = say(john, GENERAL, "over the bridge");
    assertThat(john.put("/api/messages/" + id, "{'content':'well over'}").status()).isEqualTo(200);
    assertThat(john.delete("/api/messages/" + id).status()).isEqualTo(200);
    Await.until(() -> told(jane, GENERAL, id).size() == 3);

    List<JsonObject> told = told(jane, GENERAL, id);
    assertThat(told)
        .extracting(event -> event.string("eventType"))
        .containsExactly("message.deleted", "message.updated", "message.sent");
    JsonObject sent = told.getLast();
    JsonObject data = sent.optionalObject("data").orElseThrow();
    assertThat(data.string("id")).isEqualTo(id);
    assertThat(data.string("userId")).isEqualTo(john.id());
    assertThat(data.string("channelId")).isEqualTo(GENERAL);
    assertThat(data.string("content")).isEqualTo("over the bridge");
    assertThat(sent.optionalObject("metadata").orElseThrow().string("senderId"))
        .isEqualTo(john.id());
  }

  @Test
  void aPrivateChannelStaysInTheChat() {
    say(jane, PLANS, "nobody hears this");
    String after = say(jane, GENERAL, "everybody hears this");
    Await.until(() -> newest(jane, GENERAL).equals(after));

    assertThat(topic(jane, PLANS)).isEmpty();
  }

  @Test
  void whoMayNotReadTheChannelDoesNotHearOfIt() {
    String workspace = john.post("/api/workspaces", "{'name':'Ours'}").data().string("id");
    String channel = open(john, workspace, "open");
    say(john, channel, "for members");
    Await.until(() -> !topic(john, channel).isEmpty());

    assertThat(topic(jane, channel)).isEmpty();
  }

  @Test
  void aNewMemberHearsAndAFormerOneDoesNot() {
    RestUser guest = RestUser.register(server, count, "Guest");
    String workspace = john.post("/api/workspaces", "{'name':'Ours'}").data().string("id");
    String channel = open(john, workspace, "open");
    say(john, channel, "before");
    String members = "/api/workspaces/" + workspace + "/members";
    assertThat(john.post(members, "{'user_id':'" + guest.id() + "'}").status()).isEqualTo(201);
    say(john, channel, "while");
    Await.until(() -> topic(guest, channel).size() == 1);
    assertThat(john.delete(members + "/" + guest.id()).status()).isEqualTo(200);
    say(john, channel, "after");
    Await.until(() -> topic(john, channel).size() == 3);

    assertThat(topic(guest, channel))
        .singleElement()
        .satisfies(event ->
            assertThat(event.optionalObject("data").orElseThrow().string("content"))
                .isEqualTo("while"));
  }
}
