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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Chat API over the whole server: sockets, tokens, SQLite. */
@AnyNodes
class ChatIT {
  private final HttpClient http = HttpClient.newHttpClient();
  private TestServer server;
  private ChatSetting setting;
  private String topic;

  @BeforeEach
  void start() {
    server = TestServer.start();
    setting = ChatSetting.in(server.chat());
    topic = "channel:" + setting.channelId();
  }

  @AfterEach
  void stop() {
    server.close();
    http.close();
  }

  private LiveClient connect(String email) {
    return LiveClient.connect(
        http, server.webSocketUrl("/socket/websocket?vsn=2.0.0&token=" + server.token(email)));
  }

  private LiveClient joined(String email) {
    LiveClient client = connect(email);
    client.say("[\"1\",\"1\",\"" + topic + "\",\"phx_join\",{}]");
    client.await("presence_state");
    return client;
  }

  @Test
  void twoUsersTalk() {
    LiveClient john = joined("user@example.com");
    LiveClient jane = joined("jane@example.com");
    john.say("[\"1\",\"2\",\"" + topic + "\",\"send_message\",{\"content\":\"Hi\"}]");

    jane.await(text -> text.startsWith("[null,null,\"" + topic + "\",\"new_message\","));
    john.await("new_message");
    List<String> events =
        john.heard().stream()
            .map(text -> text.replaceAll("^\\[[^,]*,[^,]*,\"[^\"]*\",\"([^\"]*)\".*", "$1"))
            .filter(event -> !event.equals("presence_diff") && !event.equals("user_joined"))
            .toList();
    assertThat(events)
        .containsExactly(
            "phx_reply",
            "messages_loaded",
            "presence_state",
            "phx_reply",
            "message_sent",
            "new_message");
    assertThat(john.heard().getFirst()).startsWith("[\"1\",\"1\",\"" + topic + "\",\"phx_reply\",");
  }

  @Test
  void aSocketWithoutATokenIsToldSo() {
    LiveClient nobody =
        LiveClient.connect(http, server.webSocketUrl("/socket/websocket?vsn=2.0.0"));
    nobody.say("[\"1\",\"1\",\"" + topic + "\",\"phx_join\",{}]");

    assertThat(nobody.await("phx_reply")).contains("Invalid or expired token");
  }

  @Test
  void aRefreshTokenIsNoToken() {
    String refresh = server.refreshToken("user@example.com");
    LiveClient client =
        LiveClient.connect(
            http, server.webSocketUrl("/socket/websocket?vsn=2.0.0&token=" + refresh));
    client.say("[\"1\",\"1\",\"" + topic + "\",\"phx_join\",{}]");

    assertThat(client.await("phx_reply")).contains("Invalid or expired token");
  }

  @Test
  void loggingOutEndsTheSocket() {
    String token = server.login("user@example.com");
    LiveClient john =
        LiveClient.connect(http, server.webSocketUrl("/socket/websocket?vsn=2.0.0&token=" + token));
    john.say("[\"1\",\"1\",\"" + topic + "\",\"phx_join\",{}]");
    john.await("presence_state");
    assertThat(
            server
                .post("/api/auth/logout", token, json -> json.beginObject().endObject())
                .statusCode())
        .isBetween(200, 299);

    Await.until(john::isGone, Duration.ofSeconds(30));
    assertThat(john.closeCode()).isEqualTo(4401);
  }

  @Test
  void manySendersAreHeardInOneOrder() {
    List<LiveClient> clients = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      clients.add(joined(i % 2 == 0 ? "user@example.com" : "jane@example.com"));
    }
    for (int i = 0; i < 5; i++) {
      for (LiveClient client : clients) {
        client.say(
            "[\"1\",\"%d\",\"%s\",\"send_message\",{\"content\":\"m%d\"}]".formatted(i, topic, i));
      }
    }

    List<String> order = messages(clients.getFirst(), 40);
    for (LiveClient client : clients) {
      assertThat(messages(client, 40)).isEqualTo(order);
    }
  }

  @Test
  void whatOneClientSendsWithoutWaitingIsAnsweredAndHeardInItsOrder() {
    LiveClient john = joined("user@example.com");
    LiveClient jane = joined("jane@example.com");
    int count = 60;
    for (int i = 0; i < count; i++) {
      john.say(
          "[\"1\",\"s%d\",\"%s\",\"send_message\",{\"content\":\"n%d.\"}]".formatted(i, topic, i));
    }
    john.say("[\"1\",\"end\",\"" + topic + "\",\"phx_leave\",{}]");

    john.await("\"end\"");
    assertThat(numbers(john, ",\"phx_reply\",")).isEqualTo(upTo(count));
    assertThat(numbers(john, ",\"message_sent\",")).isEqualTo(upTo(count));
    Await.until(() -> of(jane).size() >= count, Duration.ofSeconds(30));
    assertThat(numbers(jane, ",\"new_message\",")).isEqualTo(upTo(count));
  }

  private static List<Integer> upTo(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static List<Integer> numbers(LiveClient client, String event) {
    return client.heard().stream()
        .filter(text -> text.contains(event))
        .map(Pattern.compile("\"content\":\"n(\\d+)\\.\"")::matcher)
        .filter(Matcher::find)
        .map(match -> Integer.valueOf(match.group(1)))
        .toList();
  }

  private static List<String> messages(LiveClient client, int count) {
    Await.until(() -> of(client).size() >= count, Duration.ofSeconds(30));
    return of(client);
  }

  private static List<String> of(LiveClient client) {
    return client.heard().stream().filter(text -> text.contains("\"new_message\"")).toList();
  }

  @Test
  void aCutConnectionLeavesNoTypingAndNoPresenceBehind() {
    LiveClient jane = joined("jane@example.com");
    LiveClient john = joined("user@example.com");
    john.say("[\"1\",\"2\",\"" + topic + "\",\"typing_start\",{}]");
    jane.await("typing_start");
    john.cut();

    jane.await("typing_stop");
    jane.await(text -> text.contains("presence_diff") && text.contains("\"leaves\":{\""));
  }
}
