package dev.carillon.app;

import dev.carillon.app.config.Config;
import dev.carillon.app.config.Config.Mode;
import dev.carillon.app.config.Loaded;
import dev.carillon.chat.Chat;
import dev.carillon.demo.DemoWorld;
import dev.carillon.identity.Revocations;
import dev.carillon.json.Json;
import dev.carillon.json.JsonWriter;
import dev.carillon.security.JwtSettings;
import dev.carillon.security.JwtTokens;
import dev.carillon.security.SigningKey;
import dev.carillon.testkit.Await;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole server in this process: the demo on a free port of 127.0.0.1, with a data folder of its
 * own that goes with it.
 *
 * <p>With {@code -Dnodes=3} it is so many servers behind one Redis and one PostgreSQL ({@link
 * SharedServers}), and each client and each request gets any of them: whoever is tested may not
 * notice. Which ones is told with its {@code -Dseed}.
 */
public final class TestServer implements AutoCloseable {
  private static final int NODES = Integer.getInteger("nodes", 1);
  private static final Logger LOG = LoggerFactory.getLogger(TestServer.class);
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Application> nodes;

  /** Which node is next. */
  private final RandomGenerator random;

  private final JwtTokens tokens;
  private final AtomicLong issued = new AtomicLong();
  private boolean keepsFolder;

  private TestServer(Path folder, List<Application> nodes, SigningKey key) {
    this.folder = folder;
    this.nodes = nodes;
    long seed = Long.getLong("seed", System.nanoTime());
    this.random = new SplittableRandom(seed);
    if (nodes.size() > 1) {
      LOG.warn("{} nodes, -Dseed={}", nodes.size(), seed);
    }
    this.tokens = new JwtTokens(JwtSettings.own(key), new Revocations(0), InstantSource.system());
  }

  private static TestServer oneNode(Path folder, Map<String, String> settings) {
    Application node = application(folder, settings);
    String key = settings.get("CARILLON_SIGNING_KEY");
    return new TestServer(
        folder,
        List.of(node),
        key == null ? SigningKeyFile.of(folder, new SplittableRandom()) : SigningKey.ofText(key));
  }

  /** The demo in a folder that stays, so that it can be started there again: always one node. */
  static TestServer startIn(Path folder, Map<String, String> settings) {
    TestServer server = oneNode(folder, settings);
    server.keepsFolder = true;
    return server;
  }

  /** The demo as it comes, but for its markets, which take their time to begin. */
  public static TestServer start() {
    return start(Map.of());
  }

  /** The demo with other settings, by their names. */
  public static TestServer start(Map<String, String> settings) {
    return start(NODES, settings);
  }

  /** The demo as one node, whatever the tests are run with. */
  static TestServer startNode(Map<String, String> settings) {
    return start(1, settings);
  }

  private static TestServer start(int nodes, Map<String, String> settings) {
    try {
      Path folder = Files.createTempDirectory("carillon");
      return nodes == 1 ? oneNode(folder, settings) : startNodes(nodes, folder, settings);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static TestServer startNodes(int count, Path folder, Map<String, String> settings)
      throws IOException {
    Map<String, String> all = new HashMap<>(SharedServers.get().newSettings());
    all.putAll(settings);
    List<Application> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      nodes.add(application(Files.createDirectory(folder.resolve("node" + i)), all));
    }
    SigningKey key = SigningKey.ofText(Objects.requireNonNull(all.get("CARILLON_SIGNING_KEY")));
    TestServer server = new TestServer(folder, List.copyOf(nodes), key);
    Await.until(() -> server.isOneOf(count), SOON);
    return server;
  }

  /** Until nodes that were started one by one know each other, and are ready. */
  static void awaitAll(List<TestServer> all) {
    all.forEach(each -> Await.until(() -> each.isOneOf(all.size()), SOON));
  }

  /** Whether its nodes know all others of so many, and are ready. */
  private boolean isOneOf(int count) {
    return nodes.stream()
        .allMatch(node ->
            send(request(url(node) + "/metrics").GET())
                    .body()
                    .contains("carillon_cluster_nodes " + count + ".0")
                && send(request(url(node) + "/health/ready").GET()).statusCode() == 200);
  }

  private static Application application(Path folder, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("WEBSOCKET_PORT", "0");
    all.put("CARILLON_DATA", folder.toString());
    all.put("CARILLON_DRAIN_WINDOW", "0");
    all.put("CARILLON_DEMO_MARKETS", "false");
    all.put("CARILLON_DEMO_TICKS", "false");
    all.put("CARILLON_JOURNAL_SEGMENT", "1m");
    all.putAll(settings);
    return switch (Config.from(Mode.DEMO, Map.of(), Map.of(), all)) {
      case Loaded.Good(Config config, _) -> Application.start(config);
      case Loaded.Bad(List<String> problems, _) -> throw new AssertionError(problems);
    };
  }

  /** Whether it is several nodes, which reach each other by Redis. */
  public boolean hasOthers() {
    return nodes.size() > 1;
  }

  /** Any node. */
  private Application any() {
    return nodes.get(random.nextInt(nodes.size()));
  }

  /** The address of the first listener. */
  public InetSocketAddress address() {
    return any().addresses().getFirst();
  }

  /** All addresses, the first one first. */
  List<InetSocketAddress> addresses() {
    return any().addresses();
  }

  /** Such as {@code http://127.0.0.1:40123}, without a slash at its end. */
  public String url() {
    return url(any());
  }

  private static String url(Application node) {
    return "http://127.0.0.1:" + node.addresses().getFirst().getPort();
  }

  /** Such as {@code ws://127.0.0.1:40123/ws}. */
  public String webSocketUrl(String path) {
    return "ws://127.0.0.1:" + address().getPort() + path;
  }

  /** The chat behind its APIs: what is done here is told to all sockets. */
  public Chat chat() {
    return any().chat();
  }

  /**
   * An access token. Those of the demo's own users are made here: to check a password takes longer
   * than most tests. No login knows of it, see {@link #login}.
   */
  public String token(String email) {
    long now = System.currentTimeMillis();
    return DemoWorld.users(now).stream()
        .filter(user -> user.email().equals(email))
        .map(user -> tokens.issue(user, "test-" + issued.incrementAndGet(), now).text())
        .findFirst()
        .orElseGet(() -> login(email));
  }

  /** The access token of a login with the demo's password: it ends with the login. */
  public String login(String email) {
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
    HttpRequest.Builder request = request(url() + path);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private static HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url));
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
    nodes.forEach(Application::stop);
    if (!keepsFolder) {
      delete(folder);
    }
  }

  /** With all that is in it. */
  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
