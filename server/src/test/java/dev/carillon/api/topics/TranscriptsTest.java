package dev.carillon.api.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/api/topics.md shows is what happens. */
class TranscriptsTest {
  private static final Path PAGE = Path.of("..", "docs", "api", "topics.md");

  static Stream<String> transcripts() throws IOException {
    return SeedDocument.blocks(Files.readString(PAGE), "transcript").stream();
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void eachTranscriptIsTrue(String transcript) {
    TopicsWorld world = new TopicsWorld();
    world.tokens.put(
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9...",
        Objects.requireNonNull(world.tokens.get("john")));
    TopicsClient jane = world.connectAs("jane");
    TopicsClient john = transcript.contains("\"auth\"") ? world.connect() : world.connectAs("john");
    john.hears();

    List<String> expected = new ArrayList<>();
    for (String line : transcript.split("\n", -1)) {
      if (line.startsWith("<- ")) {
        expected.add(line.substring(3));
      } else if (line.startsWith("-> ")) {
        john.say(line.substring(3));
      } else if (line.startsWith("jane -> ")) {
        world.run();
        jane.hears(line.substring(8));
      }
    }
    world.run();
    world.api.flushPresence();

    world.run();
    assertThat(john.link.takeTexts().stream().map(TranscriptsTest::withoutConnection))
        .isEqualTo(expected);
  }

  private static String withoutConnection(String text) {
    return text.replaceAll("\"conn-[0-9a-z]+-[0-9a-z]+-[0-9a-z]+\"", "\"conn-x\"");
  }
}
