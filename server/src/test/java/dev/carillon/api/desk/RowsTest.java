package dev.carillon.api.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.NamedRows;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The contract says in numbered rows what the document leaves open (markets.md 7.3). The tests of
 * this package name the row they are about: {@code row20MoreThan...}, {@code row11AndRow12...}.
 */
class RowsTest {
  private static final Pattern TEST =
      Pattern.compile("(?:void r|(?<=void row\\d\\dAnd)R)ow([0-9]+)(?=[A-Z])");

  @Test
  void everyRowHasATestThatNamesIt() throws IOException {
    List<String> rows = IntStream.rangeClosed(1, 23).mapToObj(Integer::toString).toList();

    assertThat(NamedRows.in("dev.carillon.api.desk", TEST)).containsAll(rows);
  }
}
