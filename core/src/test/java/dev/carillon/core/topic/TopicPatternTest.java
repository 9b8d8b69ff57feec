package dev.carillon.core.topic;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicPatternTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a.b",
        "*",
        "**",
        "*.*",
        "a.*",
        "*.a",
        "a.*.b",
        "a.**",
        "*.**",
        "a.*.**",
        "*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.**"
      })
  void aStarStandsForASegmentAndTwoStandLast(String text) {
    assertThat(TopicPattern.parse("t", text)).isNotNull().hasToString("t:" + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "a.",
        ".*",
        "*.",
        "**.",
        "a..*",
        "a*",
        "*a",
        "a.b*",
        "**a",
        "***",
        "a.***",
        "**.a",
        "a.**.b",
        "**.**",
        "**.*",
        "a b.*",
        "a/*",
        "\u00e4.*",
        "*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*.*"
      })
  void aWildcardAnywhereElseIsNoPattern(String text) {
    assertThat(TopicPattern.parse("t", text)).isNull();
  }

  @Test
  void aPatternHasAtMost255Bytes() {
    assertThat(TopicPattern.parse("t", "a".repeat(253) + ".*")).isNotNull();
    assertThat(TopicPattern.parse("t", "a".repeat(254) + ".*")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "a, a",
    "a.b, a.b",
    "*, a",
    "a.*, a.b",
    "*.b, a.b",
    "a.*.c, a.b.c",
    "*.*, a.b",
    "**, a",
    "**, a.b.c",
    "a.**, a.b",
    "a.**, a.b.c.d",
    "*.**, a.b",
    "a.*.**, a.b.c"
  })
  void aPatternMatches(String pattern, String topic) {
    assertThat(pattern(pattern).matches(Topic.of("t", topic))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "a, b",
    "a, a.b",
    "a.b, a",
    "*, a.b",
    "a.*, a",
    "a.*, a.b.c",
    "*.b, a.c",
    "a.*.c, a.b",
    "a.*.c, a.b.d",
    "a.**, a",
    "a.**, b.c",
    "a.**, ab.c",
    "*.**, a",
    "a.*.**, a.b",
    "ab.*, a.b",
    "a.*, ab.c"
  })
  void aPatternDoesNotMatch(String pattern, String topic) {
    assertThat(pattern(pattern).matches(Topic.of("t", topic))).isFalse();
  }

  @Test
  void noPatternReachesAnotherSpace() {
    assertThat(pattern("**").matches(Topic.of("u", "a"))).isFalse();
    assertThat(pattern("a").matches(Topic.of("u", "a"))).isFalse();
  }

  @Test
  void theExactPatternOfATopicHasItsHash() {
    Topic topic = Topic.of("t", "messages.user.1");

    TopicPattern exact = TopicPattern.exactly(topic);

    assertThat(exact.matches(topic)).isTrue();
    assertThat(exact.isWildcard()).isFalse();
    assertThat(exact).hasSameHashCodeAs(topic).isEqualTo(pattern("messages.user.1"));
    assertThat(pattern("a.*").isWildcard()).isTrue();
  }

  private static TopicPattern pattern(String text) {
    return requireNonNull(TopicPattern.parse("t", text));
  }
}
