package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SteadinessTest {
  private long nanos;
  private final Steadiness steadiness = new Steadiness(() -> nanos);

  private boolean after(int seconds, boolean works) {
    nanos += TimeUnit.SECONDS.toNanos(seconds);
    return steadiness.look(works);
  }

  private void becomesSteady() {
    for (int i = 0; i < 6; i++) {
      assertThat(after(5, true)).isFalse();
    }
    assertThat(after(1, true)).isTrue();
  }

  @Test
  void whatHasWorkedForLongIsSteady() {
    becomesSteady();

    assertThat(after(5, true)).isTrue();
  }

  @Test
  void aBreakBeginsItAnew() {
    becomesSteady();

    assertThat(after(5, false)).isFalse();
    becomesSteady();
  }

  @Test
  void whoStoodStillBeginsAnew() {
    becomesSteady();

    assertThat(after(60, true)).isFalse();
    becomesSteady();
  }
}
