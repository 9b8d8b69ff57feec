package dev.carillon.api.exchange.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The document that the Exchange API was made after. It lies beside the repository, not in it: its
 * JSON examples alone are kept as test resources.
 */
public final class SeedExamples {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path PLACE = Path.of("shared", "seeds", "exchange-finalex.md");

  /** In the order of the document. */
  public static final List<String> NAMES =
      List.of(
          "01-message",
          "02-subscribe",
          "03-unsubscribe",
          "04-subscribe_ticker",
          "05-ticker",
          "06-subscribe_orderbook",
          "07-orderbook_snapshot",
          "08-orderbook_update",
          "09-subscribe_trades",
          "10-trade",
          "11-subscribe_kline",
          "12-kline",
          "13-subscribe_account",
          "14-account_update",
          "15-subscribe_orders",
          "16-order_update",
          "17-subscribe_user_trades",
          "18-user_trade",
          "19-error",
          "20-connection_status");

  private SeedExamples() {}

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
        SeedExamples.class.getResourceAsStream(
            "/dev/carillon/api/exchange/examples/" + name + ".json")) {
      if (resource == null) {
        throw new AssertionError("no example " + name);
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static JsonNode json(String name) {
    return JSON.readTree(text(name));
  }

  /** What {@code data} is in an example. */
  public static JsonNode data(String name) {
    return json(name).get("data");
  }

  public static JsonNode parse(String text) {
    return JSON.readTree(text);
  }

  /** Of an object, what the example has too: the rest are additions, which stand behind. */
  public static JsonNode common(JsonNode example, JsonNode actual) {
    if (!example.isObject() || !actual.isObject()) {
      return actual;
    }
    ObjectNode common = JSON.createObjectNode();
    List<String> names = List.copyOf(example.propertyNames());
    int known = 0;
    for (String name : actual.propertyNames()) {
      if (names.contains(name)) {
        common.set(name, common(example.get(name), actual.get(name)));
        known++;
      } else if (known < names.size() && !List.of("id", "timestamp").contains(name)) {
        throw new AssertionError(name + " stands before what the document shows: " + actual);
      }
    }
    return common;
  }
}
