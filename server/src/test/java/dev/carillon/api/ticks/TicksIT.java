package dev.carillon.api.ticks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.carillon.app.AnyNodes;
import dev.carillon.app.TestServer;
import dev.carillon.json.Json;
import dev.carillon.testkit.node.NodeScript;
import dev.carillon.testkit.ws.ClientFrame;
import dev.carillon.testkit.ws.RawWebSocket;
import dev.carillon.testkit.ws.ServerFrame;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The Ticks API of a whole server, with clients that are not ours. */
@AnyNodes
class TicksIT {
  private static final Path RESOURCES =
      Path.of("src", "test", "resources", "dev", "carillon", "api", "ticks");
  private static final Map<String, String> LIVE =
      Map.of("CARILLON_DEMO_TICKS", "true", "CARILLON_TICKS_WINDOW", "50ms");

  private static String accessToken(TestServer server) {
    HttpResponse<String> answer =
        server.post(
            "/api/keys/demo/access-token",
            server.token("user@example.com"),
            json -> json.beginObject().endObject());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.object(answer.body().getBytes(StandardCharsets.UTF_8))
        .optionalObject("data")
        .orElseThrow()
        .string("accessToken");
  }

  private static String join(String token) {
    return "{\"topic\":\"api:demo\",\"event\":\"phx_join\",\"payload\":{\"access_token\":\"%s\"},\"ref\":\"\"}"
        .formatted(token);
  }

  private static String subscribe(String... tokens) {
    return "{\"topic\":\"api:demo\",\"event\":\"subscribe\",\"payload\":{\"list\":[\"%s\"]},\"ref\":\"\"}"
        .formatted(String.join("\",\"", tokens));
  }

  private static RawWebSocket open(TestServer server) {
    return RawWebSocket.open(server.address().getPort(), "/socket/websocket");
  }

  @Test
  void aPythonClientInLockstepHearsTicks() throws IOException {
    assumeTrue(NodeScript.isThere("python3"), "python3 is not installed");
    try (TestServer server = TestServer.start(LIVE)) {
      Process client =
          new ProcessBuilder(
                  "python3",
                  RESOURCES.resolve("lockstep.py").toString(),
                  "127.0.0.1",
                  Integer.toString(server.address().getPort()),
                  accessToken(server))
              .redirectErrorStream(true)
              .start();
      String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(said.lines())
          .containsExactly(
              "unmatched topic",
              "Invalid Access Token. Try generating fresh Access Token",
              "ok",
              "22 25 2442 3812 35006 41289 42685",
              "updates",
              "25 22");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.16", "1.7.21"})
  void theNpmClientHearsTicks(String version) throws IOException {
    assumeTrue(NodeScript.isThere("node"), "node is not installed");
    try (TestServer server = TestServer.start(LIVE)) {
      String script =
          Files.readString(RESOURCES.resolve("npm.mjs"))
              .replace("URL", server.webSocketUrl("/socket"))
              .replace("TOKEN", accessToken(server));
      try (NodeScript client = start(version, script)) {
        client.awaitLine("left");
        List<String> order = new ArrayList<>(client.lines());
        assertThat(order.subList(0, 5))
            .containsExactly(
                "refused Invalid Access Token. Try generating fresh Access Token",
                "joined",
                "ltp 22",
                "subscribed",
                "update");
        assertThat(order).contains("unknown Invalid token 999", "unsubscribed 22");
      }
    }
  }

  private static NodeScript start(String version, String script) throws IOException {
    Path clients = Path.of("src", "test", "resources", "phoenix");
    Path folder = Files.createDirectories(Path.of("target", "ticks-clients"));
    for (String file : List.of("phoenix-" + version + ".mjs", "browser.mjs")) {
      Files.copy(clients.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    return NodeScript.start(
        folder,
        "npm-" + version + ".mjs",
        script.replace("PHOENIX", "phoenix-" + version),
        "--experimental-websocket");
  }

  @Test
  void rowA11AClientThatOnlyAnswersPingsLives() {
    Map<String, String> settings =
        Map.of("WEBSOCKET_PING_INTERVAL", "100", "WEBSOCKET_PING_TIMEOUT", "600");
    try (TestServer server = TestServer.start(settings);
        RawWebSocket client = open(server)) {
      client.send(join("your-jwt-token"));
      assertThat(client.nextText()).contains("\"status\":\"ok\"");

      for (int i = 0; i < 12; i++) {
        ServerFrame ping = client.next();
        assertThat(ping.opcode()).isEqualTo(ClientFrame.PING);
        client.send(ClientFrame.pong(ping.text()));
      }
      client.send(subscribe("22"));
      ServerFrame answer = client.next();
      while (answer.opcode() == ClientFrame.PING) {
        answer = client.next();
      }
      assertThat(answer.text()).contains("\"event\":\"ltp\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"join", "handshake"})
  void rowA13NobodyNeedsATokenWhereTheChatWantsOne(String refuseAt) {
    Map<String, String> settings = Map.of("AUTH_REFUSE", refuseAt, "CARILLON_DEMO_TICKS", "true");
    try (TestServer server = TestServer.start(settings);
        RawWebSocket client = open(server)) {
      client.send(
          "{\"topic\":\"channel:12345678-1234-5678-1234-123456789012\",\"event\":\"phx_join\","
              + "\"payload\":{},\"ref\":\"1\"}");
      assertThat(client.nextText()).contains("\"reason\":\"unauthorized\"");
      client.send(join("your-jwt-token"));
      assertThat(client.nextText()).contains("\"status\":\"ok\"");
      client.send(subscribe("22"));
      assertThat(client.nextText()).contains("{\"22\":{\"ltp\":");
    }
  }

  @Test
  void rowA15NoLineOfALogAndNoMetricHasTheKey() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger ours = context.getLogger("dev.carillon");
    Lines lines = new Lines();
    lines.setContext(context);
    lines.start();
    ours.setLevel(Level.TRACE);
    ours.addAppender(lines);
    try (TestServer server = TestServer.start(Map.of("CARILLON_DEMO_TICKS", "true"))) {
      String created =
          server
              .post(
                  "/api/keys",
                  server.token("user@example.com"),
                  json -> json.beginObject().field("name", "k").endObject())
              .body();
      String key =
          Json.object(created.getBytes(StandardCharsets.UTF_8))
              .optionalObject("data")
              .orElseThrow()
              .string("key");
      try (RawWebSocket client = open(server)) {
        client.send(join("your-jwt-token").replace("demo", key));
        assertThat(client.nextText()).contains("\"status\":\"ok\"");
        client.send(subscribe("22", "x").replace("demo", key));
        assertThat(client.nextText()).contains("\"ltp\"");
        client.send(join("nobodys-token").replace("demo", key + "x"));
        client.send("{\"topic\":\"api:" + key + "\",\"event\":5}");
      }
      assertThat(server.get("/metrics", "").body()).doesNotContain(key);
      assertThat(lines.all).isNotEmpty().noneMatch(line -> line.contains(key));
    } finally {
      ours.detachAppender(lines);
      ours.setLevel(null);
    }
  }

  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final Queue<String> all = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      all.add(event.getFormattedMessage());
    }
  }

  @Test
  void whatAFeedSendsComesToTheSocket() {
    try (TestServer server = TestServer.start(LIVE);
        RawWebSocket client = open(server)) {
      client.send(join("your-jwt-token"));
      assertThat(client.nextText()).contains("\"status\":\"ok\"");
      client.send(subscribe("42685"));
      assertThat(client.nextText()).contains("{\"42685\":{\"ltp\":");

      HttpResponse<String> answer =
          server.post(
              "/api/ticks/feed",
              server.token("admin@example.com"),
              json ->
                  json.beginObject()
                      .name("ticks")
                      .beginArray()
                      .beginObject()
                      .field("token", "42685")
                      .field("ltp", 123_456_789)
                      .field("ltq", 2)
                      .field("ltt", "2025-01-09T12:53:00Z")
                      .endObject()
                      .endArray()
                      .endObject());

      assertThat(answer.body()).contains("\"accepted\":1,\"refused\":0");
      String heard = client.nextText();
      while (!heard.contains("123456789")) {
        heard = client.nextText();
      }
      assertThat(heard)
          .isEqualTo(
              "{\"event\":\"ltp\",\"payload\":{\"42685\":{\"ltp\":123456789,\"ltq\":2,"
                  + "\"ltt\":\"2025-01-09T12:53:00Z\"}},\"ref\":null,\"topic\":\"api:demo\"}");
    }
  }
}
