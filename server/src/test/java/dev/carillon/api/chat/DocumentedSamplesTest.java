package dev.carillon.api.chat;

import static dev.carillon.api.chat.ChatClient.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.chat.ChatClient.Heard;
import dev.carillon.chat.ChatWorkspaces;
import dev.carillon.chat.MemoryChatStore;
import dev.carillon.chat.MessageRef;
import dev.carillon.chat.UpdateChannel;
import dev.carillon.chat.model.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What docs/api/chat.md shows is what is said and heard, member by member. */
class DocumentedSamplesTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path PAGE = Path.of("..", "docs", "api", "chat.md");

  private final ChatApiWorld world =
      new ChatApiWorld(
          new ChatApiSettings(
              ChatApiSettings.RefuseAt.JOIN,
              Duration.ofMinutes(1),
              new ChatApiSettings.Limits(100, 60, 30, 10, 120)),
          1,
          new MemoryChatStore());
  private final String topic = world.topic(world.general);
  private final ChatClient jane = world.connect("jane").joined(world.general);
  private final ChatClient john = world.connect("john").joined(world.general);
  private final Map<String, JsonNode> heard = new LinkedHashMap<>();

  private static String page() {
    try {
      return Files.readString(PAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of "What a client hears": each event with its sample. */
  private static Map<String, JsonNode> documentedEvents() {
    String page = page();
    int from = page.indexOf("## What a client hears");
    String section = page.substring(from, page.indexOf("\n## ", from + 1));
    Map<String, JsonNode> events = new LinkedHashMap<>();
    Pattern.compile("(?m)^\\| (`[^|]*`) \\| `(\\{.*?})`")
        .matcher(section)
        .results()
        .forEach(row -> {
          for (String event : row.group(1).replace("`", "").split(", ", -1)) {
            events.put(event, json(row.group(2)));
          }
        });
    return events;
  }

  /** What the page leaves out is left out. */
  private static JsonNode json(String sample) {
    return JSON.readTree(
        sample.replace("{...}", "{}").replace("[...]", "[]").replace(",...}", "}"));
  }

  private List<Heard> johnSays(String event, String payload) {
    List<Heard> answers = john.hears(topic, event, payload);
    answers.forEach(this::note);
    jane.hears().forEach(this::note);
    return answers;
  }

  private void note(Heard one) {
    heard.putIfAbsent(one.event(), one.payload());
  }

  private void everyoneHears() {
    john.hears().forEach(this::note);
    jane.hears().forEach(this::note);
  }

  private MessageRef johnsMessage(String id) {
    return new MessageRef(world.general, id);
  }

  private String said(String payload) {
    return johnSays("send_message", payload)
        .getFirst()
        .response()
        .get("message")
        .get("id")
        .asString();
  }

  private void channelLives() {
    long now = world.clock.millis();
    String id = said("{'content':'Hello','temp_id':'t1'}");
    String message = "'message_id':'" + id + "'";
    johnSays("edit_message", "{" + message + ",'content':'Hello again'}");
    JsonNode reaction =
        johnSays("add_reaction", "{" + message + ",'emoji':':thumbsup:'}")
            .getFirst()
            .response()
            .get("reaction");
    johnSays("remove_reaction", "{'reaction_id':'" + reaction.get("id").asString() + "'}");
    johnSays("start_thread", "{" + message + "}");
    said("{'content':'Yes','thread_id':'" + id + "','temp_id':'t2'}");
    johnSays("typing_start", "{}");
    johnSays("typing_stop", "{}");
    String hers = world.send("jane", "Hi").id();
    johnSays("mark_read", "{'message_id':'" + hers + "'}");
    johnSays("load_older_messages", "{'before_id':'" + id + "','limit':20}");
    world.chat.messages().pin("john", johnsMessage(id), true, now, _ -> {});
    world.chat.messages().pin("john", johnsMessage(id), false, now, _ -> {});
    johnSays("delete_message", "{" + message + "}");
    world
        .chat
        .channels()
        .update("owner", world.general, new UpdateChannel(null, null, "News", null), now, _ -> {});
    world
        .chat
        .workspaces()
        .putMember(
            "owner",
            world.workspace,
            new ChatWorkspaces.Member("stranger", Role.MEMBER),
            now,
            _ -> {});
    ChatClient third = world.connect("stranger");
    third.hears(topic, "phx_join", "{}").forEach(this::note);
    world.pass(1_000);
    everyoneHears();
    world.chat.channels().leave("stranger", world.general, now, _ -> {});
    third.hears().forEach(this::note);
    everyoneHears();
  }

  @Test
  void everyEventThatIsDocumentedIsHeardAsItIsDocumented() {
    channelLives();

    Map<String, JsonNode> documented = documentedEvents();
    assertThat(documented).hasSizeGreaterThan(15);
    assertThat(heard).containsKeys(documented.keySet().toArray(String[]::new));
    documented.forEach((event, sample) ->
        SeedExamples.assertLike(event, sample, Objects.requireNonNull(heard.get(event))));
  }

  @Test
  void everyBlockOfJsonIsWhatComes() {
    List<JsonNode> blocks =
        SeedExamples.blocks(page(), "json").stream().map(DocumentedSamplesTest::json).toList();
    JsonNode unauthorized =
        world.connect("nobody").hears(topic, "phx_join", "{}").getFirst().payload();
    said("{'content':'Hello'}");
    List<Heard> anew = world.connect("john").hears(topic, "phx_join", "{}");
    List<Heard> resumed =
        world.connect("john").hears(topic, "phx_join", blocks.get(1).toString().replace("41", "1"));
    JsonNode denied = jane.hears(world.topic(world.secret), "phx_join", "{}").getFirst().payload();
    List<Heard> sent = johnSays("send_message", "{'content':'Hello','temp_id':'t1'}");
    List<Heard> blank = johnSays("send_message", "{'content':' ','temp_id':'t1'}");
    world.pass(301_000);
    String id = sent.getFirst().response().get("message").get("id").asString();
    List<Heard> late = johnSays("edit_message", "{'message_id':'" + id + "','content':'x'}");
    for (int i = 0; i < 60; i++) {
      johnSays("send_message", "{'content':'more'}");
    }
    JsonNode limited = johnSays("send_message", "{'content':'more'}").getFirst().payload();

    assertThat(resumed.getFirst().gist()).isEqualTo("phx_reply ok");
    List<JsonNode> came =
        List.of(
            unauthorized,
            blocks.get(1),
            anew.getFirst().payload(),
            denied,
            only(anew, "messages_loaded").payload(),
            only(resumed, "resumed").payload(),
            only(sent, "new_message").payload().get("message"),
            only(sent, "message_sent").payload(),
            only(blank, "message_error").payload(),
            only(late, "edit_error").payload(),
            limited);
    // The others are of uploads and webhooks: see UploadRoutesIT and WebhookRoutesIT.
    assertThat(blocks).hasSize(came.size() + 3);
    for (int i = 0; i < came.size(); i++) {
      SeedExamples.assertLike("block " + i, blocks.get(i), came.get(i));
    }
    assertThat(unauthorized).isEqualTo(blocks.getFirst());
    assertThat(denied).isEqualTo(blocks.get(3));
  }
}
