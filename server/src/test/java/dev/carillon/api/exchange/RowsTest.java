package dev.carillon.api.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The contract says in lettered rows what the document leaves open (markets.md 7.2). The tests of
 * this package name the row they are about: {@code rowABWithoutASymbol...}.
 */
class RowsTest {
  private static final Path HERE =
      Path.of("src", "test", "java", "dev", "carillon", "api", "exchange");
  private static final Pattern TEST = Pattern.compile("void row(A[A-E]|[A-Z])(?=[A-Z])");

  @Test
  void everyRowHasATestThatNamesIt() throws IOException {
    List<String> rows =
        Stream.concat(
                IntStream.rangeClosed('A', 'Z').mapToObj(Character::toString),
                Stream.of("AA", "AB", "AC", "AD", "AE"))
            .toList();

    assertThat(named()).containsAll(rows);
  }

  private static Set<String> named() throws IOException {
    Set<String> named = new TreeSet<>();
    try (Stream<Path> files = Files.walk(HERE)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        Matcher test = TEST.matcher(Files.readString(file));
        while (test.find()) {
          named.add(test.group(1));
        }
      }
    }
    return named;
  }
}
