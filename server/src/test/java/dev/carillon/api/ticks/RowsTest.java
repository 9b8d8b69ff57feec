package dev.carillon.api.ticks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.NamedRows;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The contract says in numbered rows what the document leaves open (phoenix.md 3.1, A1 to A15). The
 * tests of this package name the row they are about: {@code rowA12Joining...}.
 */
class RowsTest {
  private static final Pattern TEST = Pattern.compile("void row(A\\d+)(?=[A-Z])");

  @Test
  void everyRowHasATestThatNamesIt() throws IOException {
    List<String> rows = IntStream.rangeClosed(1, 15).mapToObj(i -> "A" + i).toList();

    assertThat(NamedRows.in("dev.carillon.api.ticks", TEST))
        .containsExactlyInAnyOrderElementsOf(rows);
  }
}
