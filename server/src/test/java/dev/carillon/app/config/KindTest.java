package dev.carillon.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KindTest {
  private static <T> @Nullable T parse(Kind<T> kind, String text) {
    return kind.parser().apply(text);
  }

  @Test
  void aDurationIsMillisecondsOrHasAUnit() {
    Kind<Duration> kind = Kind.duration(Duration.ofSeconds(1), Duration.ofDays(30));

    assertThat(parse(kind, "1500")).isEqualTo(Duration.ofMillis(1500));
    assertThat(parse(kind, "30s")).isEqualTo(Duration.ofSeconds(30));
    assertThat(parse(kind, "15 m")).isEqualTo(Duration.ofMinutes(15));
    assertThat(parse(kind, "30D")).isEqualTo(Duration.ofDays(30));
    assertThat(parse(kind, "999")).isNull();
    assertThat(parse(kind, "31d")).isNull();
    assertThat(parse(kind, "30 weeks")).isNull();
    assertThat(parse(kind, "-1s")).isNull();
    assertThat(kind.expected()).endsWith("from 1s to 30d");
  }

  @Test
  void aSizeThatOverflowsIsRefused() {
    Kind<Integer> kind = Kind.size(1, 1 << 30);

    assertThat(parse(kind, "64k")).isEqualTo(65_536);
    assertThat(parse(kind, "1g")).isEqualTo(1 << 30);
    assertThat(parse(kind, "999999999999999g")).isNull();
    assertThat(parse(kind, "9999999999999999999")).isNull();
  }

  @Test
  void aFlagHasManySpellings() {
    for (String yes : List.of("true", "ON", "yes", "1")) {
      assertThat(parse(Kind.flag(), yes)).isTrue();
    }
    for (String no : List.of("false", "off", "No", "0")) {
      assertThat(parse(Kind.flag(), no)).isFalse();
    }
    assertThat(parse(Kind.flag(), "maybe")).isNull();
  }

  @Test
  void oneBadValueSpoilsAList() {
    Kind<List<Integer>> kind = Kind.listOf(Kind.integer(1, 9));

    assertThat(parse(kind, "")).isEmpty();
    assertThat(parse(kind, " 1, 2,,3 ")).containsExactly(1, 2, 3);
    assertThat(parse(kind, "1,x")).isNull();
  }

  @Test
  void anAddressNeedsItsSchemeAndAHost() {
    assertThat(parse(Kind.url("https"), "https://example.com/keys")).isNotNull();
    assertThat(parse(Kind.url("https"), "http://example.com/keys")).isNull();
    assertThat(parse(Kind.url("https"), "https:keys")).isNull();
    assertThat(parse(Kind.url("https"), "not an address")).isNull();
  }

  @Test
  void aTimeOfDayAndAZoneAreThoseOfTheJdk() {
    assertThat(parse(Kind.timeOfDay(), "06:00")).isEqualTo(LocalTime.of(6, 0));
    assertThat(parse(Kind.timeOfDay(), "6 o'clock")).isNull();
    assertThat(parse(Kind.zone(), "Asia/Kolkata")).isEqualTo(ZoneId.of("Asia/Kolkata"));
    assertThat(parse(Kind.zone(), "Atlantis")).isNull();
  }
}
