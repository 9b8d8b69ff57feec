package dev.carillon.core.presence;

import dev.carillon.core.topic.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is in a topic after all differences up to a version.
 *
 * @param version differences with this or a lower version are contained, all others are not
 * @param metas in the order in which they joined
 */
public record PresenceSnapshot(Topic topic, long version, List<PresenceMeta> metas) {

  public PresenceSnapshot {
    metas = List.copyOf(metas);
  }

  /** The metas of each key, keys and metas in the order in which they joined. */
  public Map<String, List<PresenceMeta>> byKey() {
    Map<String, List<PresenceMeta>> keys = new LinkedHashMap<>();
    for (PresenceMeta meta : metas) {
      keys.computeIfAbsent(meta.key(), _ -> new ArrayList<>(1)).add(meta);
    }
    return keys;
  }
}
