package dev.carillon.api.chat;

import static dev.carillon.api.chat.ChatClient.gists;
import static dev.carillon.api.chat.ChatClient.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.chat.ChatClient.Heard;
import dev.carillon.chat.MemoryChatStore;
import dev.carillon.testkit.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Row 11: whoever is there is a live socket, and nobody else is. */
class PresenceTest {
  private final ChatApiWorld world =
      new ChatApiWorld(
          new ChatApiSettings(ChatApiSettings.RefuseAt.JOIN, Duration.ofHours(1), null),
          2,
          new MemoryChatStore());
  private final String topic = world.topic(world.general);

  @Test
  void row11AMetaSaysWhoAndHow() {
    ChatClient john =
        world.connect(
            Map.of(
                "token", List.of("john"),
                "vsn", List.of("2.0.0"),
                "device", List.of("phone")),
            0);
    List<Heard> heard = john.hears(topic, "phx_join", "{'status':'away'}");
    JsonNode meta = only(heard, "presence_state").payload().get("john").get("metas").get(0);

    assertThat(meta.get("name").asString()).isEqualTo("John Doe");
    assertThat(meta.get("avatar_url").isNull()).isTrue();
    assertThat(meta.get("joined_at").asLong()).isEqualTo(world.clock.millis() / 1_000);
    assertThat(meta.get("status").asString()).isEqualTo("away");
    assertThat(meta.get("device").asString()).isEqualTo("phone");
    assertThat(meta.get("phx_ref").asString()).isNotBlank();
  }

  @Test
  void row11AJoinWithAStatusThatIsNoneIsRefused() {
    Heard reply = world.connect("john").hears(topic, "phx_join", "{'status':'x'}").getFirst();

    assertThat(reply.response().get("errors").has("status")).isTrue();
  }

  @Test
  void row11AUserWithTwoDevicesHasTwoMetas() {
    world.connect("john").joined(world.general);
    world.connect("john").joined(world.general);
    world.pass(1_000);
    List<Heard> heard = world.connect("jane").hears(topic, "phx_join", "{}");

    assertThat(only(heard, "presence_state").payload().get("john").get("metas").size())
        .isEqualTo(2);
  }

  @Test
  void row11WhoComesBackWithinTheGraceHasNotLeft() {
    ChatClient jane = world.connect("jane").joined(world.general);
    ChatClient john = world.connect("john").joined(world.general);
    world.pass(1_000);
    jane.hears();
    john.lost();
    world.pass(2_000);
    assertThat(gists(jane.hears())).doesNotContain("presence_diff");
    world.connect("john").joined(world.general);
    world.pass(1_000);

    JsonNode diff = only(jane.hears(), "presence_diff").payload();
    assertThat(diff.get("joins").has("john")).isTrue();
    assertThat(diff.get("leaves").has("john")).isTrue();
    world.pass(10_000);
    assertThat(gists(jane.hears())).doesNotContain("presence_diff");
  }

  @Test
  void aHalfOpenConnectionsPlaceEndsWithIt() {
    ChatClient jane = world.connect("jane").joined(world.general);
    ChatClient john = world.connect("john").joined(world.general);
    world.pass(1_000);
    jane.hears();
    john.timedOut();
    world.pass(5_000);

    assertThat(only(jane.hears(), "presence_diff").payload().get("leaves").has("john")).isTrue();
  }

  @Test
  void whoLeavesTheTopicLeavesAtOnce() {
    ChatClient jane = world.connect("jane").joined(world.general);
    ChatClient john = world.connect("john").joined(world.general);
    world.pass(1_000);
    jane.hears();
    john.hears(topic, "phx_leave", "{}");
    world.pass(100);

    assertThat(only(jane.hears(), "presence_diff").payload().get("leaves").has("john")).isTrue();
  }

  @Test
  void aChangedStatusIsOneDifference() {
    ChatClient jane = world.connect("jane").joined(world.general);
    ChatClient john = world.connect("john").joined(world.general).inWorkspace();
    world.pass(1_000);
    jane.hears();
    john.hears("workspace:" + world.workspace, "user_status_change", "{'status':'busy'}");
    world.pass(100);
    JsonNode diff = only(jane.hears(), "presence_diff").payload();

    assertThat(diff.get("joins").get("john").get("metas").get(0).get("status").asString())
        .isEqualTo("busy");
    assertThat(diff.get("leaves").get("john").get("metas").size()).isEqualTo(1);
  }

  @Seeds(100)
  void aStormOfReconnectsEndsWithExactlyTheLiveSockets(RandomGenerator random) {
    ChatClient observer = world.connect("owner").joined(world.general);
    Map<String, Set<String>> seen = new TreeMap<>();
    List<ChatClient> live = new ArrayList<>();
    List<String> users = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      if (live.isEmpty() || random.nextInt(3) > 0) {
        String user = random.nextBoolean() ? "john" : "jane";
        ChatClient client = world.connectStill(user, random.nextInt(2));
        client.say(topic, "phx_join", "{}");
        live.add(client);
        users.add(user);
      } else {
        int which = random.nextInt(live.size());
        end(live.remove(which), random);
        users.remove(which);
      }
      if (random.nextInt(3) == 0) {
        world.run();
        world.pass(random.nextInt(2_000));
        follow(observer, seen);
      }
    }
    world.run();
    world.pass(6_000);
    follow(observer, seen);

    JsonNode state =
        new JsonMapper()
            .readTree(world.api.presence().state(Broadcasts.channel(world.general)).toString());
    for (String user : List.of("john", "jane")) {
      int count = (int) users.stream().filter(user::equals).count();
      assertThat(state.path(user).path("metas").size()).as(user).isEqualTo(count);
      assertThat(seen.getOrDefault(user, Set.of())).as(user).hasSize(count);
    }
    assertThat(world.api.typing().size()).isZero();
  }

  private void end(ChatClient client, RandomGenerator random) {
    switch (random.nextInt(4)) {
      case 0 -> client.lost();
      case 1 -> client.gone();
      case 2 -> client.timedOut();
      default -> {
        client.say(topic, "phx_leave", "{}");
        client.gone();
      }
    }
  }

  /** As Phoenix's own client does it. */
  private static void follow(ChatClient observer, Map<String, Set<String>> seen) {
    for (Heard heard : observer.hears()) {
      if (heard.event().equals("presence_diff")) {
        heard
            .payload()
            .get("joins")
            .forEachEntry((user, metas) ->
                refs(metas).forEach(seen.computeIfAbsent(user, _ -> new TreeSet<>())::add));
        heard
            .payload()
            .get("leaves")
            .forEachEntry((user, metas) ->
                refs(metas).forEach(seen.computeIfAbsent(user, _ -> new TreeSet<>())::remove));
      }
    }
  }

  private static List<String> refs(JsonNode metas) {
    return metas.get("metas").valueStream().map(meta -> meta.get("phx_ref").asString()).toList();
  }
}
