package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Await;
import dev.carillon.testkit.Seeds;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  @TempDir private Path folder = Path.of("");

  private final TradingCrowd crowd = new TradingCrowd(USERS);

  @Seeds(1)
  void whatWasToldSurvivesKill9(RandomGenerator random) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (int kill = 0; kill < KILLS; kill++) {
        try (ServerProcess server = start()) {
          ExchangeHttp exchange = new ExchangeHttp(http, server.awaitReady());
          if (kill == 0) {
            crowd.open(exchange);
          } else {
            crowd.audit(exchange);
          }
          tradeUntilKilled(
              server, crowd.connect(exchange.port(), CLIENTS, "life" + kill, random), random);
        }
        if (random.nextInt(3) == 0) {
          killWhileItStarts(random);
        }
      }
      try (ServerProcess server = start()) {
        crowd.audit(new ExchangeHttp(http, server.awaitReady()));
      }
    }
    assertThat(crowd.told.trades).as("trades").isNotEmpty();
  }

  private ServerProcess start() {
    return ServerProcess.start(
        folder,
        Map.of("CARILLON_SIGNING_KEY", TradingCrowd.KEY, "CARILLON_ACCESS_LOG", "false"),
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

  private void tradeUntilKilled(ServerProcess server, List<Trader> traders, RandomGenerator random)
      throws Exception {
    long enough = crowd.told.answers.get() + random.nextInt(LEAST_ANSWERS, MOST_ANSWERS);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      try {
        traders.forEach(trader -> running.add(threads.submit(trader::tradeUntilGone)));
        Await.until(
            () -> crowd.told.answers.get() >= enough || running.stream().anyMatch(Future::isDone),
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

  private void killWhileItStarts(RandomGenerator random) {
    long end = System.nanoTime() + Duration.ofMillis(random.nextInt(MOST_START_MILLIS)).toNanos();
    try (ServerProcess server = start()) {
      Await.until(() -> System.nanoTime() - end > 0);
      server.kill();
      assertThat(server.awaitExit()).isNotZero();
    }
  }
}
