package dev.carillon.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BodyClockTest {
  private static final long START = Long.MAX_VALUE - 5;

  private final BodyClock clock = new BodyClock(new HttpLimits.Pace(1, 10_000, 1_000, 1), START);

  private static long after(int seconds) {
    return START + Duration.ofSeconds(seconds).toNanos();
  }

  @Test
  void whatComesEarnsItsTime() {
    assertThat(clock.millisLeft(0, after(0))).isEqualTo(10_000);
    assertThat(clock.millisLeft(0, after(10))).isZero();
    assertThat(clock.millisLeft(5_000, after(10))).isEqualTo(5_000);
    assertThat(clock.millisLeft(1 << 30, after(10))).isEqualTo((1 << 30) - 0L);
  }

  @Test
  void whatIsNotReadNeedNotCome() {
    clock.pause(after(5));
    assertThat(clock.millisLeft(0, after(100))).isPositive();
    clock.pause(after(100));
    clock.resume(after(105));
    clock.resume(after(106));

    assertThat(clock.millisLeft(0, after(106))).isEqualTo(4_000);
  }
}
