package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.app.config.Config;
import dev.carillon.app.config.Config.Mode;
import dev.carillon.app.config.ConfigLoader;
import dev.carillon.app.config.Loaded;
import dev.carillon.cli.Invocation;
import dev.carillon.testkit.Await;
import dev.carillon.testkit.Seeds;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server is backed up while its users trade and write, and restored elsewhere: what anybody was
 * told of before is there, and the engines agree with their histories.
 */
@Timeout(120)
class BackupIT {
  private static final int CLIENTS = 10;
  private static final int ANSWERS = 300;
  private static final Map<String, String> SETTINGS =
      Map.of("CARILLON_SIGNING_KEY", TradingCrowd.KEY, "LIMITS", "off");
  private static final Invocation.Options OPTIONS = new Invocation.Options(null, Map.of());

  @TempDir private Path folder = Path.of("");

  private final TradingCrowd crowd = new TradingCrowd(3);
  private final Traces traces = new Traces();
  private final Queue<String> written = new ConcurrentLinkedQueue<>();
  private volatile boolean isEnough;

  @Seeds(1)
  void whatWasToldBeforeTheBackupIsThereAfterTheRestore(RandomGenerator random) throws Exception {
    Path file = folder.resolve("backup.zip");
    Told told;
    List<String> messages;
    Map<String, Object> left;
    try (HttpClient http = HttpClient.newHttpClient();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      try (TestServer server = TestServer.startIn(folder.resolve("data"), SETTINGS)) {
        int port = server.address().getPort();
        crowd.open(new ExchangeHttp(http, port));
        traces.leave(server);
        left = traces.of(server);
        for (Trader trader : crowd.connect(port, CLIENTS, "", random)) {
          running.add(threads.submit(trader::tradeUntilGone));
        }
        Future<?> writing = threads.submit(() -> writeUntilEnough(server));
        awaitAnswers();

        told = crowd.toldSoFar();
        messages = List.copyOf(written);
        upkeep("data", new Invocation.Backup(file, true, OPTIONS));

        awaitAnswers();
        isEnough = true;
        writing.get();
      }
      for (Future<?> each : running) {
        each.get();
      }
      upkeep("restored", new Invocation.Restore(file, true, OPTIONS));
      try (TestServer server = TestServer.startIn(folder.resolve("restored"), SETTINGS)) {
        crowd.audit(new ExchangeHttp(http, server.address().getPort()), told);
        String john = server.token("user@example.com");
        assertThat(messages)
            .isNotEmpty()
            .allSatisfy(id ->
                assertThat(server.get("/api/messages/" + id, john).statusCode()).isEqualTo(200));
        Map<String, Object> restored = traces.of(server);
        restored.remove("/api/messages");
        left.remove("/api/messages");
        Traces.assertSame(restored, left);
      }
    }
  }

  /** The load goes on. */
  private void awaitAnswers() {
    long enough = crowd.told.answers.get() + ANSWERS;
    int more = written.size() + 3;
    Await.until(() -> crowd.told.answers.get() >= enough && written.size() >= more);
  }

  private void upkeep(String data, Invocation.Care what) {
    Map<String, String> flags = Map.of("CARILLON_DATA", folder.resolve(data).toString());
    Config config =
        switch (ConfigLoader.load(Mode.DEMO, null, Map.of(), flags)) {
          case Loaded.Good(Config good, _) -> good;
          case Loaded.Bad bad -> throw new AssertionError(bad.problems());
        };
    assertThat(new Upkeep(config).run(what).exitCode()).isZero();
  }

  private void writeUntilEnough(TestServer server) {
    String john = server.token("user@example.com");
    while (!isEnough) {
      HttpResponse<String> answer =
          server.post(
              "/api/messages",
              john,
              json -> json.beginObject().field("content", "more").endObject());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      written.add(answer.body().replaceAll("(?s).*?\"id\":\"([^\"]*)\".*", "$1"));
    }
  }
}
