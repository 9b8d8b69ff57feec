package dev.carillon.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.chat.rest.RestUser;
import dev.carillon.app.AnyNodes;
import dev.carillon.app.TestServer;
import dev.carillon.json.JsonObject;
import dev.carillon.testkit.Await;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The demo's workspace as its users find it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@AnyNodes
class DemoChatIT {
  private static final String WORKSPACE = "/api/workspaces/" + DemoChat.WORKSPACE;
  private static final String GENERAL = "/api/channels/" + DemoChat.GENERAL;
  private static final String MESSAGES = GENERAL + "/messages?limit=100&include_threads=true";

  private final AtomicInteger count = new AtomicInteger();
  private TestServer server;
  private RestUser john;
  private RestUser jane;

  @BeforeAll
  void start() {
    server = TestServer.start(Map.of("LIMITS", "off"));
    john = RestUser.of(server, "user@example.com");
    jane = RestUser.of(server, "jane@example.com");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static List<String> contents(RestUser reader, String path) {
    return reader.get(path).list().stream().map(message -> message.string("content")).toList();
  }

  @Test
  void generalIsTheDocumentsChannelWithJohnAndJane() {
    JsonObject channel = john.get(GENERAL).data();

    assertThat(channel.string("name")).isEqualTo("general");
    assertThat(channel.string("type")).isEqualTo("public");
    assertThat(channel.string("description")).isEqualTo("General discussion");
    assertThat(john.get(GENERAL + "/members").body())
        .contains(DemoWorld.JOHN, DemoWorld.JANE, "\"kind\":\"bot\"")
        .doesNotContain(DemoWorld.ADMIN);
  }

  @Test
  void muchWasSaidWithReactionsAThreadAndAnEdit() {
    List<JsonObject> messages = jane.get(MESSAGES).list();

    assertThat(messages).hasSizeGreaterThan(36);
    assertThat(messages)
        .anyMatch(message -> !message.optionalObjects("reactions").orElseThrow().isEmpty())
        .anyMatch(message -> message.optionalString("thread_id").isPresent())
        .anyMatch(message -> message.optionalBool("is_edited").orElseThrow());
    assertThat(messages.stream().map(message -> message.string("inserted_at")))
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void thePrivateChannelIsJanesAlone() {
    assertThat(jane.get(WORKSPACE + "/channels").body()).contains("\"plans\"");
    assertThat(john.get(WORKSPACE + "/channels").body()).doesNotContain("\"plans\"");
  }

  @Test
  void whoRegistersIsAMemberAndIsGreeted() {
    RestUser mia = RestUser.register(server, count, "Mia Wallace");

    assertThat(mia.get("/api/workspaces").body()).contains(DemoChat.WORKSPACE);
    assertThat(mia.get(WORKSPACE + "/channels").body()).contains("general");
    Await.until(
        () -> contents(john, MESSAGES).stream().anyMatch(text -> text.contains("Welcome, Mia")));
  }

  @Test
  void theBotAnswersWhoSpeaksToItWhereItWasAsked() {
    String asked =
        john.post(GENERAL + "/messages", "{'content':'@Bot echo one two'}").data().string("id");
    Await.until(() -> contents(john, MESSAGES).contains("one two"));
    john.post(GENERAL + "/messages", "{'content':'@bot ping','thread_id':'" + asked + "'}");
    Await.until(() -> john.get("/api/messages/" + asked + "/thread").body().contains("\"pong\""));
    john.post(GENERAL + "/messages", "{'content':'@bot what is the meaning of all this'}");
    Await.until(
        () -> contents(john, MESSAGES).stream().anyMatch(text -> text.contains("beyond me")));

    assertThat(contents(john, MESSAGES)).filteredOn("one two"::equals).hasSize(1);
  }

  @Test
  void theSameSeedSaysTheSameAtTheSameTimes() {
    try (TestServer first = TestServer.start(Map.of("CARILLON_SEED", "7"));
        TestServer second = TestServer.start(Map.of("CARILLON_SEED", "7"));
        TestServer other = TestServer.start(Map.of("CARILLON_SEED", "8"))) {
      List<Long> gaps = gaps(first);

      assertThat(gaps(second)).isEqualTo(gaps);
      assertThat(gaps(other)).isNotEqualTo(gaps);
    }
  }

  /** The milliseconds between what was said. */
  private static List<Long> gaps(TestServer server) {
    List<Long> times =
        RestUser.of(server, "jane@example.com").get(MESSAGES).list().stream()
            .map(message -> Instant.parse(message.string("inserted_at")).toEpochMilli())
            .toList();
    return IntStream.range(1, times.size()).mapToObj(i -> times.get(i - 1) - times.get(i)).toList();
  }
}
