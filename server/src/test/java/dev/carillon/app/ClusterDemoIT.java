package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Await;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** The demo of two nodes: one past for both, and people who trade where the engine is led. */
@Timeout(180)
class ClusterDemoIT {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String TRADES = "/trades?symbol=BTC%2FUSDT&limit=100";

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<TestServer> nodes = new ArrayList<>();

  @AfterEach
  void stop() {
    nodes.forEach(TestServer::close);
    http.close();
  }

  private JsonNode get(TestServer node, String path) {
    return new ExchangeHttp(http, node.address().getPort())
        .get(path, node.token("user@example.com"));
  }

  private long newestTrade(TestServer node) {
    JsonNode trades = get(node, TRADES);
    return trades.isEmpty() ? 0 : Long.parseLong(trades.get(0).get("trade_id").asString());
  }

  private static boolean leads(TestServer node) {
    String figures = node.get("/metrics", "").body();
    return figures.contains("carillon_engine_leads 1.0")
        && figures.contains("carillon_desk_leads 1.0");
  }

  /** From now on. */
  private void awaitTrades(TestServer node) {
    long before = newestTrade(node);
    Await.until(() -> newestTrade(node) > before, LONG);
  }

  @Test
  void thePastIsMadeOnceAndPeopleTradeWhereTheEngineIsLed() {
    Map<String, String> settings = new HashMap<>(SharedServers.get().newSettings());
    settings.put("CARILLON_DEMO_MARKETS", "true");
    nodes.add(TestServer.startNode(settings));
    TestServer first = nodes.getFirst();
    Await.until(() -> leads(first), LONG);
    nodes.add(TestServer.startNode(settings));
    TestServer second = nodes.getLast();
    Await.until(() -> second.get("/health/ready", "").statusCode() == 200, LONG);

    awaitTrades(second);
    long past = newestTrade(first);
    assertThat(past).isGreaterThan(1_000);
    assertThat(get(second, TRADES + "&before=" + past))
        .isEqualTo(get(first, TRADES + "&before=" + past));
    assertThat(get(second, "/account").get("balances"))
        .isEqualTo(get(first, "/account").get("balances"));
    assertThat(leads(second)).isFalse();

    first.close();
    nodes.remove(first);

    Await.until(() -> leads(second), LONG);
    awaitTrades(second);
    assertThat(get(second, TRADES + "&before=2").size()).isOne();
  }
}
