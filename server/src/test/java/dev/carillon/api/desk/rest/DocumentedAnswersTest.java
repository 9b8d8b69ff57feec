package dev.carillon.api.desk.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.api.desk.rest.RestWorld.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What docs/api/desk.md shows of HTTP is what comes; numbers of orders and times aside. */
class DocumentedAnswersTest {
  private static final Pattern BLOCK = Pattern.compile("(?m)^```json\\n(\\{\"success\":.*)\\n```$");

  private final RestWorld world = new RestWorld();

  @AfterEach
  void close() {
    world.close();
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("..", "docs", "api", "desk.md"));
  }

  private static String plain(String json) {
    return json.replaceAll("\"20\\d\\d-[^\"]*Z\"", "\"TIME\"")
        .replaceAll("order_\\d+", "order_N")
        .replaceAll("\"ticket\":\\d+", "\"ticket\":N");
  }

  private static List<String> shown() throws IOException {
    Matcher blocks = BLOCK.matcher(page());
    return blocks.results().map(block -> plain(block.group(1))).toList();
  }

  private static String said(Answer answer) {
    return plain(answer.body().replace('\'', '"'));
  }

  @Test
  void answersAreAsShown() throws IOException {
    Answer refused =
        world.as("john").post("orders", "{'symbol':'EURUSD','orderType':'BUY','volume':50}");
    Answer taken =
        world
            .as("feeder")
            .post("quotes", "{'quotes':[{'symbol':'EURUSD','bid':1.08500,'ask':1.08501}]}");

    assertThat(shown()).containsExactly(said(refused), said(taken));
  }
}
