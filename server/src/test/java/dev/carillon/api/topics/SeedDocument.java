package dev.carillon.api.topics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The document that the Topics API was made after. It lies beside the repository, not in it: its
 * JSON examples alone are kept as test resources.
 */
public final class SeedDocument {
  private static final Path PLACE = Path.of("shared", "seeds", "topics-pubsub.md");

  /** The examples in the order of the document. */
  static final List<String> EXAMPLES =
      List.of(
          "01-auth",
          "02-auth_success",
          "03-auth_error",
          "04-subscribe",
          "05-subscribed",
          "06-unsubscribe",
          "07-unsubscribed",
          "08-message",
          "09-ping",
          "10-pong",
          "11-broadcast",
          "12-error");

  private SeedDocument() {}

  /** The document, where it lies beside the repository or above it. */
  public static Optional<String> find() {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      if (Files.isRegularFile(up.resolve(PLACE))) {
        return Optional.of(read(up.resolve(PLACE)));
      }
    }
    return Optional.empty();
  }

  /** The blocks of one language in their order. */
  public static List<String> blocks(String document, String language) {
    Matcher blocks = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$").matcher(document);
    return blocks.results().map(block -> block.group(1)).toList();
  }

  /** An example as the document shows it. */
  static String example(String name) {
    try (InputStream resource =
        SeedDocument.class.getResourceAsStream("examples/" + name + ".json")) {
      if (resource == null) {
        throw new AssertionError("no example " + name);
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An example without the white space between its tokens: as it looks on the wire. */
  static String onTheWire(String name) {
    return example(name).replaceAll("(?m)^\\s+|\\n", "").replaceAll("(?<=\"): ", ":");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
