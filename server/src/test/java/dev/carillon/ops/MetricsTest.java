package dev.carillon.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.http.Method;
import dev.carillon.http.Request;
import dev.carillon.http.Router;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Metrics metrics = new Metrics();
  private final Router router = new Router(List.of(metrics.route()), () -> "1");

  private List<String> scrape() {
    return router.handle(Request.of(Method.GET, "/metrics")).body().text().lines().toList();
  }

  @Test
  void aTurnCountsItsEventsAndDeliveriesAndItsTime() {
    metrics.turn(2, 2_000, 1_500_000);
    metrics.turn(1, 1_000, 500_000);

    assertThat(scrape())
        .contains(
            "carillon_deliveries_total 3000.0",
            "carillon_events_total 3.0",
            "carillon_fanout_seconds_count 2",
            "carillon_fanout_seconds_bucket{le=\"0.001\"} 1");
    assertThat(metrics.deliveries()).isEqualTo(3_000);
  }

  @Test
  void aGaugeIsAskedAtEachScrape() {
    AtomicInteger open = new AtomicInteger(3);
    metrics.gauge("carillon.connections", "open WebSockets", open, AtomicInteger::get);

    assertThat(scrape()).contains("carillon_connections 3.0");
    open.set(4);
    assertThat(scrape()).contains("carillon_connections 4.0");
  }

  @Test
  void theJvmIsThere() {
    assertThat(scrape()).anyMatch(line -> line.startsWith("jvm_memory_used_bytes"));
  }
}
