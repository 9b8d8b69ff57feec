package dev.carillon.api.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.NamedRows;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The contract says in lettered rows what the document leaves open (markets.md 7.2). The tests of
 * this package name the row they are about: {@code rowABWithoutASymbol...}.
 */
class RowsTest {
  private static final Pattern TEST = Pattern.compile("void row(A[A-E]|[A-Z])(?=[A-Z])");

  @Test
  void everyRowHasATestThatNamesIt() throws IOException {
    List<String> rows =
        Stream.concat(
                IntStream.rangeClosed('A', 'Z').mapToObj(Character::toString),
                Stream.of("AA", "AB", "AC", "AD", "AE"))
            .toList();

    assertThat(NamedRows.in("dev.carillon.api.exchange", TEST)).containsAll(rows);
  }
}
