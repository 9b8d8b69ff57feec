package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.chat.ChatSetting;
import dev.carillon.chat.Chat;
import dev.carillon.chat.ChatListener;
import dev.carillon.chat.ChatSettings;
import dev.carillon.chat.Outcome;
import dev.carillon.chat.Paging;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.Message;
import dev.carillon.chat.model.Page;
import dev.carillon.chat.model.ReadMark;
import dev.carillon.chat.model.WorkspaceEvent;
import dev.carillon.storage.sql.CommitListener;
import dev.carillon.storage.sqlite.SqliteDatabase;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.ws.LiveClient;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed between a message and its acknowledgement: whoever sends again what was
 * not acknowledged has every message exactly once.
 */
class ChatCrashIT {
  private static final int MESSAGES = 200;
  private static final int ACKNOWLEDGED = 20;

  @TempDir private Path folder = Path.of("");

  private final HttpClient http = HttpClient.newHttpClient();
  private String topic = "";
  private String channelId = "";

  @Test
  void everyMessageIsThereOnceAfterAKillAndARetry() throws Exception {
    ChatSetting setting = inChat(ChatSetting::in);
    channelId = setting.channelId();
    topic = "channel:" + channelId;
    try (ServerProcess server = start()) {
      LiveClient client = joined(server.awaitReady());
      for (int i = 0; i < MESSAGES; i++) {
        client.say(message(i));
      }
      Await.until(() -> acknowledged(client).size() >= ACKNOWLEDGED, Duration.ofSeconds(60));
      server.kill();
      assertThat(server.awaitExit()).isNotZero();
      // Of the others some were stored and some were not: the client can't know.
    }

    try (ServerProcess server = start()) {
      LiveClient client = joined(server.awaitReady());
      for (int i = 0; i < MESSAGES; i++) {
        client.say(message(i));
      }
      Await.until(() -> acknowledged(client).size() >= MESSAGES, Duration.ofSeconds(60));
    }

    List<String> expected = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      expected.add("message " + i);
    }
    assertThat(inChat(this::contents)).containsExactlyInAnyOrderElementsOf(expected);
  }

  private ServerProcess start() {
    return ServerProcess.start(
        folder,
        Map.of("LIMITS", "off"),
        "demo",
        "--port",
        "0",
        "--data",
        folder.resolve("data").toString());
  }

  private LiveClient joined(int port) {
    LiveClient client =
        LiveClient.connect(
            http, "ws://127.0.0.1:" + port + "/socket/websocket?vsn=2.0.0&token=your-jwt-token");
    client.say("[\"1\",\"join\",\"" + topic + "\",\"phx_join\",{}]");
    client.await("presence_state");
    return client;
  }

  private String message(int i) {
    return "[\"1\",\"%d\",\"%s\",\"send_message\",{\"content\":\"message %d\",\"temp_id\":%d}]"
        .formatted(i, topic, i, i);
  }

  private static List<String> acknowledged(LiveClient client) {
    return client.heard().stream().filter(text -> text.contains("\"message_sent\"")).toList();
  }

  private <T> T inChat(Function<Chat, T> work) throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    try (SqliteDatabase database =
        SqliteDatabase.open(data, CommitListener.NONE, System::nanoTime)) {
      return work.apply(Chat.over(database.chat(), new Deaf(), ChatSettings.DEFAULT, new Random()));
    }
  }

  private List<String> contents(Chat chat) {
    List<String> contents = new ArrayList<>();
    Paging paging = Paging.latest(Paging.MAX_LIMIT);
    while (true) {
      Outcome<Page<Message>> read =
          chat.history().messages(ChatSetting.JOHN, channelId, paging, false);
      Page<Message> page = ((Outcome.Done<Page<Message>>) read).value();
      page.items().forEach(message -> contents.add(message.content()));
      if (!page.hasMore()) {
        return contents;
      }
      paging = Paging.before(page.items().getFirst().id(), Paging.MAX_LIMIT);
    }
  }

  /** Nobody listens while the server is down. */
  private static final class Deaf implements ChatListener {
    @Override
    public void changed(ChatEvent event) {}

    @Override
    public void changed(WorkspaceEvent event) {}

    @Override
    public void read(ReadMark mark) {}
  }
}
