package dev.carillon.core.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.testkit.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

  @Test
  void aFullBucketGivesItsBurstAtOnce() {
    Quota quota = new TokenBucket(Rate.perSecond(3), 0);

    assertThat(takes(quota, 0, 5)).isEqualTo(3);
    assertThat(quota.waitMillis(0)).isEqualTo(334);
  }

  @Test
  void permitsGrowBackOneByOne() {
    Quota quota = new TokenBucket(Rate.perSecond(10), 0);
    takes(quota, 0, 10);

    assertThat(quota.take(100 * MILLI - 1)).isFalse();
    assertThat(quota.take(100 * MILLI)).isTrue();
    assertThat(quota.take(100 * MILLI)).isFalse();
    assertThat(takes(quota, 400 * MILLI, 10)).isEqualTo(3);
  }

  @Seeds(100)
  void whatIsLeftCanBeTakenAtOnceAndNoMore(RandomGenerator random) {
    TokenBucket quota = new TokenBucket(Rate.of(7, Duration.ofSeconds(1), 4), 0);
    long now = 0;
    for (int i = 0; i < 20; i++) {
      now += random.nextLong(SECOND / 2);
      takes(quota, now, random.nextInt(6));
      int left = quota.left(now);

      assertThat(takes(quota, now, 99)).isEqualTo(left);
    }
  }

  @Test
  void aBucketIsNeverMoreThanFull() {
    Quota quota = new TokenBucket(Rate.perMinute(60), 0);

    assertThat(takes(quota, 3_600 * SECOND, 100)).isEqualTo(60);
  }

  @Test
  void theBurstMayBeSmallerThanTheRate() {
    Quota quota = new TokenBucket(Rate.of(100, Duration.ofSeconds(1), 5), 0);

    assertThat(takes(quota, 0, 100)).isEqualTo(5);
    assertThat(quota.waitMillis(0)).isEqualTo(10);
    assertThat(takes(quota, 20 * MILLI, 100)).isEqualTo(2);
  }

  @Test
  void theNanosecondClockMayBeNegativeOrWrapAround() {
    for (long start : new long[] {-100 * SECOND, Long.MAX_VALUE - 10}) {
      Quota quota = new TokenBucket(Rate.perSecond(2), start);

      assertThat(takes(quota, start, 9)).isEqualTo(2);
      assertThat(takes(quota, start + SECOND, 9)).isEqualTo(2);
    }
  }

  @Test
  void waitingAsLongAsToldIsEnough() {
    Quota quota = new TokenBucket(Rate.perSecond(7), 0);
    takes(quota, 0, 7);
    long wait = quota.waitMillis(0);

    assertThat(quota.take((wait - 1) * MILLI)).isFalse();
    assertThat(quota.waitMillis(wait * MILLI)).isZero();
    assertThat(quota.take(wait * MILLI)).isTrue();
  }

  @Test
  void bothMustAllow() {
    Quota quota =
        Quota.both(new TokenBucket(Rate.perSecond(2), 0), new TokenBucket(Rate.perMinute(3), 0));

    assertThat(takes(quota, 0, 9)).isEqualTo(2);
    assertThat(quota.waitMillis(0)).isEqualTo(500);
    assertThat(takes(quota, SECOND, 9)).isEqualTo(1);
    assertThat(quota.waitMillis(SECOND)).isEqualTo(19_000);
  }

  @Test
  void whatOneRefusesIsNotTakenFromTheOther() {
    TokenBucket minute = new TokenBucket(Rate.perMinute(3), 0);
    Quota quota = Quota.both(new TokenBucket(Rate.perSecond(1), 0), minute);

    assertThat(takes(quota, 0, 100)).isEqualTo(1);
    assertThat(takes(minute, 0, 100)).isEqualTo(2);
  }

  @Test
  void unlimitedIsWithoutLimit() {
    assertThat(takes(Quota.UNLIMITED, 0, 1_000)).isEqualTo(1_000);
    assertThat(Quota.UNLIMITED.waitMillis(0)).isZero();
  }

  @Test
  void aRateOfNothingIsRefused() {
    assertThatThrownBy(() -> Rate.perSecond(0)).hasMessage("permits: 0 (expected: 1..)");
    assertThatThrownBy(() -> Rate.of(1, Duration.ofSeconds(1), 0)).hasMessageContaining("burst: 0");
  }

  @Seeds(100)
  void noWindowHasMoreThanBurstAndRateTogether(RandomGenerator random) {
    int permits = 1 + random.nextInt(20);
    int burst = 1 + random.nextInt(20);
    Rate rate = Rate.of(permits, Duration.ofSeconds(1), burst);
    Quota quota = new TokenBucket(rate, 0);
    List<Long> taken = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < 500; i++) {
      now += random.nextLong(2 * SECOND / permits);
      if (quota.take(now)) {
        taken.add(now);
      }
    }

    for (int from = 0; from < taken.size(); from++) {
      long start = taken.get(from);
      long inWindow = taken.stream().filter(at -> at >= start && at < start + SECOND).count();
      assertThat(inWindow).isLessThanOrEqualTo(permits + burst);
    }
  }

  private static int takes(Quota quota, long nowNanos, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += quota.take(nowNanos) ? 1 : 0;
    }
    return taken;
  }
}
