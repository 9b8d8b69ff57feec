package dev.carillon.core.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.core.limit.FailureDelay.Policy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailureDelayTest {
  private static final long HOUR = 3_600_000;

  private final FailureDelay<String> delay = new FailureDelay<>(Policy.LOGIN);

  @Test
  void fiveFailuresAreFree() {
    for (int i = 0; i < 5; i++) {
      assertThat(delay.attempt("john", 0)).isZero();
    }

    assertThat(delay.attempt("john", 0)).isEqualTo(1_000);
    assertThat(delay.attempt("john", 999)).isEqualTo(1);
    assertThat(delay.attempt("jane", 0)).isZero();
  }

  @Test
  void theWaitDoublesUpToFifteenMinutes() {
    fail("john", 5, 0);
    long now = 0;
    for (long wait = 1_000; wait < 15 * 60_000; wait *= 2) {
      assertThat(delay.attempt("john", now)).isEqualTo(wait);
      now += wait;
      assertThat(delay.attempt("john", now)).isZero();
    }
    for (int i = 0; i < 40; i++) {
      assertThat(delay.attempt("john", now)).isEqualTo(15 * 60_000);
      now += 15 * 60_000;
      assertThat(delay.attempt("john", now)).isZero();
    }
  }

  @Test
  void triesWhileWaitingDoNotLengthenTheWait() {
    fail("john", 5, 0);
    for (int i = 0; i < 100; i++) {
      delay.attempt("john", 500);
    }

    assertThat(delay.attempt("john", 1_000)).isZero();
  }

  @Test
  void aSuccessForgetsAllFailures() {
    fail("john", 5, 0);
    assertThat(delay.attempt("john", 1_000)).isZero();
    delay.succeeded("john");

    assertThat(delay.keys()).isZero();
    fail("john", 4, 1_000);
    assertThat(delay.attempt("john", 1_000)).isZero();
  }

  @Test
  void failuresAreForgottenInTime() {
    fail("john", 5, 0);

    assertThat(delay.attempt("jane", HOUR)).isZero();
    assertThat(delay.keys()).isEqualTo(1);
    fail("john", 5, HOUR);
    assertThat(delay.attempt("john", HOUR)).isEqualTo(1_000);
  }

  @Test
  void noMoreKeysThanAllowedAreRemembered() {
    FailureDelay<Integer> small =
        new FailureDelay<>(
            new Policy(1, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofHours(1), 10));
    for (int i = 0; i < 100; i++) {
      small.attempt(i, 0);
    }

    assertThat(small.keys()).isEqualTo(10);
    assertThat(small.attempt(99, 0)).isPositive();
    assertThat(small.attempt(0, 0)).isZero();
  }

  @Test
  void askingHowLongToWaitChangesNothing() {
    fail("john", 5, 0);

    assertThat(delay.waitMillis("john", 400)).isEqualTo(600);
    assertThat(delay.waitMillis("jane", 400)).isZero();
    assertThat(delay.waitMillis("john", HOUR - 1)).isZero();
    assertThat(delay.keys()).isEqualTo(1);

    fail("jane", 1, HOUR - 1);
    assertThat(delay.waitMillis("jane", HOUR)).isZero();
    assertThat(delay.keys()).isEqualTo(1);
  }

  @Test
  void askingDoesNotMakeRoom() {
    FailureDelay<Integer> small =
        new FailureDelay<>(
            new Policy(1, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofHours(1), 2));
    small.attempt(1, 0);
    small.attempt(2, 0);
    small.waitMillis(1, 0);
    small.waitMillis(3, 0);
    assertThat(small.keys()).isEqualTo(2);

    small.attempt(3, 0);
    assertThat(small.waitMillis(1, 0)).isZero();
    assertThat(small.waitMillis(2, 0)).isPositive();
  }

  @Test
  void aClockSetBackMakesNobodyWaitLonger() {
    fail("john", 5, 10 * HOUR);

    assertThat(delay.attempt("john", 0)).isEqualTo(1_000);
  }

  @Test
  void aPolicyThatMakesNoSenseIsRefused() {
    Duration second = Duration.ofSeconds(1);

    assertThatThrownBy(() -> new Policy(0, second, second, second, 1)).hasMessageContaining("free");
    assertThatThrownBy(() -> new Policy(1, second, Duration.ZERO, second, 1))
        .hasMessageContaining("first: PT1S");
    assertThatThrownBy(() -> new Policy(1, second, second, Duration.ZERO, 1))
        .hasMessageContaining("forgetAfter: PT0S");
    assertThatThrownBy(() -> new Policy(1, second, second, second, 0))
        .hasMessageContaining("maxKeys");
  }

  private void fail(String key, int times, long nowMillis) {
    for (int i = 0; i < times; i++) {
      assertThat(delay.attempt(key, nowMillis)).isZero();
    }
  }
}
