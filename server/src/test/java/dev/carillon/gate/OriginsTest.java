package dev.carillon.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {

  private static boolean allows(Origins origins, String origin) {
    return origins.allows(Optional.of(origin), Optional.of("api.example.com:3000"), false);
  }

  @ParameterizedTest
  @CsvSource({
    "http://api.example.com:3000, true",
    "http://API.example.com:3000, true",
    "https://api.example.com:3000, false",
    "http://api.example.com, false",
    "http://example.com:3000, false",
    "http://localhost:3000, false",
    "null, false",
    "http://api.example.com:3000/, false",
    "http://u@api.example.com:3000, false",
    "http://api.example.com:3000.evil.com, false",
    "file://, false",
    "http://a b, false",
  })
  void byDefaultOnlyTheSameOriginIsAllowed(String origin, boolean isAllowed) {
    assertThat(allows(Origins.same(), origin)).isEqualTo(isAllowed);
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example.com, true",
    "https://app.example.com:443, true",
    "https://app.example.com:8443, false",
    "http://app.example.com, false",
    "https://a.example.org, true",
    "https://a.b.example.org, true",
    "https://example.org, false",
    "https://aexample.org, false",
    "https://a.example.org.evil.com, false",
    "http://partner.net, true",
    "https://partner.net:9000, true",
    "https://other.net, false",
    "http://api.example.com:3000, false",
  })
  void anAllowListIsAllThereIs(String origin, boolean isAllowed) {
    Origins origins =
        Origins.allowing(
            List.of("https://app.example.com", "https://*.example.org", "partner.net"));

    assertThat(allows(origins, origin)).isEqualTo(isAllowed);
  }

  @Test
  void thePortsOfTheSchemeAreTheSameOrigin() {
    Optional<String> origin = Optional.of("https://api.example.com");

    assertThat(Origins.same().allows(origin, Optional.of("api.example.com:443"), true)).isTrue();
  }

  @Test
  void whoSaysNoOriginIsNoBrowser() {
    assertThat(Origins.same().allows(Optional.empty(), Optional.empty(), false)).isTrue();
  }

  @Test
  void aStarAllowsEveryOriginButNull() {
    Origins all = Origins.allowing(List.of("*"));

    assertThat(allows(all, "https://anything.net:1")).isTrue();
    assertThat(allows(all, "null")).isFalse();
  }

  @Test
  void thisMachineMayBeAllowedBesides() {
    Origins demo = Origins.same().andLocal();

    assertThat(allows(demo, "http://localhost:5173")).isTrue();
    assertThat(allows(demo, "http://127.0.0.1")).isTrue();
    assertThat(allows(demo, "http://[::1]:8080")).isTrue();
    assertThat(allows(demo, "http://localhost.evil.com")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "https://", "https://a.b/c", "*.*", "https://a*.b"})
  void aPatternThatIsNoneIsAnError(String pattern) {
    assertThatThrownBy(() -> Origins.allowing(List.of(pattern)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("origin: " + pattern);
  }
}
