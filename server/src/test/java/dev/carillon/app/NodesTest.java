package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NodesTest {
  private static final Path SOURCES = Path.of("src", "test", "java", "dev", "carillon");
  private static final Pattern STARTS = Pattern.compile("(?<!\\.)\\bTestServer\\.start\\(");
  private static final Pattern SAYS =
      Pattern.compile("(?m)^@(AnyNodes$|OneNode\\()[^{]*\\bclass\\s");

  @Test
  void everyTestOfAServerSaysWhetherItMayBeSeveralNodes() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      assertThat(files.filter(file -> file.toString().endsWith("IT.java")))
          .filteredOn(file -> STARTS.matcher(text(file)).find())
          .hasSizeGreaterThan(20)
          .allMatch(file -> SAYS.matcher(text(file)).find());
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
