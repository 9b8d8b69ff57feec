package dev.carillon.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The contract's section 3 (chat.md) says in numbered rows what the document leaves open. The tests
 * of this package name the row they are about: {@code row12Leaving...}, {@code rows2And43...}.
 */
class RowsTest {
  private static final Path HERE = Path.of("src", "test", "java", "dev", "carillon", "api", "chat");
  private static final Pattern TEST =
      Pattern.compile("void rows?(\\d+a?)(?:And(\\d+a?))?(?=[A-Z])");

  @Test
  void everyRowHasATestThatNamesIt() throws IOException {
    List<String> rows =
        new ArrayList<>(IntStream.rangeClosed(1, 44).mapToObj(i -> "" + i).toList());
    rows.add("38a");

    assertThat(named()).containsExactlyInAnyOrderElementsOf(rows);
  }

  private static Set<String> named() throws IOException {
    Set<String> named = new TreeSet<>();
    try (Stream<Path> files = Files.walk(HERE)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        Matcher test = TEST.matcher(Files.readString(file));
        while (test.find()) {
          named.add(test.group(1));
          if (test.group(2) != null) {
            named.add(test.group(2));
          }
        }
      }
    }
    return named;
  }
}
