package dev.carillon.api.ticks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * The document's examples, byte for byte but for the placeholders: what it shows is sent, and what
 * it shows comes back.
 */
class SeedExamplesTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path DOCUMENT = Path.of("shared", "seeds", "ticks-airalgo.md");

  /** In the order of the document. */
  private static final List<String> NAMES =
      List.of(
          "01-general",
          "02-join",
          "03-join_ok",
          "04-subscribe",
          "05-subscribed",
          "06-unsubscribe",
          "07-unsubscribed",
          "08-update",
          "09-invalid_key",
          "10-invalid_token",
          "11-unmatched");

  private final TicksWorld world = new TicksWorld();
  private final TicksClient client = world.connect();

  /** An example as the document has it, with values for its placeholders. */
  private String example(String name) {
    String text =
        raw(name)
            .replace("<api_key>", "demo")
            .replace("<access_token>", world.accessToken("demo"))
            .replace("<token_number_1>", "22")
            .replace("<token_number_2>", "2442")
            .replace("<latest_price>", "220800")
            .replace("<latest_quantity>", "1")
            .replace("<last_traded_time>", "\"2025-01-09T12:53:00Z\"")
            .replaceAll(",\\s*\\.\\.\\.", "")
            .replaceAll(",(\\s*})", "$1");
    return JSON.readTree(text).toString();
  }

  private static String raw(String name) {
    try (InputStream resource =
        SeedExamplesTest.class.getResourceAsStream("examples/" + name + ".json")) {
      if (resource == null) {
        throw new AssertionError("no example " + name);
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void hears(String sent, String... heard) {
    List<String> frames = client.hears(sent);

    assertThat(frames.stream().map(frame -> frame.replace('\'', '"'))).containsExactly(heard);
  }

  @Test
  void theExamplesAreThoseOfTheDocument() throws IOException {
    Path place = Path.of("").toAbsolutePath();
    while (place != null && !Files.isRegularFile(place.resolve(DOCUMENT))) {
      place = place.getParent();
    }
    assumeTrue(place != null, "shared/seeds/ticks-airalgo.md is not beside the repository");
    List<String> blocks =
        Pattern.compile("(?ms)^ *```json\\n(.*?)^ *```$")
            .matcher(Files.readString(place.resolve(DOCUMENT)))
            .results()
            .map(block -> block.group(1).stripTrailing().stripIndent() + "\n")
            .toList();

    assertThat(blocks).isEqualTo(NAMES.stream().map(SeedExamplesTest::raw).toList());
  }

  @Test
  void aJoinIsAnsweredAsShown() {
    hears(example("02-join"), example("03-join_ok"));
  }

  @Test
  void aSubscribeIsAnsweredAsShown() {
    client.join("demo");

    hears(example("04-subscribe").replace("\"2442\"", "\"25\""), example("05-subscribed"));
  }

  @Test
  void anUnsubscribeIsAnsweredAsShown() {
    client.join("demo");
    client.subscribe(TicksWorld.TOKENS.toArray(String[]::new));

    hears(
        example("06-unsubscribe")
            .replace(
                "\"22\",\"2442\"", "\"25\",\"22\",\"2442\",\"3812\",\"35006\",\"42685\",\"41289\""),
        example("07-unsubscribed"));
  }

  @Test
  void anUpdateIsAsShown() {
    client.join("demo");
    client.subscribe("22", "2442");
    world.tick("22", 220_800, 1, "2025-01-09T12:53:00Z");
    world.tick("2442", 24_295, 499, "2025-01-09T12:54:39Z");

    world.window();

    assertThat(client.link.takeTexts()).containsExactly(example("08-update"));
  }

  @Test
  void anInvalidKeyIsAnsweredAsShown() {
    hears(
        example("02-join").replace("api:demo", "api:no"),
        example("09-invalid_key").replace("api:demo", "api:no"));
  }

  @Test
  void anInvalidTokenIsAnsweredAsShown() {
    hears(
        example("02-join").replace(world.accessToken("demo"), "wrong"),
        example("10-invalid_token"));
  }

  @Test
  void aTokenThatHasExpiredIsAnsweredAsShown() {
    String join = example("02-join");
    world.clock.advanceMillis(3_600_000);

    hears(join, example("10-invalid_token"));
  }

  @Test
  void whatComesBeforeTheJoinIsAnsweredAsShown() {
    hears(example("04-subscribe"), example("11-unmatched"));
    hears(example("06-unsubscribe"), example("11-unmatched"));
  }

  @Test
  void theGeneralStructureIsThatOfEveryMessage() {
    assertThat(JSON.readTree(example("01-general")).propertyNames())
        .containsExactlyInAnyOrderElementsOf(JSON.readTree(example("03-join_ok")).propertyNames());
  }
}
