package dev.carillon.app;

import dev.carillon.identity.Revocations;
import dev.carillon.identity.User;
import dev.carillon.security.JwtSettings;
import dev.carillon.security.JwtTokens;
import dev.carillon.security.SigningKey;
import dev.carillon.testkit.Await;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Three nodes as processes of their own, over one Redis and one PostgreSQL. */
final class ThreeProcesses implements AutoCloseable {
  /** John, by the demo's token of the documents. */
  static final String JOHN = "your-jwt-token";

  private static final String JOHNS_ID = "550e8400-e29b-41d4-a716-446655440000";
  private static final String DEALER = "dealer";
  private static final Duration LONG = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;
  private final Map<String, String> settings;
  private final List<NodeProcess> nodes = new ArrayList<>();

  /** Starts them, and returns when they are ready and know each other. */
  ThreeProcesses(Path folder, String databaseUrl, String redisUrl) {
    this.folder = folder;
    settings = SharedServers.settings(databaseUrl, redisUrl);
    settings.put("CARILLON_DEMO_TICKS", "false");
    settings.put("CARILLON_ACCESS_LOG", "false");
    // So that NodeProcess.ends has something to say.
    settings.put("CARILLON_LOG_LEVEL", "debug");
    settings.put("CARILLON_DRAIN_WINDOW", "0");
    try {
      // The first one makes the tables.
      nodes.add(another(Map.of()));
      nodes.getFirst().awaitStarted();
      nodes.add(another(Map.of()));
      nodes.add(another(Map.of()));
      nodes.forEach(node -> {
        if (node != nodes.getFirst()) {
          node.awaitStarted();
        }
      });
      awaitAll();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** A node more, with other settings; whoever asks closes it. */
  NodeProcess another(Map<String, String> others) {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(others);
    return new NodeProcess(http, folder, all);
  }

  /** A fourth node, in a namespace of its own; it is one of {@link #nodes} from now on. */
  NodeProcess join(Namespace namespace, Map<String, String> others) {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(others);
    NodeProcess node = new NodeProcess(http, folder, all, namespace);
    nodes.add(node);
    node.awaitStarted();
    awaitAll();
    return node;
  }

  HttpClient http() {
    return http;
  }

  List<NodeProcess> nodes() {
    return nodes;
  }

  List<NodeProcess> nodesBut(NodeProcess... without) {
    return nodes.stream().filter(node -> !List.of(without).contains(node)).toList();
  }

  /** Who leads the exchange. */
  NodeProcess leader() {
    return leader("engine");
  }

  /** Who leads the exchange's {@code engine}, or the {@code desk}. */
  NodeProcess leader(String machine) {
    Await.until(() -> leaders(machine, nodes).size() == 1, LONG);
    return leaders(machine, nodes).getFirst();
  }

  /** Those of these nodes that live and say that they lead. */
  List<NodeProcess> leaders(String machine, List<NodeProcess> among) {
    String figure = "carillon_%s_leads".formatted(machine);
    return among.stream()
        .filter(node -> node.process().isAlive() && node.figure(figure) == 1)
        .toList();
  }

  /** All are ready and know each other. */
  void awaitAll() {
    for (NodeProcess node : nodes) {
      Await.until(
          () -> node.isReady() && node.figure("carillon_cluster_nodes") == nodes.size(), LONG);
    }
  }

  /**
   * John has money to order with, and somebody who sells him what he wants; that one has an account
   * at the desk, too.
   */
  void payIn() {
    String admin = token(nodes.getFirst(), "admin@example.com");
    String deposit = "{'owner':'%s','currency':'%s','amount':'1000000.00'}";
    post("/api/exchange/deposits", admin, deposit.formatted(JOHNS_ID, "USDT"));
    post("/api/exchange/deposits", admin, deposit.formatted(DEALER, "BTC"));
    post(
        "/api/exchange/orders",
        dealer(),
        "{'symbol':'BTC/USDT','side':'sell','type':'limit','price':'100.00','quantity':'1000'}");
    post("/api/desk/accounts", admin, "{'owner':'%s'}".formatted(DEALER));
    post("/api/desk/deposits", admin, "{'owner':'%s','amount':1000000.0}".formatted(DEALER));
  }

  private void post(String path, String token, String body) {
    HttpResponse<String> answer = nodes.getFirst().post(path, token, body).orElseThrow();
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
    }
  }

  /** The token of somebody with money, whom no demo knows, and who may say what things cost. */
  static String dealer() {
    long now = InstantSource.system().millis();
    User dealer = new User(DEALER, "dealer@example.com", DEALER, Set.of("feed"), now, false);
    return new JwtTokens(
            JwtSettings.own(SigningKey.ofText(TradingCrowd.KEY)),
            new Revocations(0),
            InstantSource.system())
        .issue(dealer, "jti-" + DEALER, now)
        .text();
  }

  /** A login's token, good at all nodes. */
  static String token(NodeProcess node, String email) {
    String body = "{'email':'%s','password':'password123'}".formatted(email);
    return node.post("/api/auth/login", "", body)
        .orElseThrow()
        .body()
        .replaceAll(".*\"accessToken\":\"([^\"]*)\".*", "$1");
  }

  @Override
  public void close() {
    nodes.forEach(NodeProcess::close);
    http.close();
  }
}
