package dev.carillon.core.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "messages",
        "messages.user.123",
        "A-z_0.a:b.x@y",
        "1.2.3.4.5.6.7.8.9.0.a.b.c.d.e.f"
      })
  void aNameIsOneToSixteenSegments(String name) {
    assertThat(Topic.parse("t", name)).isNotNull().returns(name, Topic::name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "a.",
        ".a",
        "a..b",
        "a b",
        "a/b",
        "a*",
        "*",
        "**",
        "a.*",
        "a\n",
        "\u00e4",
        "a\0",
        "\ud83d\ude00",
        "a+b",
        "1.2.3.4.5.6.7.8.9.0.a.b.c.d.e.f.g"
      })
  void anythingElseIsNoName(String name) {
    assertThat(Topic.parse("t", name)).isNull();
  }

  @Test
  void aNameHasAtMost255Bytes() {
    assertThat(Topic.parse("t", "a".repeat(255))).isNotNull();
    assertThat(Topic.parse("t", "a".repeat(256))).isNull();
  }

  @Test
  void ourOwnNamesMayHaveAnyCharactersButWildcards() {
    assertThat(Topic.of("t", "trades.BTC/USDT").name()).isEqualTo("trades.BTC/USDT");

    assertThatThrownBy(() -> Topic.of("t", "a.*")).hasMessageContaining("a.*");
    assertThatThrownBy(() -> Topic.of("t", "")).hasMessageContaining("without wildcards");
  }

  @Test
  void theSpaceIsPartOfATopic() {
    assertThat(Topic.of("t", "a"))
        .isEqualTo(Topic.of("t", "a"))
        .hasSameHashCodeAs(Topic.of("t", "a"))
        .isNotEqualTo(Topic.of("u", "a"))
        .isNotEqualTo(Topic.of("t", "b"))
        .hasToString("t:a");
  }
}
