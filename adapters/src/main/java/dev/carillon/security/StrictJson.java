package dev.carillon.security;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads the JSON objects in tokens: no name twice, nothing behind the object, not deep. */
final class StrictJson {
  private static final int MAX_DEPTH = 8;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  /** The object; null when it is none. */
  static @Nullable ObjectNode object(byte[] utf8) {
    try {
      JsonNode node = MAPPER.readTree(utf8);
      return node instanceof ObjectNode object ? object : null;
    } catch (JacksonException _) {
      return null;
    }
  }

  static ObjectNode newObject() {
    return MAPPER.createObjectNode();
  }

  static byte[] bytes(ObjectNode object) {
    return MAPPER.writeValueAsBytes(object);
  }
}
