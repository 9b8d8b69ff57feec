package dev.carillon.replay.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.app.AnyNodes;
import dev.carillon.app.TestServer;
import dev.carillon.testkit.Await;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code replay} against the whole server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@AnyNodes
class PlaybackIT {
  private static final double FASTEST = Double.POSITIVE_INFINITY;

  @TempDir Path folder;
  private TestServer server;
  private String admin;

  @BeforeAll
  void start() {
    server = TestServer.start(Map.of("CARILLON_DEMO_TICKS", "true"));
    admin = server.token("admin@example.com");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private void define(String symbol) {
    int status =
        server
            .post(
                "/api/exchange/symbols",
                admin,
                json ->
                    json.beginObject()
                        .field("symbol", symbol)
                        .field("price_decimals", 2)
                        .field("tick_size", "0.01")
                        .field("lot_size", "0.00001")
                        .field("fed", true)
                        .endObject())
            .statusCode();
    assertThat(status).isEqualTo(201);
  }

  private String replay(String text, String symbol, double speed, @Nullable String token)
      throws IOException {
    return replay(text, Playback.Api.EXCHANGE, symbol, speed, token);
  }

  private String replay(
      String text, Playback.Api api, String symbol, double speed, @Nullable String token)
      throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    return new Playback(InstantSource.system())
        .run(file, new Playback.Options(api, symbol, speed, URI.create(server.url()), token));
  }

  private String ticker() {
    return server.get("/api/exchange/ticker?symbol=XBT/USD", "").body();
  }

  private String trades(String symbol) {
    return server.get("/api/exchange/trades?symbol=" + symbol, "").body();
  }

  @Test
  void aFileOfBinanceBecomesMarketData() throws IOException {
    define("XBT/USD");
    StringBuilder file = new StringBuilder();
    for (int i = 0; i < 2_500; i++) {
      file.append(i).append(",16541.7").append(i % 10).append("0000,0.00106000,17.5,");
      file.append(1_672_531_200_000L + i * 40L).append(",False,True\n");
    }

    String said = replay(file.toString(), "XBT/USD", FASTEST, admin);

    assertThat(said)
        .startsWith(
            """
            trades     2500
            refused    0
            from       2023-01-01T00:00:00Z
            to         2023-01-01T00:01:39.960Z
            """);
    Await.until(() -> trades("XBT/USD").contains("\"trade_id\":\"2500\",\"price\":\"16541.79\""));
    Await.until(() -> ticker().contains("\"volume_24h\":\"2.65000000\""));
    assertThat(ticker()).contains("\"price\":\"16541.79\"");
  }

  @Test
  void atASpeedTheTradesKeepTheirDistances() throws IOException {
    define("XAG/USD");
    long begun = System.currentTimeMillis();

    String file = "0.000,20.01,1,buy\n0.100,20.02,1,buy\n60.000,20.03,1,sell\n";
    assertThat(replay(file, "XAG/USD", 100, admin)).contains("trades     3\n");

    assertThat(System.currentTimeMillis() - begun).isGreaterThanOrEqualTo(600);
    Await.until(() -> trades("XAG/USD").contains("\"trade_id\":\"3\""));
  }

  @Test
  void whatIsRefusedIsCountedAndTheFirstAreTold() throws IOException {
    define("XPT/USD");
    String file = "time,price,quantity,side\n" + "0,1.001,1,buy\n".repeat(4) + "0,1,1,buy\n";

    assertThat(replay(file, "XPT/USD", FASTEST, admin))
        .startsWith(
            """
            line 2: INVALID_PARAMS: price: must be a multiple of the tick size 0.01
            line 3: INVALID_PARAMS: price: must be a multiple of the tick size 0.01
            line 4: INVALID_PARAMS: price: must be a multiple of the tick size 0.01
            trades     5
            refused    4
            """);
  }

  @Test
  void whatCannotWorkEndsAtOnceWithTheReason() throws IOException {
    String file = "0,1,1,buy\n";
    String where = "/api/feeds/trades: ";
    String tail = "; the trades from line 1 on were not taken, or nobody knows";

    assertThatThrownBy(() -> replay(file, "BTC/USDT", 1, admin))
        .isInstanceOf(PlaybackException.class)
        .hasMessageContaining("t.csv: http://127.0.0.1:", where + "FED_PAIR: ")
        .hasMessageEndingWith(tail);
    assertThatThrownBy(() -> replay(file, "NO/PAIR", 1, admin))
        .hasMessageContaining("INVALID_SYMBOL: ");
    assertThatThrownBy(() -> replay(file, "BTC/USDT", 1, null))
        .hasMessageContaining(where + "401 UNAUTHORIZED: ");
    assertThatThrownBy(() -> replay(file, "BTC/USDT", 1, server.token("jane@example.com")))
        .hasMessageContaining(where + "403 FORBIDDEN: ");
    assertThatThrownBy(() -> replay("0,1,1,up\n", "BTC/USDT", 1, admin))
        .hasMessageEndingWith("t.csv: line 1: side: up (expected: buy or sell)");
    assertThatThrownBy(() ->
            new Playback(InstantSource.system())
                .run(
                    folder.resolve("none.csv"),
                    new Playback.Options(
                        Playback.Api.EXCHANGE, "A/B", 1, URI.create(server.url()), null)))
        .hasMessageContaining("none.csv: cannot be read");
  }

  @Test
  void ticksOfManyInstrumentsArePlayed() throws IOException {
    String file =
        """
        token,ltp,ltq,ltt
        22,987601,1,2025-01-09T12:53:00Z
        25,987602,2,2025-01-09T12:53:10Z
        no-such,1,1,2025-01-09T12:53:15Z
        22,987603,3,2025-01-09T12:53:20Z
        """;

    assertThat(replay(file, Playback.Api.TICKS, "", 100, admin))
        .startsWith(
            """
            line 4: UNKNOWN_TOKEN: token: is not known
            ticks      4
            refused    1
            from       2025-01-09T12:53:00Z
            to         2025-01-09T12:53:20Z
            """);
    Await.until(() -> instruments().contains("\"ltp\":987602"));
    Await.until(() -> instruments().contains("\"ltp\":987603"));
    assertThat(replay("token,ltp\n22,987604\n", Playback.Api.TICKS, "", 1, admin))
        .startsWith(
            """
            ticks      1
            refused    0
            from       -
            to         -
            """);
    Await.until(() -> instruments().contains("\"ltp\":987604"));
    assertThatThrownBy(() -> replay(file, Playback.Api.TICKS, "", 1, null))
        .hasMessageContaining("/api/ticks/feed: 401 UNAUTHORIZED: ")
        .hasMessageEndingWith("; the ticks from line 2 on were not taken, or nobody knows");
  }

  private String instruments() {
    return server.get("/api/ticks/instruments?limit=1000", "").body();
  }

  @Test
  void quotesOfManySymbolsArePlayed() throws IOException {
    // What is fed is simulated no more, so that nothing newer than the file is in its way.
    String histData = "20240102 170014233,0.720000,0.720010,0\n";
    for (String symbol : new String[] {"AUDUSD", "NZDUSD"}) {
      assertThat(replay(histData, Playback.Api.DESK, symbol, FASTEST, admin))
          .startsWith("quotes     1\nrefused    0\nfrom       2024-01-02T22:00:14.233Z\n");
    }
    Await.until(() -> quotes().contains("\"bid\":0.72000,\"ask\":0.72001"));

    String file =
        """
        symbol,bid,ask,time
        AUDUSD,0.71001,0.71002,0.000
        NZDUSD,0.61001,0.61003,0.000
        NOSUCH,0.61001,0.61003,0.010
        AUDUSD,0.71003,0.71004,10.000
        """;

    assertThat(replay(file, Playback.Api.DESK, "", 100, admin))
        .startsWith("line 4: INVALID_QUOTE: symbol: is not one of the desk's\n")
        .contains("quotes     4\nrefused    1\n");
    Await.until(() -> quotes().contains("\"bid\":0.71003,\"ask\":0.71004"));
    assertThat(quotes()).contains("\"bid\":0.61001");
  }

  private String quotes() {
    return server.get("/api/desk/quotes", server.token("user@example.com")).body();
  }

  @Test
  void aServerThatIsNotThereIsSaid() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    Path file = Files.writeString(folder.resolve("t.csv"), "0,1,1,buy\n");

    assertThatThrownBy(() ->
            new Playback(InstantSource.system())
                .run(
                    file,
                    new Playback.Options(
                        Playback.Api.EXCHANGE,
                        "A/B",
                        1,
                        URI.create("http://127.0.0.1:" + free),
                        null)))
        .hasMessageContaining(free + "/api/feeds/trades: no answer: ");
  }
}
