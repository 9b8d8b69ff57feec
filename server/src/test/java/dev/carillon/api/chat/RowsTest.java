package dev.carillon.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.NamedRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The contract's section 3 (chat.md) says in numbered rows what the document leaves open. The tests
 * of this package name the row they are about: {@code row12Leaving...}, {@code rows2And43...}.
 */
class RowsTest {
  private static final Pattern TEST =
      Pattern.compile("void rows?(\\d+a?)(?:And(\\d+a?))?(?=[A-Z])");

  @Test
  void everyRowHasATestThatNamesIt() throws IOException {
    List<String> rows =
        new ArrayList<>(IntStream.rangeClosed(1, 44).mapToObj(i -> "" + i).toList());
    rows.add("38a");

    assertThat(NamedRows.in("dev.carillon.api.chat", TEST))
        .containsExactlyInAnyOrderElementsOf(rows);
  }
}
