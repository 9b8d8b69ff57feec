package dev.carillon.api.ticks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.json.Json;
import dev.carillon.ticks.Arrival;
import dev.carillon.ticks.Day;
import dev.carillon.ticks.Depth;
import dev.carillon.ticks.Level;
import dev.carillon.ticks.Tick;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What docs/api/ticks.md shows of the socket is what the socket says. */
class DocumentedSamplesTest {
  private static final Path PAGE = Path.of("..", "docs", "api", "ticks.md");

  private final TicksWorld world = new TicksWorld();
  private final TicksClient client = world.connect();
  private List<String> samples = List.of();

  @BeforeEach
  void read() throws IOException {
    samples =
        Pattern.compile("(?ms)^```json\\n(.*?)^```$")
            .matcher(Files.readString(PAGE))
            .results()
            .map(block -> block.group(1).strip())
            .toList();
  }

  /** The samples with this in them, in their order. */
  private List<String> with(String part) {
    List<String> found = samples.stream().filter(sample -> sample.contains(part)).toList();
    assertThat(found).as(part).isNotEmpty();
    return found;
  }

  private List<String> hears(String sample) {
    return client.hears(sample).stream().map(frame -> frame.replace('\'', '"')).toList();
  }

  @Test
  void everySampleIsAnObject() {
    assertThat(samples).hasSizeGreaterThan(10);
    for (String sample : samples) {
      String whole = sample.replace("[…]", "[]");
      assertThat(Json.object(whole.getBytes(StandardCharsets.UTF_8)).names()).isNotEmpty();
    }
  }

  @Test
  void aJoinASubscribeAndAnUnsubscribeGoAsShown() {
    String join = with("phx_join").getFirst().replace("kt_…", world.accessToken("demo"));

    assertThat(hears(join)).containsExactly(with("\"status\":\"ok\"").getFirst());
    assertThat(hears(with("\"event\":\"subscribe\"").getFirst()))
        .containsExactly(with("\"event\":\"ltp\"").getFirst());
    assertThat(hears(with("\"event\":\"unsubscribe\",\"payload\":{\"list\"").getFirst()))
        .containsExactly(with("{\"tokens\":[\"22\",\"2442\"]}").getFirst());
  }

  @Test
  void modeQuoteIsAsShown() {
    client.join("demo");
    long time = Instant.parse("2025-01-09T12:53:00Z").toEpochMilli();
    world
        .api
        .board()
        .feed(
            List.of(
                new Arrival(
                    world.place("22"),
                    new Tick(220_800, 1, time),
                    new Day.Stated(219_500, 221_000, 219_000, 219_800, 81_234, 220_104),
                    new Depth(
                        List.of(new Level(220_795, 40, 1)), List.of(new Level(220_805, 15, 1))))));

    assertThat(
            hears(
                with("\"event\":\"subscribe\"")
                    .getFirst()
                    .replace("\"2442\"]", "\"22\"],\"mode\":\"quote\"")))
        .containsExactly(with("\"average_price\"").getFirst());
  }

  @Test
  void theErrorsAreAsShown() {
    client.join("demo");

    assertThat(
            hears("{'topic':'api:demo','event':'subscribe','payload':{'list':['999']},'ref':''}"))
        .contains(with("\"event\":\"error\"").getFirst());
    world.clock.advanceMillis(3_600_000);
    client.tick();
    assertThat(client.link.takeTexts()).contains(with("phx_error").getFirst());
  }
}
