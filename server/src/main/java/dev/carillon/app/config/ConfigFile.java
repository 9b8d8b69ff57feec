package dev.carillon.app.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads {@code carillon.yaml}: one map from the names of settings to values. A list is the same as
 * its values with commas between them.
 */
final class ConfigFile {
  private ConfigFile() {}

  /** What a file says, or in one sentence why it can't be read. */
  sealed interface Content {
    /** The texts by name. */
    record Read(Map<String, String> values) implements Content {
      public Read {
        values = Map.copyOf(values);
      }
    }

    /** It is not there, not readable, or not in the form expected. */
    record Unread(String problem) implements Content {}
  }

  /** Reads {@code path}. */
  static Content read(Path path) {
    String text;
    try {
      text = Files.readString(path);
    } catch (MalformedInputException _) {
      return unreadable(path, "UTF-8 text");
    } catch (IOException _) {
      return unreadable(path, "a file that can be read");
    }
    try {
      return values(path, new YAMLMapper().readTree(text));
    } catch (JacksonException problem) {
      return unreadable(
          path, "YAML; line " + problem.getLocation().getLineNr() + " can't be understood");
    }
  }

  private static Content values(Path path, JsonNode root) {
    if (root.isMissingNode() || root.isNull()) {
      return new Content.Read(Map.of());
    }
    if (!root.isObject()) {
      return unreadable(path, "lines such as WEBSOCKET_PORT: 3000");
    }
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      JsonNode value = entry.getValue();
      if (value.isArray()) {
        List<String> parts = new ArrayList<>();
        value.forEach(part -> parts.add(part.asString()));
        values.put(entry.getKey(), String.join(",", parts));
      } else if (value.isValueNode()) {
        values.put(entry.getKey(), value.isNull() ? "" : value.asString());
      } else {
        return unreadable(path, "a value or a list for " + entry.getKey());
      }
    }
    return new Content.Read(values);
  }

  private static Content unreadable(Path path, String expected) {
    return new Content.Unread(path + ": not readable (expected: " + expected + ")");
  }
}
