package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Await;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RoundsTest {
  private static final Duration PAUSE = Duration.ofMillis(1);

  private final AtomicInteger rounds = new AtomicInteger();

  private void fail() {
    rounds.incrementAndGet();
    throw new IllegalStateException("a bug");
  }

  @Test
  void aRoundThatFailsIsNotTheLast() {
    try (Rounds all = new Rounds()) {
      all.often("fail", PAUSE, this::fail);

      Await.until(() -> rounds.get() > 2);
    }
  }

  @Test
  void aRoundThatFailsOnAThreadOfItsOwnIsNotTheLastEither() {
    try (Rounds all = new Rounds()) {
      all.seldom("fail", PAUSE, this::fail);

      Await.until(() -> rounds.get() > 2);
    }
  }

  @Test
  void whatStillRunsIsNotBegunAgain() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger others = new AtomicInteger();
    try (Rounds all = new Rounds()) {
      all.seldom(
          "hang",
          PAUSE,
          () -> {
            rounds.incrementAndGet();
            try {
              end.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      all.often("go on", PAUSE, others::incrementAndGet);

      Await.until(() -> others.get() > 20);
      assertThat(rounds.get()).isEqualTo(1);

      end.countDown();
      Await.until(() -> rounds.get() > 2);
    }
  }
}
