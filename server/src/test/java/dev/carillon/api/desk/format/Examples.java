package dev.carillon.api.desk.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The document that the Desk API was made after. It lies beside the repository, not in it: its JSON
 * examples alone are kept as test resources.
 */
public final class Examples {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path PLACE = Path.of("shared", "seeds", "desk-fx.md");

  /** In the order of the document. The first shows the envelope, with a comment for its data. */
  public static final List<String> NAMES =
      List.of(
          "01-message",
          "02-connection",
          "03-subscription",
          "04-unsubscription",
          "05-trade",
          "06-position",
          "07-order",
          "08-market_data",
          "09-alert",
          "10-analytics",
          "11-system");

  private Examples() {}

  /** The document, where it lies beside the repository or above it. */
  public static Optional<String> document() {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      if (Files.isRegularFile(up.resolve(PLACE))) {
        try {
          return Optional.of(Files.readString(up.resolve(PLACE)));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return Optional.empty();
  }

  /** The blocks of one language in their order. */
  public static List<String> blocks(String document, String language) {
    return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
        .matcher(document)
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  /** An example as the document shows it. */
  public static String text(String name) {
    try (InputStream resource =
        Examples.class.getResourceAsStream("/dev/carillon/api/desk/examples/" + name + ".json")) {
      if (resource == null) {
        throw new AssertionError("no example " + name);
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An example; what a comment stands for is left out. */
  public static JsonNode json(String name) {
    return JSON.readTree(text(name).replaceAll("(?m)^\\s*//.*$", ""));
  }

  public static JsonNode parse(String text) {
    return JSON.readTree(text);
  }

  /** The members of the example are there, in its order, with its values; others stand behind. */
  public static void assertShows(JsonNode example, JsonNode actual) {
    assertShows("", example, actual);
  }

  private static void assertShows(String path, JsonNode example, JsonNode actual) {
    if (example.isObject()) {
      List<String> names = new ArrayList<>(actual.propertyNames());
      assertThat(names)
          .as("%s of %s", path, actual)
          .startsWith(example.propertyNames().toArray(String[]::new));
      for (Map.Entry<String, JsonNode> member : example.properties()) {
        assertShows(path + "." + member.getKey(), member.getValue(), actual.get(member.getKey()));
      }
    } else if (example.isNumber()) {
      assertThat(actual.isNumber()).as("%s: %s", path, actual).isTrue();
      assertThat(actual.decimalValue()).as(path).isEqualByComparingTo(example.decimalValue());
    } else {
      assertThat(actual).as(path).isEqualTo(example);
    }
  }
}
