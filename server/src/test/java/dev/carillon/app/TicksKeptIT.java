package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.demo.DemoWorld;
import dev.carillon.testkit.Await;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of the Ticks API over a restart, and trades of the exchange as ticks. */
class TicksKeptIT {
  private static final String LIST =
      "instrument_token,tradingsymbol,name,exchange\n777,KEPT,KEPT LIMITED,NSE\n";
  private static final String PATH = "/api/ticks/instruments";

  @TempDir private Path folder;

  private <T> T serving(Function<TestServer, T> task) {
    try (TestServer server = TestServer.startIn(folder, Map.of("CARILLON_DEMO_TICKS", "true"))) {
      return task.apply(server);
    }
  }

  private static String found(TestServer server, String query) {
    return server.get(PATH + "?query=" + query, "").body();
  }

  private static String ltp(String instruments) {
    var found = Pattern.compile("\"ltp\":(\\d+)").matcher(instruments);
    assertThat(found.find()).as(instruments).isTrue();
    return found.group(1);
  }

  @Test
  void instrumentsAndTheNewestTicksAreThereAfterARestart() {
    serving(server -> {
      String admin = server.token("admin@example.com");
      HttpResponse<String> taken =
          server.send(
              server
                  .request(PATH, admin)
                  .header("Content-Type", "text/csv")
                  .POST(HttpRequest.BodyPublishers.ofString(LIST)));
      assertThat(taken.body()).contains("\"taken\":1");
      HttpResponse<String> fed =
          server.send(
              server
                  .request("/api/ticks/feed", admin)
                  .header("Content-Type", "application/x-ndjson")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"token\":\"777\",\"ltp\":12345,\"ltq\":6}")));
      assertThat(fed.body()).contains("\"accepted\":1");
      return fed;
    });

    String kept = serving(server -> found(server, "kept"));

    assertThat(kept).contains("\"token\":\"777\"", "\"name\":\"KEPT LIMITED\"");
    assertThat(ltp(kept)).isEqualTo("12345");
  }

  @Test
  void theDemosInstrumentsAreThereWithTheDocumentsTokens() {
    serving(server -> {
      for (String token : new String[] {"22", "25", "2442", "3812", "35006", "42685", "41289"}) {
        assertThat(found(server, token)).contains("\"token\":\"" + token + "\"", "\"ltp\":");
      }
      assertThat(server.get(PATH + ".csv", "").body().lines().count()).isGreaterThan(300);
      return token(server);
    });
  }

  private static String token(TestServer server) {
    return server.token("user@example.com");
  }

  @Test
  void aTradeOfTheExchangeIsATickBeforeAndAfterARestart() {
    String before =
        serving(server -> {
          trade(server);
          Await.until(() -> found(server, "btc").contains("\"ltp\":"));
          return ltp(found(server, "btc"));
        });

    assertThat(before).isEqualTo("4500000");
    String after = serving(server -> ltp(found(server, "btc")));
    assertThat(after).isEqualTo(before);
  }

  /** John sells to Jane. */
  private static void trade(TestServer server) {
    deposit(server, DemoWorld.JOHN, "BTC");
    deposit(server, DemoWorld.JANE, "USDT");
    for (String[] order :
        new String[][] {{"user@example.com", "sell"}, {"jane@example.com", "buy"}}) {
      HttpResponse<String> answer =
          server.post(
              "/api/exchange/orders",
              server.token(order[0]),
              json ->
                  json.beginObject()
                      .field("symbol", "BTC/USDT")
                      .field("side", order[1])
                      .field("type", "limit")
                      .field("price", "45000.00")
                      .field("quantity", "0.01")
                      .endObject());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }
  }

  private static void deposit(TestServer server, String owner, String currency) {
    HttpResponse<String> answer =
        server.post(
            "/api/exchange/deposits",
            server.token("admin@example.com"),
            json ->
                json.beginObject()
                    .field("owner", owner)
                    .field("currency", currency)
                    .field("amount", "100000")
                    .endObject());
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
  }
}
