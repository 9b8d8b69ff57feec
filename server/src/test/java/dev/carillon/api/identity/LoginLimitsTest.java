package dev.carillon.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoginLimitsTest {
  private static final String JOHN = "john@example.com";
  private static final String HERE = "192.0.2.1";
  private static final String THERE = "198.51.100.1";
  private static final long NOW = 1_700_000_000_000L;

  private final LoginLimits limits = LoginLimits.on();

  @Test
  void fiveFailuresOfAnAccountAreFreeThenTheWaitDoubles() {
    for (int i = 0; i < 5; i++) {
      assertThat(limits.waitMillis(JOHN, HERE, NOW)).isZero();
      limits.failed(JOHN, HERE, NOW);
    }
    assertThat(limits.waitMillis(JOHN, HERE, NOW)).isEqualTo(1_000);
    assertThat(limits.waitMillis(JOHN, THERE, NOW)).isEqualTo(1_000);
    assertThat(limits.waitMillis("jane@example.com", HERE, NOW)).isZero();

    limits.failed(JOHN, HERE, NOW + 1_000);
    assertThat(limits.waitMillis(JOHN, HERE, NOW + 1_000)).isEqualTo(2_000);
    assertThat(limits.waitMillis(JOHN, HERE, NOW + 3_000)).isZero();
  }

  @Test
  void askingCostsNothing() {
    for (int i = 0; i < 100; i++) {
      assertThat(limits.waitMillis(JOHN, HERE, NOW)).isZero();
    }
  }

  @Test
  void aSuccessForgetsTheFailures() {
    fail(JOHN, HERE, 4);
    limits.succeeded(JOHN, HERE);

    fail(JOHN, HERE, 4);

    assertThat(limits.waitMillis(JOHN, HERE, NOW)).isZero();
  }

  @Test
  void aStrangerDoesNotKeepTheOwnerOut() {
    limits.succeeded(JOHN, HERE);

    fail(JOHN, THERE, 20);

    assertThat(limits.waitMillis(JOHN, THERE, NOW)).isPositive();
    assertThat(limits.waitMillis(JOHN, HERE, NOW)).isZero();
    fail(JOHN, HERE, 5);
    assertThat(limits.waitMillis(JOHN, HERE, NOW)).isEqualTo(1_000);
  }

  @Test
  void anAddressHas60FailuresAndOneMoreEachSecond() {
    for (int i = 0; i < 60; i++) {
      limits.failed("user" + i + "@example.com", HERE, NOW);
    }

    assertThat(limits.waitMillis("other@example.com", HERE, NOW)).isEqualTo(1_000);
    assertThat(limits.waitMillis("other@example.com", HERE, NOW + 1_000)).isZero();
    assertThat(limits.waitMillis("other@example.com", THERE, NOW)).isZero();
  }

  @Test
  void theServerHas1000Failures() {
    for (int i = 0; i < 1_000; i++) {
      limits.failed("user" + i + "@example.com", "192.0.2." + i % 50, NOW);
    }

    assertThat(limits.waitMillis("other@example.com", THERE, NOW)).isEqualTo(20);
  }

  @Test
  void anAddressHas100Registrations() {
    for (int i = 0; i < 100; i++) {
      assertThat(limits.takeRegistration(HERE, NOW)).isZero();
    }

    assertThat(limits.takeRegistration(HERE, NOW)).isEqualTo(500);
    assertThat(limits.takeRegistration(THERE, NOW)).isZero();
  }

  @Test
  void switchedOffNothingIsLimited() {
    LoginLimits off = LoginLimits.off();
    for (int i = 0; i < 1_000; i++) {
      off.failed(JOHN, HERE, NOW);
      assertThat(off.takeRegistration(HERE, NOW)).isZero();
    }

    assertThat(off.waitMillis(JOHN, HERE, NOW)).isZero();
  }

  private void fail(String email, String address, int times) {
    for (int i = 0; i < times; i++) {
      limits.failed(email, address, NOW);
    }
  }
}
