package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.identity.Revocations;
import dev.carillon.identity.User;
import dev.carillon.security.JwtSettings;
import dev.carillon.security.JwtTokens;
import dev.carillon.security.SigningKey;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.Seeds;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
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

/**
 * A hundred clients trade over sockets until the process is killed with signal 9, again and again
 * in one data folder: every order, cancel and fill that anybody was told of is there after the next
 * start, and the money adds up.
 *
 * <p>A seed gives what is ordered and when the process is killed; how the requests of the clients
 * meet is up to the machine, so the same seed is a similar run, not the same.
 */
@Timeout(180)
class ExchangeCrashIT {
  private static final int KILLS = 3;
  private static final int CLIENTS = 100;
  private static final int USERS = 5;
  private static final int LEAST_ANSWERS = 50;
  private static final int MOST_ANSWERS = 2_500;
  private static final int MOST_START_MILLIS = 1_500;
  private static final String KEY = "qW7mZ1vT9xR4bN8cL2kJ6hG3fD5sA0pO";
  private static final Map<String, BigDecimal> DEPOSITS =
      Map.of("KIL", new BigDecimal("1000"), "EUR", new BigDecimal("100000"));

  @TempDir private Path folder = Path.of("");

  private final JwtTokens tokens =
      new JwtTokens(
          JwtSettings.own(SigningKey.ofText(KEY)), new Revocations(0), InstantSource.system());
  private final List<Trader.User> users = users();
  private final Told told = new Told();

  @Seeds(1)
  void whatWasToldSurvivesKill9(RandomGenerator random) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (int kill = 0; kill < KILLS; kill++) {
        try (ServerProcess server = start()) {
          ExchangeHttp exchange = new ExchangeHttp(http, server.awaitReady());
          if (kill == 0) {
            open(exchange);
          } else {
            audit(exchange);
          }
          tradeUntilKilled(server, connect(exchange.port(), kill, random), random);
        }
        if (random.nextInt(3) == 0) {
          killWhileItStarts(random);
        }
      }
      try (ServerProcess server = start()) {
        audit(new ExchangeHttp(http, server.awaitReady()));
      }
    }
    assertThat(told.trades).as("trades").isNotEmpty();
  }

  private ServerProcess start() {
    return ServerProcess.start(
        folder,
        Map.of(
            "CARILLON_SIGNING_KEY", KEY, "CARILLON_WARM_UP", "0", "CARILLON_ACCESS_LOG", "false"),
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

  private List<Trader.User> users() {
    List<Trader.User> made = new ArrayList<>();
    for (int i = 0; i < USERS; i++) {
      made.add(new Trader.User("trader-" + i, token("trader-" + i, Set.of())));
    }
    return made;
  }

  private String token(String id, Set<String> roles) {
    long now = InstantSource.system().millis();
    User user = new User(id, id + "@example.com", id, roles, now, false);
    return tokens.issue(user, "jti-" + id, now).text();
  }

  /** A pair of our own, so that nobody else trades in it, and money for everybody. */
  private void open(ExchangeHttp exchange) {
    String admin = token("admin", Set.of(User.ADMIN));
    exchange.post(
        "/symbols",
        admin,
        "{'symbol':'%s','price_decimals':2,'tick_size':'0.01','lot_size':'0.0001'}"
            .formatted(Trader.SYMBOL));
    for (Trader.User user : users) {
      DEPOSITS.forEach((currency, amount) ->
          exchange.post(
              "/deposits",
              admin,
              "{'owner':'%s','currency':'%s','amount':'%s'}"
                  .formatted(user.id(), currency, amount)));
    }
  }

  private void audit(ExchangeHttp exchange) {
    new ExchangeAudit(exchange, users, DEPOSITS, told).run();
  }

  private void tradeUntilKilled(ServerProcess server, List<Trader> traders, RandomGenerator random)
      throws Exception {
    long enough = told.answers.get() + random.nextInt(LEAST_ANSWERS, MOST_ANSWERS);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      try {
        traders.forEach(trader -> running.add(threads.submit(trader::tradeUntilGone)));
        Await.until(
            () -> told.answers.get() >= enough || running.stream().anyMatch(Future::isDone),
            Duration.ofSeconds(60));
        for (Future<?> client : running) {
          if (client.isDone()) {
            client.get();
            throw new AssertionError("a connection ended before the kill: " + server.errors());
          }
        }
      } finally {
        server.kill();
        assertThat(server.awaitExit()).isNotZero();
      }
      for (Future<?> client : running) {
        client.get();
      }
    } finally {
      traders.forEach(Trader::close);
    }
  }

  /**
   * All clients, a few of whom hear of everything.
   *
   * @param life how often the server was killed before
   */
  private List<Trader> connect(int port, int life, RandomGenerator random) {
    List<Trader> traders = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      RandomGenerator own = new SplittableRandom(random.nextLong());
      String name = "life" + life + "client" + i;
      traders.add(Trader.connect(port, users.get(i % USERS), name, told, own));
    }
    traders.subList(0, USERS).forEach(Trader::listen);
    return traders;
  }

  private void killWhileItStarts(RandomGenerator random) {
    long end = System.nanoTime() + Duration.ofMillis(random.nextInt(MOST_START_MILLIS)).toNanos();
    try (ServerProcess server = start()) {
      Await.until(() -> System.nanoTime() - end > 0);
      server.kill();
      assertThat(server.awaitExit()).isNotZero();
    }
  }
}
