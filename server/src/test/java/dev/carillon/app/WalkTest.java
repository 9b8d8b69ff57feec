package dev.carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents name is there. */
class WalkTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK =
      Pattern.compile("\\[([^\\]]+)\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

  private static List<MatchResult> links(Path document) throws IOException {
    return LINK.matcher(Files.readString(document)).results().toList();
  }

  @Test
  void everyStopOfTheWalkIsAClass() throws IOException {
    Path walk = ROOT.resolve("docs").resolve("walk.md");
    List<String> stops = new ArrayList<>();
    for (MatchResult link : links(walk)) {
      Path source = walk.resolveSibling(link.group(2)).normalize();
      stops.add(link.group(1));

      assertThat(source).as(link.group(1)).isRegularFile();
      assertThat(source.getFileName()).hasToString(link.group(1) + ".java");
    }
    assertThat(stops).hasSizeGreaterThan(25);
  }

  @Test
  void everyMethodThatTheWalkNamesIsThere() throws IOException {
    Path walk = ROOT.resolve("docs").resolve("walk.md");
    Pattern call = Pattern.compile("\\[\\w+\\]\\(([^)]+)\\)`\\.(\\w+)`");
    List<MatchResult> calls = call.matcher(Files.readString(walk)).results().toList();
    for (MatchResult named : calls) {
      String source = Files.readString(walk.resolveSibling(named.group(1)).normalize());

      assertThat(source).as(named.group(1)).containsPattern("\\b" + named.group(2) + "\\(");
    }
    assertThat(calls).hasSizeGreaterThan(5);
  }

  @Test
  void noLinkOfTheDocumentsLeadsNowhere() throws IOException {
    for (Path document : documents()) {
      for (MatchResult link : links(document)) {
        String target = link.group(2);
        if (target.contains(":") || target.startsWith("/")) {
          continue;
        }
        assertThat(document.resolveSibling(target).normalize())
            .as(document + ": " + target)
            .exists();
      }
    }
  }

  private static List<Path> documents() throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path folder : List.of(ROOT, ROOT.resolve("docs"), ROOT.resolve("docs/api"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(all::add);
      }
    }
    return all;
  }
}
