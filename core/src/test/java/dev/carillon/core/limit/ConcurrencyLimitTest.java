package dev.carillon.core.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
  private final ConcurrencyLimit<String> limit = new ConcurrencyLimit<>(2);

  @Test
  void aKeyHoldsNoMoreThanTheLimit() {
    assertThat(limit.acquire("a")).isTrue();
    assertThat(limit.acquire("a")).isTrue();
    assertThat(limit.acquire("a")).isFalse();
    assertThat(limit.acquire("b")).isTrue();
    assertThat(limit.held("a")).isEqualTo(2);
  }

  @Test
  void whatIsGivenBackCanBeHeldAgain() {
    limit.acquire("a");
    limit.acquire("a");
    limit.release("a");

    assertThat(limit.acquire("a")).isTrue();
    assertThat(limit.acquire("a")).isFalse();
  }

  @Test
  void aKeyThatHoldsNothingIsForgotten() {
    limit.acquire("a");
    limit.release("a");

    assertThat(limit.keys()).isZero();
    assertThat(limit.held("a")).isZero();
    assertThatThrownBy(() -> limit.release("a")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aLimitOfNothingIsRefused() {
    assertThatThrownBy(() -> new ConcurrencyLimit<String>(0))
        .hasMessage("limit: 0 (expected: 1..)");
  }

  @Test
  void manyThreadsNeverHoldMoreThanTheLimitTogether() {
    AtomicInteger holding = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int thread = 0; thread < 4; thread++) {
        threads.execute(() -> {
          for (int i = 0; i < 10_000; i++) {
            if (limit.acquire("a")) {
              most.accumulateAndGet(holding.incrementAndGet(), Math::max);
              holding.decrementAndGet();
              limit.release("a");
            }
          }
        });
      }
    }

    assertThat(most.get()).isBetween(1, 2);
    assertThat(limit.keys()).isZero();
  }
}
