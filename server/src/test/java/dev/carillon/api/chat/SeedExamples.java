package dev.carillon.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The document that the Chat API was made after. It lies beside the repository, not in it: its JSON
 * examples alone are kept as test resources.
 */
final class SeedExamples {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path PLACE = Path.of("shared", "seeds", "chat-slackclone.md");

  /** In the order of the document. */
  static final List<String> NAMES =
      List.of(
          "01-join",
          "02-join_ok",
          "03-join_error",
          "04-send_message",
          "05-message_sent",
          "06-message_error",
          "07-send_reply",
          "08-edit_message",
          "09-message_edited",
          "10-edit_error",
          "11-delete_message",
          "12-push_typing_start",
          "13-push_typing_stop",
          "14-add_reaction",
          "15-remove_reaction",
          "16-mark_read",
          "17-load_older_messages",
          "18-older_messages_loaded",
          "19-start_thread",
          "20-new_message",
          "21-message_updated",
          "22-message_deleted",
          "23-typing_start",
          "24-typing_stop",
          "25-reaction_added",
          "26-reaction_removed",
          "27-presence_state",
          "28-presence_diff",
          "29-user_joined",
          "30-user_left",
          "31-thread_started",
          "32-thread_reply",
          "33-thread_reply_sent",
          "34-unauthorized",
          "35-forbidden",
          "36-rate_limited");

  private SeedExamples() {}

  /** The document, where it lies beside the repository or above it. */
  static Optional<String> document() {
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
  static List<String> blocks(String document, String language) {
    return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
        .matcher(document)
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  /** An example as the document shows it. */
  static String text(String name) {
    try (InputStream resource =
        SeedExamples.class.getResourceAsStream("examples/" + name + ".json")) {
      if (resource == null) {
        throw new AssertionError("no example " + name);
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An example; where the document leaves something out, it is left out. */
  static JsonNode json(String name) {
    return JSON.readTree(text(name).replace("[...]", "[]"));
  }

  /** Checks that {@code actual} has every member of the example, each of the example's kind. */
  static void assertLike(String name, JsonNode actual) {
    assertLike(name, json(name), actual);
  }

  /** As above, for a sample of another document; a name says what it is. */
  static void assertLike(String name, JsonNode sample, JsonNode actual) {
    like(name, sample, actual);
  }

  private static void like(String path, JsonNode example, JsonNode actual) {
    if (example.isObject() && path.endsWith("presence_state")) {
      everyLike(path, example, actual);
    } else if (example.isObject() && (path.endsWith(".joins") || path.endsWith(".leaves"))) {
      everyLike(path, example, actual);
    } else if (example.isObject()) {
      assertThat(actual.isObject()).as("%s is an object: %s", path, actual).isTrue();
      for (Map.Entry<String, JsonNode> member : example.properties()) {
        assertThat(actual.has(member.getKey())).as("%s has %s", actual, member.getKey()).isTrue();
        like(path + "." + member.getKey(), member.getValue(), actual.get(member.getKey()));
      }
    } else if (example.isArray()) {
      assertThat(actual.isArray()).as("%s is an array: %s", path, actual).isTrue();
      if (!example.isEmpty() && !actual.isEmpty()) {
        like(path + "[0]", example.get(0), actual.get(0));
      }
    } else if (!example.isNull()) {
      boolean mayBeMissing = path.endsWith("avatar_url") && actual.isNull();
      assertThat(mayBeMissing || actual.getNodeType() == example.getNodeType())
          .as("%s is of the kind of %s: %s", path, example, actual)
          .isTrue();
    }
  }

  /** An object whose names are user ids. */
  private static void everyLike(String path, JsonNode example, JsonNode actual) {
    for (JsonNode one : example.values()) {
      actual.values().forEach(value -> like(path + ".user", one, value));
    }
  }
}
