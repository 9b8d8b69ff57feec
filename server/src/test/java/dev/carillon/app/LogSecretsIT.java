package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.carillon.testkit.ws.RawWebSocket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Whatever clients show us to prove who they are, no log line repeats it, at any level of ours. */
@AnyNodes
class LogSecretsIT {
  private static final Pattern SECRET =
      Pattern.compile("\"(?:accessToken|refreshToken|key)\":\"([^\"]{16,})\"");

  private final Logger ours = context().getLogger("dev.carillon");
  private final Lines lines = new Lines();

  /** Keeps all that is logged as text. */
  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final Queue<String> all = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      all.add(event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }

  @BeforeEach
  void listen() {
    lines.setContext(context());
    lines.start();
    ours.setLevel(Level.TRACE);
    ours.setAdditive(false);
    ours.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    ours.detachAppender(lines);
    ours.setAdditive(true);
    ours.setLevel(null);
  }

  private void connect(TestServer server, String path, String token) {
    try (RawWebSocket socket = RawWebSocket.open(server.address().getPort(), path)) {
      socket.send("{\"type\":\"auth\",\"token\":\"" + token + "\"}");
      assertThat(socket.nextText()).contains("auth_");
    }
  }

  @Test
  void noTokenKeyOrPasswordIsLogged() {
    String session;
    String key;
    String access;
    String hook;
    try (TestServer server = TestServer.start()) {
      session =
          server
              .post(
                  "/api/auth/login?password=hunter2hunter2",
                  "",
                  json ->
                      json.beginObject()
                          .field("email", "user@example.com")
                          .field("password", "password123")
                          .endObject())
              .body();
      access = secrets(session).getFirst();
      server.post(
          "/api/auth/login",
          "",
          json ->
              json.beginObject()
                  .field("email", "user@example.com")
                  .field("password", "hunter2hunter2")
                  .endObject());
      key =
          server
              .post("/api/keys", access, json -> json.beginObject().field("name", "k").endObject())
              .body();
      server.get("/api/auth/me?token=" + access, access);
      server.get("/api/auth/me", access + "tampered");
      hook = postByHook(server, access);
      connect(server, "/ws?token=" + access, access);
      connect(server, "/ws", access + "tampered");
      connect(server, "/ws", "hunter2hunter2");
    }

    assertThat(lines.all).isNotEmpty();
    assertThat(secrets(session)).hasSize(2);
    assertThat(secrets(key)).isNotEmpty();
    assertThat(hook).hasSize(43);
    for (String line : lines.all) {
      assertThat(line).doesNotContain("password123", "hunter2hunter2", hook);
      assertThat(line).doesNotContain(secrets(session)).doesNotContain(secrets(key));
    }
  }

  /** The token of a webhook that posted. */
  private static String postByHook(TestServer server, String access) {
    String made =
        server
            .post(
                "/api/channels/12345678-1234-5678-1234-123456789012/webhooks",
                access,
                json ->
                    json.beginObject().field("type", "incoming").field("name", "CI").endObject())
            .body();
    String path = made.replaceAll("(?s).*(/api/hooks/[^\"]*)\".*", "$1");
    for (String variant : List.of(path, path + "/", path + "?x=1")) {
      server.post(variant, "", json -> json.beginObject().field("text", "x").endObject());
    }
    server.get(path, "");
    return path.replaceFirst(".*/", "");
  }

  private static List<String> secrets(String json) {
    Matcher matcher = SECRET.matcher(json);
    return matcher.results().map(found -> found.group(1)).toList();
  }
}
