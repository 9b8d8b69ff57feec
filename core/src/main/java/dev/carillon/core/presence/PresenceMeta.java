package dev.carillon.core.presence;

import dev.carillon.core.bus.Payload;
import org.jspecify.annotations.Nullable;

/**
 * One presence under a key, such as one of a user's open windows. Never changes: an update replaces
 * it by another with a reference of its own.
 *
 * @param key who, usually a user's id; several metas may have the same
 * @param ref unique; never comes back once it has left
 * @param previousRef of the meta that this one replaced, as far as listeners were told of it; null:
 *     of none
 * @param data one JSON object, for whoever looks at the topic
 */
public record PresenceMeta(String key, String ref, @Nullable String previousRef, Payload data) {

  /** This one in place of {@code previous}, whose reference leaves. */
  PresenceMeta after(@Nullable String previous) {
    return new PresenceMeta(key, ref, previous, data);
  }
}
