package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.identity.Revocations;
import dev.carillon.identity.User;
import dev.carillon.security.JwtSettings;
import dev.carillon.security.JwtTokens;
import dev.carillon.security.SigningKey;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.Seeds;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Users of the desk trade over HTTP until the process is killed with signal 9, again and again in
 * one data folder: every order and closing that anybody was told of is there after the next start,
 * once, what was not answered is done once, and the money adds up. Before the last start the
 * history's file is lost: it is made again from the journal.
 */
@Timeout(180)
class DeskCrashIT {
  private static final int KILLS = 3;
  private static final int USERS = 6;

  /** With these a user has more deals at the end than the desk itself remembers. */
  private static final int LEAST_ANSWERS = 50;

  private static final int MOST_ANSWERS = 80;
  private static final String KEY = "qW7mZ1vT9xR4bN8cL2kJ6hG3fD5sA0pO";
  private static final BigDecimal DEPOSIT = new BigDecimal("100000");
  private static final BigDecimal COMMISSION = new BigDecimal("5.0");

  @TempDir private Path folder = Path.of("");

  private final JwtTokens tokens =
      new JwtTokens(
          JwtSettings.own(SigningKey.ofText(KEY)), new Revocations(0), InstantSource.system());
  private final String admin = token("admin", Set.of(User.ADMIN));
  private final HttpClient http = HttpClient.newHttpClient();

  @Seeds(1)
  void whatWasToldSurvivesKill9(RandomGenerator random) throws Exception {
    List<DeskTrader> traders = new ArrayList<>();
    for (int i = 0; i < USERS; i++) {
      String name = "trader-" + i;
      RandomGenerator own = new SplittableRandom(random.nextLong());
      traders.add(new DeskTrader(http, token(name, Set.of()), name, own));
    }
    for (int kill = 0; kill <= KILLS; kill++) {
      if (kill == KILLS) {
        loseTheHistory();
      }
      try (ServerProcess server = start()) {
        int port = server.awaitReady();
        if (kill == 0) {
          open(port, traders);
        }
        quote(port, random);
        traders.forEach(trader -> trader.goOnAt(port));
        traders.forEach(DeskCrashIT::audit);
        if (kill < KILLS) {
          tradeUntilKilled(server, port, traders, random);
        }
      }
    }
    assertThat(traders)
        .allSatisfy(trader -> {
          assertThat(trader.orders).isNotEmpty();
          assertThat(trader.closings).isNotEmpty();
        });
  }

  private void loseTheHistory() throws IOException {
    for (String file : List.of("desk.db", "desk.db-wal", "desk.db-shm")) {
      Files.deleteIfExists(folder.resolve("data").resolve(file));
    }
    assertThat(folder.resolve("data").resolve("desk.db")).doesNotExist();
  }

  private ServerProcess start() {
    return ServerProcess.start(
        folder,
        Map.of("CARILLON_SIGNING_KEY", KEY, "CARILLON_ACCESS_LOG", "false"),
        "serve",
        "--port",
        "0",
        "--host",
        "127.0.0.1",
        "--data",
        folder.resolve("data").toString(),
        "--limits",
        "off");
  }

  private String token(String id, Set<String> roles) {
    long now = InstantSource.system().millis();
    User user = new User(id, id + "@example.com", id, roles, now, false);
    return tokens.issue(user, "jti-" + id, now).text();
  }

  /** A symbol of our own, that is always open. */
  private void open(int port, List<DeskTrader> traders) {
    post(
        port,
        "/symbols",
        "{'symbol':'KILUSD','base':'KIL','quote':'USD','digits':5,'commission':5.0}");
    for (DeskTrader trader : traders) {
      post(port, "/accounts", "{'owner':'" + trader.name() + "'}");
      post(port, "/deposits", "{'owner':'%s','amount':%s}".formatted(trader.name(), DEPOSIT));
    }
  }

  private void quote(int port, RandomGenerator random) {
    int bid = 108_000 + random.nextInt(1_000);
    post(
        port,
        "/quotes",
        "{'quotes':[{'symbol':'KILUSD','bid':%s,'ask':%s}]}"
            .formatted(BigDecimal.valueOf(bid, 5), BigDecimal.valueOf(bid + 5, 5)));
  }

  private void post(int port, String path, String body) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/desk" + path))
                  .header("Authorization", "Bearer " + admin)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).describedAs(answer.body()).isBetween(200, 201);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void tradeUntilKilled(
      ServerProcess server, int port, List<DeskTrader> traders, RandomGenerator random)
      throws Exception {
    int enough = told(traders) + USERS * random.nextInt(LEAST_ANSWERS, MOST_ANSWERS);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      try {
        traders.forEach(trader -> running.add(threads.submit(trader::tradeUntilGone)));
        Await.until(
            () -> {
              quote(port, random);
              return told(traders) >= enough || running.stream().anyMatch(Future::isDone);
            },
            Duration.ofSeconds(60));
      } finally {
        server.kill();
        assertThat(server.awaitExit()).isNotZero();
      }
      for (Future<?> each : running) {
        each.get();
      }
    }
  }

  private static int told(List<DeskTrader> traders) {
    return traders.stream().mapToInt(DeskTrader::answers).sum();
  }

  /** All that was told is there, and nothing else. */
  private static void audit(DeskTrader trader) {
    Map<Long, JsonNode> orders = new HashMap<>();
    trader
        .all("/orders")
        .forEach(order ->
            assertThat(orders.put(order.get("ticket").asLong(), order)).as("twice").isNull());
    assertThat(orders).containsAllEntriesOf(trader.orders);
    assertThat(orders.keySet()).isEqualTo(trader.orders.keySet());

    Map<String, JsonNode> closings = new HashMap<>();
    trader
        .all("/history")
        .forEach(closing ->
            assertThat(closings.put(closing.get("executionId").asString(), closing))
                .as("twice")
                .isNull());
    assertThat(closings).containsAllEntriesOf(trader.closings);

    Map<Long, Long> open = new HashMap<>();
    for (JsonNode position : trader.get("/positions")) {
      open.put(position.get("ticket").asLong(), DeskTrader.hundredths(position.get("volume")));
    }
    assertThat(open).isEqualTo(trader.open);
    assertThat(trader.get("/account").get("balance").decimalValue())
        .isEqualByComparingTo(balance(orders.values(), closings.values()));
  }

  private static BigDecimal balance(Iterable<JsonNode> orders, Iterable<JsonNode> closings) {
    BigDecimal balance = DEPOSIT;
    for (JsonNode order : orders) {
      balance = balance.subtract(order.get("filledVolume").decimalValue().multiply(COMMISSION));
    }
    for (JsonNode closing : closings) {
      balance =
          balance
              .add(closing.get("profit").decimalValue())
              .add(closing.get("swap").decimalValue())
              .subtract(closing.get("commission").decimalValue());
    }
    return balance;
  }
}
