package dev.carillon.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.FakeClock;
import dev.carillon.testkit.TwoNodes;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoginRelayTest {
  private static final String EMAIL = "john@example.com";

  private final FakeClock clock = new FakeClock(Instant.parse("2026-11-20T12:00:00Z"));
  private final TwoNodes nodes = new TwoNodes();
  private final LoginRelay here = new LoginRelay(nodes.first, LoginLimits.on(), clock);
  private final LoginRelay there = new LoginRelay(nodes.second, LoginLimits.on(), clock);

  private void fail(LoginRelay at, int times) {
    for (int i = 0; i < times; i++) {
      at.failed(EMAIL, "10.0.0." + i, clock.millis());
    }
  }

  private long wait(LoginRelay at) {
    return at.waitMillis(EMAIL, "10.9.9.9", clock.millis());
  }

  @Test
  void failuresOnOneNodeCountOnAll() {
    fail(here, 3);
    fail(there, 3);

    assertThat(wait(here)).isPositive().isEqualTo(wait(there));
  }

  @Test
  void aSuccessOnOneNodeEndsTheWaitOnAll() {
    fail(here, 6);
    clock.advanceMillis(3_600_000);

    there.succeeded(EMAIL, "10.0.0.1");
    here.failed(EMAIL, "10.0.0.2", clock.millis());

    assertThat(wait(here)).isZero();
    assertThat(wait(there)).isZero();
  }

  @Test
  void whileTheOthersAreOutOfReachEachCountsItsOwn() {
    nodes.cut();

    fail(here, 6);

    assertThat(wait(here)).isPositive();
    assertThat(wait(there)).isZero();
  }
}
