package dev.carillon.app;

import dev.carillon.app.config.Config;
import dev.carillon.app.config.Config.Mode;
import dev.carillon.app.config.Loaded;
import dev.carillon.chat.Chat;
import dev.carillon.json.Json;
import dev.carillon.json.JsonWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The whole server in this process: the demo on a free port of 127.0.0.1, with a data folder of its
 * own that goes with it.
 */
public final class TestServer implements AutoCloseable {
  private final Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Application application;

  private boolean keepsFolder;

  private TestServer(Path folder, Application application) {
    this.folder = folder;
    this.application = application;
  }

  /** The demo in a folder that stays, so that it can be started there again. */
  static TestServer startIn(Path folder, Map<String, String> settings) {
    TestServer server = start(folder, settings);
    server.keepsFolder = true;
    return server;
  }

  /** The demo as it comes, but for its markets, which take their time to begin. */
  public static TestServer start() {
    return start(Map.of());
  }

  /** The demo with other settings, by their names. */
  public static TestServer start(Map<String, String> settings) {
    try {
      return start(Files.createTempDirectory("carillon"), settings);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static TestServer start(Path folder, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("WEBSOCKET_PORT", "0");
    all.put("CARILLON_DATA", folder.toString());
    all.put("CARILLON_DRAIN_WINDOW", "0");
    all.put("CARILLON_DEMO_MARKETS", "false");
    all.put("CARILLON_DEMO_TICKS", "false");
    all.put("CARILLON_JOURNAL_SEGMENT", "1m");
    all.putAll(settings);
    return switch (Config.from(Mode.DEMO, Map.of(), Map.of(), all)) {
      case Loaded.Good(Config config, _) -> new TestServer(folder, Application.start(config));
      case Loaded.Bad(List<String> problems, _) -> throw new AssertionError(problems);
    };
  }

  /** The address of the first listener. */
  public InetSocketAddress address() {
    return application.addresses().getFirst();
  }

  /** All addresses, the first one first. */
  List<InetSocketAddress> addresses() {
    return application.addresses();
  }

  /** Such as {@code http://127.0.0.1:40123}, without a slash at its end. */
  public String url() {
    return "http://127.0.0.1:" + address().getPort();
  }

  /** Such as {@code ws://127.0.0.1:40123/ws}. */
  public String webSocketUrl(String path) {
    return "ws://127.0.0.1:" + address().getPort() + path;
  }

  /** The chat behind its APIs: what is done here is told to all sockets. */
  public Chat chat() {
    return application.chat();
  }

  /** The access token of a login with the demo's password. */
  public String token(String email) {
    return login(email, "accessToken");
  }

  /** The refresh token of a login with the demo's password. */
  public String refreshToken(String email) {
    return login(email, "refreshToken");
  }

  private String login(String email, String token) {
    HttpResponse<String> answer =
        post(
            "/api/auth/login",
            "",
            json ->
                json.beginObject()
                    .field("email", email)
                    .field("password", "password123")
                    .endObject());
    if (answer.statusCode() != 200) {
      throw new AssertionError("login of " + email + ": " + answer.statusCode());
    }
    return Json.object(answer.body().getBytes(StandardCharsets.UTF_8))
        .optionalObject("data")
        .orElseThrow()
        .string(token);
  }

  /** An answer to GET. */
  public HttpResponse<String> get(String path, String token) {
    return send(request(path, token).GET());
  }

  /** An answer to POST with a JSON body. */
  public HttpResponse<String> post(String path, String token, Consumer<JsonWriter> body) {
    return send(
        request(path, token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body))));
  }

  /** A request to go on with; an empty token is left out. */
  public HttpRequest.Builder request(String path, String token) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  /** Its answer. */
  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Stops it in its order and deletes its folder. */
  @Override
  public void close() {
    http.close();
    application.stop();
    if (keepsFolder) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
