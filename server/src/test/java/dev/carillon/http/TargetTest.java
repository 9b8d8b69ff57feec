package dev.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

  @Test
  void theQueryIsDecodedAndMayRepeatNames() {
    Target target = Target.parse("/a%20b?x=1&y=%C3%A9+z&x=2&flag&&=");

    assertThat(target.path()).isEqualTo("/a b");
    assertThat(target.query())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "x", List.of("1", "2"), "y", List.of("é z"), "flag", List.of(""), "", List.of("")));
  }

  @Test
  void anEncodedSlashStaysInItsSegment() {
    assertThat(Target.parse("/a%2Fb/c").segments()).containsExactly("a/b", "c");
  }

  @Test
  void theAbsoluteFormCountsFromItsPath() {
    assertThat(Target.parse("http://example.com/a?b=1").path()).isEqualTo("/a");
    assertThat(Target.parse("http://example.com").path()).isEqualTo("/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "/%",
        "/%2",
        "/%g0",
        "/%00",
        "/%c3",
        "/é",
        "/a\u0000",
        "/..",
        "/a/%2E%2e/b",
        "/./a"
      })
  void whatCanNotBeReadIsABadRequest(String target) {
    assertThatThrownBy(() -> Target.parse(target))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(400));
  }
}
