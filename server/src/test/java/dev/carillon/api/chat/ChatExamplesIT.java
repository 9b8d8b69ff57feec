package dev.carillon.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.app.AnyNodes;
import dev.carillon.app.TestServer;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.ws.LiveClient;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * The document's examples as in {@link SeedExamplesTest}, over sockets: what one client pushes, all
 * of the others hear.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@AnyNodes
class ChatExamplesIT {
  private static final String SAMPLE_ID = "12345678-1234-5678-1234-123456789012";
  private static final String JOHN = "user@example.com";
  private static final String JANE = "jane@example.com";

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<LiveClient> sockets = new ArrayList<>();
  private TestServer server;
  private ChatSetting setting;
  private String topic;
  private LivePhoenix john;
  private LivePhoenix phone;
  private LivePhoenix jane;
  private LivePhoenix tablet;

  @BeforeAll
  void start() {
    server = TestServer.start();
  }

  @BeforeEach
  void join() {
    setting = ChatSetting.in(server.chat());
    topic = "channel:" + setting.channelId();
    john = joined(JOHN);
    phone = joined(JOHN);
    jane = joined(JANE);
    tablet = joined(JANE);
  }

  @AfterEach
  void close() {
    sockets.forEach(LiveClient::close);
    sockets.clear();
  }

  @AfterAll
  void stop() {
    server.close();
    http.close();
  }

  private LivePhoenix joined(String email) {
    return open(email, topic).joins("{}");
  }

  private LivePhoenix open(String email, String of) {
    LiveClient socket =
        LiveClient.connect(
            http, server.webSocketUrl("/socket/websocket?vsn=2.0.0&token=" + server.token(email)));
    sockets.add(socket);
    return new LivePhoenix(socket, of);
  }

  private static String example(String name, String id) {
    return SeedExamples.text(name).replace(SAMPLE_ID, id);
  }

  /** Sends a message, and gives its id once all have heard of it. */
  private String sent(LivePhoenix by, String content) {
    return sent(by, content, all());
  }

  private static String sent(LivePhoenix by, String content, List<LivePhoenix> hearers) {
    String id =
        by.does("send_message", "{'content':'" + content + "'}").at("/message/id").asString();
    hearers.forEach(client -> client.hears("new_message", heard -> heard.toString().contains(id)));
    return id;
  }

  private List<LivePhoenix> all() {
    return List.of(john, phone, jane, tablet);
  }

  /** All hear an event like the example, once each. */
  private void allHear(String event, String example) {
    for (LivePhoenix client : all()) {
      SeedExamples.assertLike(example, client.hears(event));
    }
    assertThat(all()).allMatch(client -> client.count(event) == 1);
  }

  @Test
  void sendingEditingAndDeleting() {
    SeedExamples.assertLike(
        "05-message_sent", john.does("send_message", SeedExamples.text("04-send_message")));
    SeedExamples.assertLike("05-message_sent", john.hears("message_sent"));
    allHear("new_message", "20-new_message");
    String id = jane.hears("new_message").at("/message/id").asString();

    john.does("edit_message", example("08-edit_message", id));
    SeedExamples.assertLike("09-message_edited", john.hears("message_edited"));
    allHear("message_updated", "21-message_updated");

    phone.does("delete_message", example("11-delete_message", id));
    allHear("message_deleted", "22-message_deleted");
  }

  @Test
  void threads() {
    String root = sent(jane, "the root");

    john.does("start_thread", example("19-start_thread", root));
    allHear("thread_started", "31-thread_started");

    tablet.does(
        "send_message", SeedExamples.text("07-send_reply").replace("parent_message_id", root));
    SeedExamples.assertLike("33-thread_reply_sent", tablet.hears("thread_reply_sent"));
    allHear("thread_reply", "32-thread_reply");
  }

  @Test
  void reacting() {
    String id = sent(jane, "a message");

    JsonNode added = john.does("add_reaction", example("14-add_reaction", id));
    allHear("reaction_added", "25-reaction_added");
    jane.does("add_reaction", example("14-add_reaction", id));
    String reaction = added.at("/reaction/id").asString();
    phone.does(
        "remove_reaction",
        SeedExamples.text("15-remove_reaction").replace("reaction_12345", reaction));
    for (LivePhoenix client : all()) {
      SeedExamples.assertLike("26-reaction_removed", client.hears("reaction_removed"));
      Await.until(() -> client.count("reaction_added") == 2);
    }
  }

  @Test
  void typing() {
    john.does("typing_start", SeedExamples.text("12-push_typing_start"));
    SeedExamples.assertLike("23-typing_start", jane.hears("typing_start"));
    SeedExamples.assertLike("23-typing_start", tablet.hears("typing_start"));

    john.does("typing_stop", SeedExamples.text("13-push_typing_stop"));
    SeedExamples.assertLike("24-typing_stop", jane.hears("typing_stop"));
    SeedExamples.assertLike("24-typing_stop", tablet.hears("typing_stop"));
    assertThat(phone.count("typing_start")).isZero();
  }

  @Test
  void readingAndLookingBack() {
    String older = sent(jane, "older");
    String newer = sent(jane, "newer");

    JsonNode read = john.does("mark_read", example("16-mark_read", newer));
    assertThat(read.get("unread_count").asInt()).isZero();
    assertThat(phone.hears("message_read").get("message_id").asString()).isEqualTo(newer);

    phone.does("load_older_messages", example("17-load_older_messages", newer));
    JsonNode loaded = phone.hears("older_messages_loaded");
    SeedExamples.assertLike("18-older_messages_loaded", loaded);
    assertThat(loaded.at("/messages/0/id").asString()).isEqualTo(older);
    assertThat(jane.count("message_read")).isZero();
  }

  @Test
  void whoComesBackAnywhereGetsWhatWasMissed() {
    String known = sent(john, "known");
    phone.socket().cut();
    String missed = jane.does("send_message", "{'content':'missed'}").at("/message/id").asString();
    tablet.does("edit_message", "{'message_id':'" + missed + "','content':'missed!'}");

    for (int i = 0; i < 3; i++) {
      LivePhoenix back = open(JOHN, topic).joins("{'last_message_id':'" + known + "'}");
      JsonNode resumed = back.hears("resumed");
      assertThat(back.hears("new_message").at("/message/id").asString()).isEqualTo(missed);
      assertThat(resumed.get("count").asInt()).isPositive();
      assertThat(back.count("messages_loaded")).isZero();
    }
  }

  @Test
  void comingAndGoing() {
    LivePhoenix news = open(JOHN, "workspace:" + setting.workspaceId()).joins("{}");
    LivePhoenix hers = open(JANE, "workspace:" + setting.workspaceId()).joins("{}");
    SeedExamples.assertLike("27-presence_state", john.hears("presence_state"));
    SeedExamples.assertLike("29-user_joined", john.hears("user_joined"));
    SeedExamples.assertLike("28-presence_diff", john.hears("presence_diff"));

    JsonNode made = hers.does("create_channel", "{'name':'plans'}");
    assertThat(news.hears("channel_created").at("/channel/id")).isEqualTo(made.at("/channel/id"));
    hers.does("leave_channel", "{'channel_id':'" + setting.channelId() + "'}");
    SeedExamples.assertLike("30-user_left", john.hears("user_left"));
    for (LivePhoenix client : List.of(jane, tablet)) {
      client.hears("phx_close");
    }
    sent(john, "hers no more", List.of(john, phone));
    assertThat(List.of(jane, tablet)).allMatch(client -> client.count("new_message") == 0);
  }

  @Test
  void refusals() {
    String id = sent(jane, "hers");

    JsonNode forbidden = john.asks("edit_message", example("08-edit_message", id));
    SeedExamples.assertLike("10-edit_error", john.hears("edit_error"));
    assertThat(forbidden.get("status").asString()).isEqualTo("error");
    JsonNode empty = john.asks("send_message", "{'content':'  ','temp_id':'t'}");
    SeedExamples.assertLike("06-message_error", empty.get("response"));
    SeedExamples.assertLike("06-message_error", john.hears("message_error"));
    assertThat(tablet.asks("edit_message", "{'message_id':'nothing','content':'x'}").at("/status"))
        .isEqualTo(forbidden.get("status"));
  }

  /** Sixty at once, and one more each second, however many connections of however many nodes. */
  @Test
  void aUsersDevicesShareTheLimitWhereverTheyAre() {
    List<LivePhoenix> devices = List.of(john, phone, joined(JOHN));
    long begin = System.nanoTime();
    int sent = 0;
    JsonNode answer = john.asks("send_message", "{'content':'first'}");
    while (answer.get("status").asString().equals("ok")) {
      sent++;
      assertThat(sent).isLessThan(120);
      answer = devices.get(sent % 3).asks("send_message", "{'content':'" + sent + "'}");
    }
    long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();

    SeedExamples.assertLike("36-rate_limited", answer);
    assertThat(sent).isBetween(60, (int) (63 + seconds));
  }
}
