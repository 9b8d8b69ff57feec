package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.app.config.Config;
import dev.carillon.app.config.Config.Mode;
import dev.carillon.app.config.ConfigLoader;
import dev.carillon.app.config.Loaded;
import dev.carillon.bus.redis.RedisServer;
import dev.carillon.cli.Invocation;
import dev.carillon.storage.postgres.PostgresServer;
import dev.carillon.storage.postgres.TestDatabase;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.Seeds;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A server moves from its data folder into PostgreSQL: no API says anything else than before. */
@Timeout(120)
@ExtendWith(PostgresServer.class)
class MoveIT {
  private static final int CLIENTS = 10;
  private static final int ANSWERS = 600;

  @TempDir private Path folder = Path.of("");

  private final TestDatabase database;
  private final TradingCrowd crowd = new TradingCrowd(3);
  private final Traces traces = new Traces();

  MoveIT(TestDatabase database) {
    this.database = database;
  }

  @Seeds(1)
  void theApisSayTheSameAfterTheMove(RandomGenerator random) throws Exception {
    Path data = folder.resolve("data");
    Map<String, Object> before;
    try (HttpClient http = HttpClient.newHttpClient()) {
      before = fill(http, data, random);

      String said = upkeep(data).text();

      assertThat(said)
          .contains(" users\n", " chat_messages\n", " market_orders\n", " desk_deals\n")
          .contains("           1  files\n", " tick_instruments\n", " tick_newest\n")
          .contains(" records of the engine's journal\n", " records of the desk's journal\n");
      try (RedisServer redis = new RedisServer(folder);
          TestServer server = TestServer.startIn(folder.resolve("node"), shared(redis))) {
        Await.until(() -> server.get("/health/ready", "").statusCode() == 200);
        crowd.audit(new ExchangeHttp(http, server.address().getPort()));
        Traces.assertSame(traces.of(server), before);
        traces.leave(server);
      }
    }
    assertThatThrownBy(() -> upkeep(data))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(" is not empty: there are rows in ");
  }

  /** Those of a node, whose own folder is empty. */
  private Map<String, String> shared(RedisServer redis) {
    return settings(
        Map.of(
            "CARILLON_DATABASE_URL", database.url(),
            "PUBSUB_ADAPTER", "redis",
            "PUBSUB_REDIS_URL", redis.uri()));
  }

  private static Map<String, String> settings(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.put("CARILLON_SIGNING_KEY", TradingCrowd.KEY);
    all.put("LIMITS", "off");
    return all;
  }

  private Map<String, Object> fill(HttpClient http, Path data, RandomGenerator random)
      throws Exception {
    Map<String, Object> before;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running;
      try (TestServer server = TestServer.startIn(data, settings(Map.of()))) {
        int port = server.address().getPort();
        crowd.open(new ExchangeHttp(http, port));
        traces.leave(server);
        traces.leaveTick(server);
        before = traces.of(server);
        running =
            crowd.connect(port, CLIENTS, "", random).stream()
                .<Future<?>>map(trader -> threads.submit(trader::tradeUntilGone))
                .toList();
        Await.until(() -> crowd.told.answers.get() >= ANSWERS);
      }
      for (Future<?> each : running) {
        each.get();
      }
    }
    return before;
  }

  private Upkeep.Done upkeep(Path data) {
    Map<String, String> flags =
        Map.of("CARILLON_DATA", data.toString(), "CARILLON_DATABASE_URL", database.url());
    Config config =
        switch (ConfigLoader.load(Mode.DEMO, null, Map.of(), flags)) {
          case Loaded.Good(Config good, _) -> good;
          case Loaded.Bad bad -> throw new AssertionError(bad.problems());
        };
    return new Upkeep(config)
        .run(new Invocation.Move(true, new Invocation.Options(null, Map.of())));
  }
}
