package dev.carillon.api.exchange.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Seeds;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderIdsTest {
  private static final long NOW = 1_672_531_100_000L;

  @Seeds(50)
  void anIdCanBeTurnedBack(RandomGenerator random) {
    long createdAt = random.nextLong(1L << 48);
    long number = random.nextLong(1L << random.nextInt(1, 63));

    assertThat(OrderIds.parse(OrderIds.text(createdAt, number))).hasValue(number);
  }

  @Test
  void anIdIsAUuidOfVersionSevenWithTheTimeOfItsOrder() {
    UUID uuid = UUID.fromString(OrderIds.text(NOW, 42));

    assertThat(uuid.version()).isEqualTo(7);
    assertThat(uuid.variant()).isEqualTo(2);
    assertThat(uuid.getMostSignificantBits() >>> 16).isEqualTo(NOW);
  }

  @Seeds(50)
  void laterOrdersHaveGreaterIds(RandomGenerator random) {
    long number = random.nextLong(1L << 50);
    long createdAt = random.nextLong(1L << 47);

    assertThat(OrderIds.text(createdAt, number + 1))
        .isGreaterThan(OrderIds.text(createdAt, number));
    assertThat(OrderIds.text(createdAt + 1, number + 1))
        .isGreaterThan(OrderIds.text(createdAt, number));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "42",
        "123e4567-e89b-12d3-a456-426614174000",
        "00000000-0000-0000-0000-000000000000",
        "018b0000-0000-7000-8000-00000000000g",
        "0-0-7-8-000000000000000000000000000"
      })
  void anythingElseIsNoOrder(String text) {
    assertThat(OrderIds.parse(text)).isEmpty();
  }

  @Test
  void anIdWithAnotherTimeIsNoOrder() {
    String good = OrderIds.text(NOW, 42);
    String other = OrderIds.text(NOW + 1, 42);

    assertThat(OrderIds.parse(other.substring(0, 18) + good.substring(18))).isEmpty();
    assertThat(OrderIds.parse(good.toUpperCase(Locale.ROOT))).hasValue(42);
  }
}
