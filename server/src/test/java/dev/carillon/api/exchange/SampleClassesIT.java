package dev.carillon.api.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carillon.api.exchange.format.SeedExamples;
import dev.carillon.app.AnyNodes;
import dev.carillon.app.TestServer;
import dev.carillon.demo.DemoWorld;
import dev.carillon.json.JsonWriter;
import dev.carillon.testkit.node.NodeScript;
import dev.carillon.testkit.node.PythonWebSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Row AC: the document's own classes and their usage over real sockets, to the letter but for the
 * address, the token, and that they wait until the connection is open.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@AnyNodes
class SampleClassesIT {
  private static final String DOCUMENTED_URL = "wss://ws.finalex.io?token=";
  private static final String DOCUMENTED_TOKEN = "your_jwt_token";
  private static final String CONNECT = "\nws.connect()";
  private static final Path FOLDER = Path.of("target", "samples", "exchange");

  private TestServer server;
  private String document;
  private String john;
  private String jane;

  @BeforeAll
  void start() throws IOException {
    document = SeedExamples.document().orElse("");
    assumeTrue(!document.isEmpty(), "shared/seeds/exchange-finalex.md is not beside the project");
    Files.createDirectories(FOLDER);
    server = TestServer.start();
    john = server.token("user@example.com");
    jane = server.token("jane@example.com");
    String admin = server.token("admin@example.com");
    deposit(admin, DemoWorld.JOHN, "USDT", "1000000");
    deposit(admin, DemoWorld.JANE, "BTC", "100");
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private void deposit(String admin, String owner, String currency, String amount) {
    post(
        "deposits",
        admin,
        json -> json.field("owner", owner).field("currency", currency).field("amount", amount));
  }

  private void post(String route, String token, Consumer<JsonWriter> members) {
    String path = "/api/exchange/" + route;
    int status =
        server
            .post(
                path,
                token,
                json -> {
                  json.beginObject();
                  members.accept(json);
                  json.endObject();
                })
            .statusCode();
    assertThat(status).as(path).isEqualTo(201);
  }

  /** Jane sells, and John buys that. */
  private void trade() {
    order(jane, "sell");
    order(john, "buy");
  }

  private void order(String token, String side) {
    post(
        "orders",
        token,
        json ->
            json.field("symbol", "BTC/USDT")
                .field("side", side)
                .field("type", "limit")
                .field("price", "45678.90")
                .field("quantity", "0.5"));
  }

  /** The document's block, with the server's address; {@code opened} goes behind the connecting. */
  private String sample(String language, String opened) {
    String sample =
        SeedExamples.blocks(document, language).stream()
            .filter(block -> block.contains("class FinalexWebSocket"))
            .findFirst()
            .orElseThrow();
    assertThat(sample).contains(DOCUMENTED_URL, DOCUMENTED_TOKEN, CONNECT);
    int end = sample.indexOf('\n', sample.indexOf(CONNECT) + 1);
    return (sample.substring(0, end) + "\n" + opened + sample.substring(end))
        .replace(DOCUMENTED_URL, server.webSocketUrl("/?token="))
        .replace(DOCUMENTED_TOKEN, john);
  }

  @Test
  void theJavaScriptClassReceivesEveryChannel() {
    assumeTrue(NodeScript.isThere("node"), "node is not installed");
    String script =
        sample("javascript", "await new Promise((open) => ws.ws.addEventListener('open', open));")
            + """

            for (const channel of ['trades', 'kline', 'orders', 'user_trades']) {
              ws.subscribe(channel, 'BTC/USDT', (data) => {
                console.log(`${channel}: ${JSON.stringify(data)}`);
              });
            }
            ws.subscribe('account', undefined, (data) => {
              console.log(`account: ${JSON.stringify(data)}`);
            });
            """;

    try (NodeScript client =
        NodeScript.start(FOLDER, "client.mjs", script, "--experimental-websocket")) {
      client.awaitLine("Connected to Finalex WebSocket");
      client.awaitLine("BTC/USDT Price: ");
      client.awaitLine("Order Book Update: ");
      client.awaitLine("account: {\"balances\":");
      trade();

      client.awaitLine("BTC/USDT Price: 45678.90");
      client.awaitLine("trades: {\"symbol\":\"BTC/USDT\",\"trade_id\":\"");
      client.awaitLine("kline: {\"symbol\":\"BTC/USDT\",\"interval\":\"1m\"");
      client.awaitLine("orders: {\"order_id\":\"");
      client.awaitLine("user_trades: {\"trade_id\":\"trade_");
      assertThat(client.lines())
          .noneMatch(line -> line.contains("rate_limits") || line.contains("rror"));
    }
  }

  /** It hands on tickers alone; what else it hears is printed here. */
  @Test
  void thePythonClassReceivesEveryChannel() throws IOException {
    assumeTrue(NodeScript.isThere("python3"), "python3 is not installed");
    assumeTrue(PythonWebSocket.install(), "pip can't install websocket-client");
    String script =
        "import time\n"
            + sample(
                "python",
                """
                while not (ws.ws.sock and ws.ws.sock.connected):
                    time.sleep(0.05)
                handle = ws.handle_message
                def told(message):
                    print(f"{message['type']}: {json.dumps(message.get('data'))}")
                    handle(message)
                ws.handle_message = told
                """)
            + """

            for channel in ["orderbook", "trades", "kline", "orders", "user_trades"]:
                ws.subscribe(channel, "BTC/USDT", print)
            ws.subscribe("account", None, print)
            time.sleep(60)
            """;

    try (NodeScript client = NodeScript.python(FOLDER, "client.py", script)) {
      client.awaitLine("Connected to Finalex WebSocket");
      client.awaitLine("Price Update: BTC/USDT = ");
      client.awaitLine("orderbook_snapshot: ");
      client.awaitLine("account_update: {\"balances\":");
      trade();

      client.awaitLine("Price Update: BTC/USDT = 45678.90");
      client.awaitLine("orderbook_update: {\"symbol\": \"BTC/USDT\"");
      client.awaitLine("trade: {\"symbol\": \"BTC/USDT\"");
      client.awaitLine("kline: {\"symbol\": \"BTC/USDT\"");
      client.awaitLine("order_update: ");
      client.awaitLine("user_trade: ");
      assertThat(client.lines()).noneMatch(line -> line.contains("rror"));
    }
  }
}
