package dev.carillon.api.desk.feed;

import dev.carillon.json.JsonWriter;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants of a channel: messages that have one of the values of each attribute. An
 * attribute that is not named may be anything.
 *
 * @param wanted the values of each attribute, in order and each once: two filters that let the same
 *     pass are equal
 */
public record Filter(Map<Attribute, List<String>> wanted) {
  /** Everything. */
  public static final Filter ALL = new Filter(Map.of());

  public Filter {
    Map<Attribute, List<String>> copy = new EnumMap<>(Attribute.class);
    wanted.forEach(
        (attribute, values) -> copy.put(attribute, values.stream().distinct().sorted().toList()));
    wanted = Collections.unmodifiableMap(copy);
  }

  /** Whether it lets everything pass. */
  public boolean isAll() {
    return wanted.isEmpty();
  }

  /** The values of an attribute that are asked for; none: it may be anything. */
  public List<String> values(Attribute attribute) {
    return wanted.getOrDefault(attribute, List.of());
  }

  boolean accepts(Tags tags) {
    for (Map.Entry<Attribute, List<String>> condition : wanted.entrySet()) {
      String value = tags.value(condition.getKey());
      if (value == null || !condition.getValue().contains(value)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether one of several filters lets a publication of this API pass.
   *
   * @param key the publication's; null: it has no attributes
   */
  public static boolean anyAccepts(Collection<Filter> filters, @Nullable String key) {
    Tags tags = key == null ? null : Tags.parse(key);
    return filters.stream().anyMatch(filter -> filter.isAll() || accepts(filter, tags));
  }

  private static boolean accepts(Filter filter, @Nullable Tags tags) {
    return tags != null && filter.accepts(tags);
  }

  /** As an object: one value as a string, several as an array. */
  public JsonWriter write(JsonWriter json) {
    json.beginObject();
    wanted.forEach((attribute, values) -> {
      json.name(attribute.word());
      if (values.size() == 1) {
        json.string(values.getFirst());
      } else {
        json.value(values);
      }
    });
    return json.endObject();
  }
}
