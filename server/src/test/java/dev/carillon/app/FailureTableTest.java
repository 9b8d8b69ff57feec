package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/failures.md} has each row of the contract's failure table (realtime.md 6.3), and the
 * tests that it names are there.
 */
class FailureTableTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path PAGE = ROOT.resolve("docs/failures.md");
  private static final String HEAD = "| Event | Behaviour |";
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:IT|Test))\\.(\\w+)`");

  @Test
  void everyRowOfTheContractIsThere() throws IOException {
    Path contract = ROOT.resolveSibling("shared").resolve("contract/realtime.md");
    assumeTrue(Files.exists(contract), "the contract is not beside the project");
    List<String> rows =
        Files.readAllLines(contract).stream()
            .dropWhile(line -> !line.equals(HEAD))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .map(FailureTableTest::event)
            .toList();

    assertThat(rows).hasSizeGreaterThan(5);
    assertThat(events()).containsAll(rows);
  }

  @Test
  void theTestsThatItNamesAreThere() throws IOException {
    List<MatchResult> named = TEST.matcher(Files.readString(PAGE)).results().toList();

    assertThat(named).hasSizeGreaterThan(10);
    for (MatchResult test : named) {
      assertThat(source(test.group(1))).as(test.group()).contains("void " + test.group(2) + "(");
    }
  }

  @Test
  void everyEventHasATest() throws IOException {
    assertThat(rows()).allMatch(row -> TEST.matcher(row).find());
  }

  private static List<String> events() throws IOException {
    return rows().stream().map(FailureTableTest::event).toList();
  }

  private static List<String> rows() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line ->
            line.startsWith("| ") && !line.startsWith("| event") && !line.startsWith("| ---"))
        .toList();
  }

  private static String event(String row) {
    return row.substring(1, row.indexOf('|', 1)).strip();
  }

  private static String source(String test) throws IOException {
    for (String module : List.of("core", "adapters", "server")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        Optional<Path> found = files.filter(file -> file.endsWith(test + ".java")).findFirst();
        if (found.isPresent()) {
          return Files.readString(found.get());
        }
      }
    }
    throw new AssertionError(test + " (expected: a test)");
  }
}
