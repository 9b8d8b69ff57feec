package dev.carillon.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.http.Method;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.http.Router;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HealthRoutesTest {
  private final AtomicBoolean storage = new AtomicBoolean(true);
  private final AtomicLong nanos = new AtomicLong();
  private final Health health = new Health(Map.of("storage", storage::get), nanos::get);
  private final Router router = new Router(new HealthRoutes(health).routes(), () -> "1");

  private Response get(String path) {
    return router.handle(Request.of(Method.GET, path));
  }

  @Test
  void theProcessLivesFromTheBeginning() {
    assertThat(get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void readyIsBetweenStartingAndDraining() {
    assertThat(get("/health/ready").status()).isEqualTo(503);
    assertThat(get("/health/ready").body().text()).contains("\"status\":\"starting\"");

    health.started();
    assertThat(get("/health/ready").status()).isEqualTo(200);
    assertThat(get("/health/ready").body().text())
        .isEqualTo("{\"status\":\"ready\",\"checks\":{\"storage\":\"ok\"}}");

    health.draining();
    assertThat(get("/health/ready").status()).isEqualTo(503);
    assertThat(get("/health/ready").body().text()).contains("\"status\":\"draining\"");
    assertThat(get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void aPartThatFailsMakesItNotReadyUntilItWorksAgain() {
    health.started();

    storage.set(false);
    nanos.addAndGet(1_000_000_000);
    assertThat(get("/health/ready").status()).isEqualTo(503);
    assertThat(get("/health/ready").body().text())
        .isEqualTo("{\"status\":\"failing\",\"checks\":{\"storage\":\"failing\"}}");

    storage.set(true);
    nanos.addAndGet(1_000_000_000);
    assertThat(get("/health/ready").status()).isEqualTo(200);
  }

  @Test
  void whoAsksOftenCostsOneCheckASecond() {
    AtomicLong asked = new AtomicLong();
    Health counting = new Health(Map.of("storage", () -> asked.incrementAndGet() > 0), nanos::get);

    counting.report();
    counting.report();
    assertThat(asked).hasValue(1);
    nanos.addAndGet(1_000_000_000);
    counting.report();
    assertThat(asked).hasValue(2);
  }

  @Test
  void aCheckThatThrowsIsAFailure() {
    Health throwing =
        new Health(
            Map.of(
                "storage",
                () -> {
                  throw new IllegalStateException("disk");
                }),
            nanos::get);
    throwing.started();

    assertThat(throwing.report().ready()).isFalse();
  }
}
