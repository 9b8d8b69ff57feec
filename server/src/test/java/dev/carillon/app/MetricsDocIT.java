package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of figures names all of them, and none that is not there. */
@OneNode("The figures of a node with others are looked at by ClusterIT.")
class MetricsDocIT {
  private static final Path PAGE = Path.of("..", "docs", "operations.md");

  @Test
  void everyFigureOfOursIsDocumented() throws IOException {
    Set<String> told;
    try (TestServer server = TestServer.start()) {
      told = names("(?m)^# TYPE (carillon_\\w+)", server.get("/metrics", "").body());
    }

    // The longest of a time is told beside the time itself.
    told.removeIf(name -> name.endsWith("_seconds_max"));
    assertThat(told).isEqualTo(names("(?m)^\\| `(carillon_\\w+)", Files.readString(PAGE)));
  }

  /** Those of a node with others, which the page names in its table or below. */
  static void allAreNamed(String figures) throws IOException {
    Set<String> told = names("(?m)^# TYPE (carillon_\\w+)", figures);
    told.removeIf(name -> name.endsWith("_seconds_max"));
    assertThat(names("`(carillon_\\w+)", Files.readString(PAGE))).containsAll(told);
  }

  private static Set<String> names(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
