package dev.carillon.replay.trades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.app.TestServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code replay} against the whole server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TradeReplayIT {
  private static final double FASTEST = Double.POSITIVE_INFINITY;

  @TempDir Path folder;
  private TestServer server;
  private String admin;

  @BeforeAll
  void start() {
    server = TestServer.start();
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
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    return new TradeReplay(InstantSource.system())
        .run(file, new TradeReplay.Options(symbol, speed, URI.create(server.url()), token));
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
    assertThat(trades("XBT/USD")).contains("\"trade_id\":\"2500\",\"price\":\"16541.79\"");
    assertThat(server.get("/api/exchange/ticker?symbol=XBT/USD", "").body())
        .contains("\"price\":\"16541.79\"", "\"volume_24h\":\"2.65000000\"");
  }

  @Test
  void atASpeedTheTradesKeepTheirDistances() throws IOException {
    define("XAG/USD");
    long begun = System.currentTimeMillis();

    String file = "0.000,20.01,1,buy\n0.100,20.02,1,buy\n60.000,20.03,1,sell\n";
    assertThat(replay(file, "XAG/USD", 100, admin)).contains("trades     3\n");

    assertThat(System.currentTimeMillis() - begun).isGreaterThanOrEqualTo(600);
    assertThat(trades("XAG/USD")).contains("\"trade_id\":\"3\"");
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
    String where = server.url() + "/api/feeds/trades: ";
    String tail = "; the trades from line 1 on were not taken, or nobody knows";

    assertThatThrownBy(() -> replay(file, "BTC/USDT", 1, admin))
        .isInstanceOf(TradeReplayException.class)
        .hasMessageContaining("t.csv: " + where + "FED_PAIR: ")
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
            new TradeReplay(InstantSource.system())
                .run(
                    folder.resolve("none.csv"),
                    new TradeReplay.Options("A/B", 1, URI.create(server.url()), null)))
        .hasMessageContaining("none.csv: cannot be read");
  }

  @Test
  void aServerThatIsNotThereIsSaid() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    Path file = Files.writeString(folder.resolve("t.csv"), "0,1,1,buy\n");

    assertThatThrownBy(() ->
            new TradeReplay(InstantSource.system())
                .run(
                    file,
                    new TradeReplay.Options(
                        "A/B", 1, URI.create("http://127.0.0.1:" + free), null)))
        .hasMessageContaining(free + "/api/feeds/trades: no answer: ");
  }
}
