package dev.carillon.core.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeyedRateTest {
  private static final long SECOND = 1_000_000_000;

  private final KeyedRate<String> rate = new KeyedRate<>(Rate.of(2, Duration.ofSeconds(1), 2), 100);

  @Test
  void eachKeyHasItsOwnPermits() {
    assertThat(rate.take("a", 0)).isZero();
    assertThat(rate.take("a", 0)).isZero();
    assertThat(rate.take("a", 0)).isEqualTo(500);
    assertThat(rate.take("b", 0)).isZero();
  }

  @Test
  void permitsGrowBack() {
    rate.take("a", 0);
    rate.take("a", 0);

    assertThat(rate.take("a", SECOND / 2)).isZero();
    assertThat(rate.take("a", SECOND / 2)).isEqualTo(500);
  }

  @Test
  void keysWithAllTheirPermitsAreForgotten() {
    for (int i = 0; i < 50; i++) {
      rate.take("key" + i, 0);
    }
    for (int i = 0; i < 50; i++) {
      rate.take("last", i * SECOND);
    }

    assertThat(rate.keys()).isEqualTo(1);
  }

  @Test
  void noMoreKeysThanAllowedAreRemembered() {
    for (int i = 0; i < 1_000; i++) {
      rate.take("key" + i, 0);
    }

    assertThat(rate.keys()).isEqualTo(100);
  }

  @Test
  void theKeyThatTookLongestAgoMakesRoom() {
    rate.take("eldest", 0);
    rate.take("eldest", 0);
    rate.take("next", 1);
    rate.take("next", 1);
    for (int i = 0; i < 99; i++) {
      rate.take("key" + i, 2);
    }

    assertThat(rate.take("next", 2)).isPositive();
    assertThat(rate.take("eldest", 2)).isZero();
  }

  @Test
  void askingHowLongToWaitTakesNothing() {
    for (int i = 0; i < 10; i++) {
      assertThat(rate.waitMillis("a", 0)).isZero();
    }
    assertThat(rate.keys()).isZero();

    rate.take("a", 0);
    rate.take("a", 0);
    assertThat(rate.waitMillis("a", 0)).isEqualTo(500);
  }

  @Test
  void severalAreTakenAllOrNone() {
    KeyedRate<String> roomy = new KeyedRate<>(Rate.of(10, Duration.ofSeconds(1), 5), 100);

    assertThat(roomy.take("a", 3, 0)).isZero();
    assertThat(roomy.take("a", 3, 0)).isEqualTo(100);
    assertThat(roomy.take("a", 2, 0)).isZero();
    assertThat(roomy.take("a", 0)).isEqualTo(100);
    assertThat(roomy.take("a", 3, SECOND / 10)).isEqualTo(200);
    assertThat(roomy.take("a", 3, 3 * SECOND / 10)).isZero();
  }

  @Test
  void moreThanComeAtOnceAreTakenWhenNothingIsOwedAndOwedThen() {
    rate.take("a", 0);
    assertThat(rate.take("a", 10, 0)).isEqualTo(500);
    assertThat(rate.take("a", 10, SECOND / 2)).isZero();

    assertThat(rate.take("a", SECOND / 2)).isEqualTo(4_500);
    assertThat(rate.take("a", 5 * SECOND)).isZero();
  }

  @Test
  void itMustRememberSomeone() {
    assertThatThrownBy(() -> new KeyedRate<String>(Rate.perSecond(1), 0))
        .hasMessage("maxKeys: 0 (expected: 1..)");
  }

  @Test
  void whatIsGivenBackCanBeTakenAgain() {
    rate.take("a", 0);
    rate.take("a", 0);
    rate.giveBack("a");

    assertThat(rate.take("a", 0)).isZero();
    assertThat(rate.take("a", 0)).isEqualTo(500);
  }

  @Test
  void givingBackDoesNotMakeABurstLarger() {
    rate.take("a", 0);
    rate.giveBack("a");
    rate.giveBack("a");
    rate.giveBack("never seen");

    assertThat(rate.take("a", 0)).isZero();
    assertThat(rate.take("a", 0)).isZero();
    assertThat(rate.take("a", 0)).isEqualTo(500);
  }

  @Test
  void whatIsTakenElsewhereCountsHere() {
    rate.taken("a", 0);

    assertThat(rate.take("a", 0)).isZero();
    assertThat(rate.take("a", 0)).isEqualTo(500);
  }

  @Test
  void noMoreIsOwedThanAWholeBucket() {
    for (int i = 0; i < 10; i++) {
      rate.taken("a", 0);
    }

    assertThat(rate.take("a", 0)).isEqualTo(500);
    assertThat(rate.take("a", 500_000_000)).isZero();
  }
}
