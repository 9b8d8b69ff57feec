package dev.carillon.api.chat.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.chat.rest.RestUser.Answer;
import dev.carillon.app.AnyNodes;
import dev.carillon.app.TestServer;
import dev.carillon.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@AnyNodes
class MessageRoutesIT {
  private static final String DEMO = "/api/workspaces/00000000-0000-4000-8000-000000000001";
  private static final String PLANS = "/api/channels/12345678-1234-5678-1234-123456789013";
  private static final String NOWHERE = "/api/channels/12345678-1234-5678-1234-123456789099";

  private final AtomicInteger count = new AtomicInteger();
  private TestServer server;
  private RestUser john;
  private RestUser jane;
  private RestUser admin;
  private String channel = "";

  @BeforeAll
  void start() {
    server = TestServer.start();
    john = RestUser.of(server, "user@example.com");
    jane = RestUser.of(server, "jane@example.com");
    admin = RestUser.of(server, "admin@example.com");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /** A public channel of its own for each test, with John and Jane in it. */
  @BeforeEach
  void open() {
    Answer made = john.post(DEMO + "/channels", "{'name':'room-" + count.incrementAndGet() + "'}");
    assertThat(made.status()).describedAs(made.body()).isEqualTo(201);
    channel = "/api/channels/" + made.data().string("id");
    assertThat(jane.post(channel + "/join", "").status()).isEqualTo(201);
  }

  private String say(RestUser user, String content) {
    Answer sent = user.post(channel + "/messages", "{'content':'" + content + "'}");
    assertThat(sent.status()).describedAs(sent.body()).isEqualTo(201);
    return sent.data().string("id");
  }

  private static List<String> contents(Answer answer) {
    return answer.list().stream().map(message -> message.string("content")).toList();
  }

  @Test
  void aSentMessageIsAnsweredWhole() {
    Answer sent =
        john.post(channel + "/messages", "{'content':' Hi @jane ','temp_id':7,'attachments':[]}");

    assertThat(sent.status()).isEqualTo(201);
    JsonObject message = sent.data();
    assertThat(message.string("content")).isEqualTo("Hi @jane");
    assertThat(message.optionalObject("user").orElseThrow().string("name")).isEqualTo("John Doe");
    assertThat(message.optionalStrings("mentions")).hasValue(List.of(jane.id()));
    assertThat(sent.body()).contains("\"temp_id\":7", "\"thread_id\":null", "\"reactions\":[]");
    assertThat(message.string("inserted_at")).matches(".*T.*\\.\\d{3}Z");
  }

  @Test
  void messagesComeNewestFirstPageByPage() {
    List<String> said = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      said.addFirst("m" + i);
      say(john, "m" + i);
    }
    List<String> seen = new ArrayList<>();
    String before = "";
    for (int pages = 0; pages < 3; pages++) {
      Answer page = jane.get(channel + "/messages?limit=3" + before);
      seen.addAll(contents(page));
      boolean hasMore = page.page().optionalBool("has_more").orElseThrow();
      assertThat(hasMore).isEqualTo(pages < 2);
      assertThat(page.page().optionalString("next"))
          .isEqualTo(page.page().optionalString("cursor"))
          .isEqualTo(page.page().optionalString("next").filter(_ -> hasMore));
      before = "&before=" + page.page().optionalString("next").orElse("");
    }

    assertThat(seen).isEqualTo(said);
  }

  @Test
  void afterAMessageOneGoesForward() {
    String first = say(john, "one");
    say(john, "two");
    say(john, "three");
    say(john, "four");

    Answer page = jane.get(channel + "/messages?limit=2&after=" + first);
    assertThat(contents(page)).containsExactly("two", "three");
    Answer rest = jane.get(channel + "/messages?limit=2&after=" + page.page().string("next"));
    assertThat(contents(rest)).containsExactly("four");
    assertThat(rest.page().optionalBool("has_more")).hasValue(false);
  }

  @Test
  void repliesAreInTheThreadAndInTheChannelOnRequest() {
    String root = say(john, "root");
    assertThat(
            jane.post(channel + "/messages", "{'content':'reply','thread_id':'" + root + "'}")
                .status())
        .isEqualTo(201);

    assertThat(contents(john.get(channel + "/messages"))).containsExactly("root");
    assertThat(contents(john.get(channel + "/messages?include_threads=true")))
        .containsExactly("reply", "root");
    JsonObject thread = john.get("/api/messages/" + root + "/thread").data();
    assertThat(thread.optionalObject("message").orElseThrow().string("content")).isEqualTo("root");
    assertThat(thread.optionalObjects("replies").orElseThrow())
        .singleElement()
        .satisfies(reply -> assertThat(reply.string("content")).isEqualTo("reply"));
    assertThat(thread.optionalObject("thread").orElseThrow().optionalInteger("message_count", 0, 9))
        .hasValue(1L);
  }

  @Test
  void theSameRequestSentTwiceIsOneMessage() {
    String path = channel + "/messages";
    Answer first = john.send("POST", path, "{'content':'once'}", "Idempotency-Key", "k".repeat(99));
    Answer again = john.send("POST", path, "{'content':'once'}", "Idempotency-Key", "k".repeat(99));

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.data().string("id")).isEqualTo(first.data().string("id"));
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(contents(john.get(path))).containsExactly("once");
    assertThat(john.send("POST", path, "{'content':'x'}", "Idempotency-Key", " ").status())
        .isEqualTo(400);
  }

  @Test
  void aKeyThatWasUsedForAnotherMessageIs422() {
    String path = channel + "/messages";
    String id =
        john.send("POST", path, "{'content':'one'}", "Idempotency-Key", "k1").data().string("id");
    Answer other = john.send("POST", path, "{'content':'two'}", "Idempotency-Key", "k1");
    Answer named =
        john.send("POST", path, "{'content':'two','temp_id':'t'}", "Idempotency-Key", "k1");

    for (Answer answer : List.of(other, named)) {
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.error().string("code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }
    assertThat(contents(john.get(path))).containsExactly("one");
    Answer again = john.send("POST", path, "{'content':'one'}", "Idempotency-Key", "k1");
    assertThat(again.data().string("id")).isEqualTo(id);
    assertThat(jane.send("POST", path, "{'content':'two'}", "Idempotency-Key", "k1").status())
        .isEqualTo(201);
  }

  @Test
  void onlyTheAuthorEditsAndModeratorsDelete() {
    String id = say(jane, "frist");

    assertThat(john.put("/api/messages/" + id, "{'content':'x'}").status()).isEqualTo(403);
    Answer edited = jane.put("/api/messages/" + id, "{'content':'first'}");
    assertThat(edited.data().string("content")).isEqualTo("first");
    assertThat(edited.data().optionalBool("is_edited")).hasValue(true);
    assertThat(jane.get("/api/messages/" + id + "/edits").list())
        .singleElement()
        .satisfies(edit -> assertThat(edit.string("content")).isEqualTo("frist"));

    String johns = say(john, "mine");
    assertThat(jane.delete("/api/messages/" + johns).status()).isEqualTo(403);
    assertThat(john.delete("/api/messages/" + id).status()).isEqualTo(200);
    assertThat(john.delete("/api/messages/" + id).status()).isEqualTo(200);
    assertThat(jane.put("/api/messages/" + id, "{'content':'y'}").error().string("code"))
        .isEqualTo("MESSAGE_DELETED");
    assertThat(contents(john.get(channel + "/messages"))).containsExactly("mine");
  }

  @Test
  void reactionsAreSummedUpAndListed() {
    String id = say(john, "react");
    String path = "/api/messages/" + id + "/reactions";
    Answer added = jane.post(path, "{'emoji':':thumbsup:'}");
    assertThat(added.status()).isEqualTo(201);
    assertThat(jane.post(path, "{'emoji':':thumbsup:'}").status()).isEqualTo(200);
    assertThat(john.post(path, "{'emoji':':thumbsup:'}").status()).isEqualTo(201);
    assertThat(john.post(path, "{'emoji':''}").status()).isEqualTo(400);

    JsonObject message = admin.get("/api/messages/" + id).data();
    assertThat(message.optionalObjects("reaction_list").orElseThrow()).hasSize(2);
    JsonObject summary = message.optionalObjects("reactions").orElseThrow().getFirst();
    assertThat(summary.optionalInteger("count", 0, 9)).hasValue(2L);
    assertThat(summary.optionalBool("reacted")).hasValue(false);

    assertThat(jane.delete(path + "/" + added.data().string("id")).status()).isEqualTo(200);
    assertThat(john.delete(path + "?emoji=%3Athumbsup%3A").status()).isEqualTo(200);
    assertThat(john.delete(path + "/%3Athumbsup%3A").body()).contains("\"reaction\":null");
    assertThat(john.delete(path).error().optionalObject("details").orElseThrow().string("field"))
        .isEqualTo("emoji");
    assertThat(john.get("/api/messages/" + id).body()).contains("\"reaction_list\":[]");
  }

  @Test
  void pinsAreListed() {
    String id = say(john, "important");

    assertThat(jane.put("/api/messages/" + id + "/pin", "").status()).isEqualTo(200);
    assertThat(contents(john.get(channel + "/pins"))).containsExactly("important");
    assertThat(jane.delete("/api/messages/" + id + "/pin").status()).isEqualTo(200);
    assertThat(john.get(channel + "/pins").list()).isEmpty();
  }

  /** Everything one may ask of a channel that one may not know of. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    |                  |",
        "PUT    |                  | {'topic':'x'}",
        "DELETE |                  |",
        "GET    | /messages        |",
        "POST   | /messages        | {'content':'x'}",
        "GET    | /members         |",
        "POST   | /members         | {'user_id':'x'}",
        "POST   | /join            |",
        "PUT    | /read            | {'message_id':'0197a1b2-0000-7000-8000-000000000001'}",
        "GET    | /events          |",
        "GET    | /pins            |",
      })
  void aPrivateChannelAnswersLikeAnUnknownOne(String method, String path, String body) {
    String rest = path == null ? "" : path;
    Answer hidden = john.send(method, PLANS + rest, body == null ? "" : body);
    Answer unknown = john.send(method, NOWHERE + rest, body == null ? "" : body);

    assertThat(hidden.status()).isEqualTo(404);
    assertThat(hidden.body()).isEqualTo(unknown.body());
    assertThat(jane.get(PLANS + "/messages").status()).isEqualTo(200);
  }

  @Test
  void messagesOfAPrivateChannelAreUnknownToOthers() {
    String secret = jane.get(PLANS + "/messages").list().getFirst().string("id");

    for (String path : List.of("", "/thread", "/edits")) {
      assertThat(john.get("/api/messages/" + secret + path).status()).isEqualTo(404);
    }
    assertThat(john.delete("/api/messages/" + secret).status()).isEqualTo(404);
    assertThat(john.post("/api/messages/" + secret + "/reactions", "{'emoji':'x'}").status())
        .isEqualTo(404);
    assertThat(john.get(DEMO + "/channels").body()).doesNotContain("plans");
    assertThat(jane.get(DEMO + "/channels").body()).contains("plans");
  }

  @Test
  void whatIsWrongIsNamed() {
    Map<String, String> wrong =
        Map.of(
            "{'content':'  '}", "content",
            "{'content':7}", "content",
            "{'content':'x','temp_id':{}}", "temp_id",
            "{'content':'x','attachments':[{'id':'0197a1b2-0000-7000-8000-000000000001'}]}",
                "attachments");
    wrong.forEach((body, field) -> {
      Answer refused = john.post(channel + "/messages", body);
      assertThat(refused.status()).describedAs(refused.body()).isEqualTo(400);
      assertThat(refused.error().optionalObject("details").orElseThrow().string("field"))
          .isEqualTo(field);
    });
    assertThat(john.get(channel + "/messages?limit=101").status()).isEqualTo(400);
    assertThat(john.get(channel + "/messages?limit=0").status()).isEqualTo(400);
    assertThat(john.get(channel + "/messages?before=a&after=b").status()).isEqualTo(400);
    assertThat(john.send("POST", channel + "/messages", "").status()).isEqualTo(415);
    assertThat(john.send("PATCH", channel + "/messages", "{}").status()).isEqualTo(405);
    assertThat(new RestUser(server, "nonsense", "").get(channel).status()).isEqualTo(401);
    assertThat(new RestUser(server, "", "").get("/api/me").status()).isEqualTo(401);
  }

  @Test
  void aChannelIsFoundInItsOwnWorkspaceOnly() {
    String id = channel.substring(channel.lastIndexOf('/') + 1);
    String other = john.post("/api/workspaces", "{'name':'Other'}").data().string("id");
    say(john, "here");

    assertThat(contents(john.get(DEMO + "/channels/" + id + "/messages"))).containsExactly("here");
    assertThat(john.get("/api/workspaces/" + other + "/channels/" + id).status()).isEqualTo(404);
  }

  @Test
  void anArchivedChannelIsReadAndNoMore() {
    say(john, "last words");
    assertThat(jane.delete(channel).status()).isEqualTo(403);
    assertThat(john.delete(channel).status()).isEqualTo(200);

    Answer refused = john.post(channel + "/messages", "{'content':'x'}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.error().string("code")).isEqualTo("ARCHIVED");
    assertThat(contents(jane.get(channel + "/messages"))).containsExactly("last words");
  }

  @Test
  void sixtyMessagesAMinuteAreEnough() {
    RestUser talker = RestUser.register(server, count, "Talker");
    assertThat(talker.post(channel + "/join", "").status()).isEqualTo(201);
    int sent = 0;
    Answer refused = talker.post(channel + "/messages", "{'content':'x'}");
    while (refused.status() == 201 && sent < 100) {
      sent++;
      refused = talker.post(channel + "/messages", "{'content':'x'}");
    }

    // While they are sent some grow back; and what a node took another one knows a moment later.
    assertThat(sent).isBetween(60, server.hasOthers() ? 70 : 62);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    JsonObject details = refused.error().optionalObject("details").orElseThrow();
    assertThat(details.string("reason")).isEqualTo("rate_limit_exceeded");
    assertThat(details.optionalInteger("retry_after", 1, 1_000)).isPresent();
  }

  /** chat.md 3.4: the paths that the Topics API has too. */
  @Test
  void anIdGoesToTheApiThatKnowsIt() {
    String inChat = say(john, "chat");
    String inTopics = john.post("/api/messages", "{'content':'topics'}").data().string("id");

    assertThat(john.get("/api/messages/" + inChat).data().string("content")).isEqualTo("chat");
    assertThat(john.get("/api/messages/" + inTopics).data().string("content")).isEqualTo("topics");
    assertThat(john.delete("/api/messages/" + inChat).data().string("id")).isEqualTo(inChat);
    assertThat(john.delete("/api/messages/" + inTopics).data().string("id")).isEqualTo(inTopics);
    assertThat(john.delete("/api/messages/" + inTopics).status()).isEqualTo(404);
    assertThat(contents(john.get(channel + "/messages"))).isEmpty();
  }
}
