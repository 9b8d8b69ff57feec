package dev.carillon.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HealthTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final AtomicBoolean bus = new AtomicBoolean();
  private final AtomicInteger looks = new AtomicInteger();
  private final Health health =
      new Health(Map.of("bus", this::look, "storage", () -> true), System::nanoTime);

  private boolean look() {
    looks.incrementAndGet();
    return bus.get();
  }

  @Test
  void whoeverWaitsGoesOnWhenAllPartsWork() throws Exception {
    try (ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<String>> missing = waiting.submit(() -> health.awaitReady(LONG));
      Await.until(() -> looks.get() > 1);
      assertThat(missing.isDone()).isFalse();

      bus.set(true);

      assertThat(missing.get()).isEmpty();
    }
  }

  @Test
  void whatWasFoundBeforeIsNotSaidAfterIt() {
    health.started();
    assertThat(health.report().ready()).isFalse();
    bus.set(true);

    assertThat(health.awaitReady(LONG)).isEmpty();

    assertThat(health.report().ready()).isTrue();
  }

  @Test
  void whoeverWaitedLongEnoughIsToldWhatIsMissing() {
    assertThat(health.awaitReady(Duration.ZERO)).containsExactly("bus");
  }

  @Test
  void nobodyWaitsForWhatIsAboutToEnd() {
    health.draining();

    assertThat(health.awaitReady(LONG)).containsExactly("bus");
    assertThat(looks.get()).isEqualTo(1);
  }
}
