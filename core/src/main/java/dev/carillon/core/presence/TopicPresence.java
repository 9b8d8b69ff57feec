package dev.carillon.core.presence;

import dev.carillon.core.bus.Payload;
import dev.carillon.core.topic.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The presences of one topic. Guarded by its stripe's lock.
 *
 * <p>Two states stand side by side: who is there now, and what the listeners were told. The joins
 * and leaves since then are the difference between the two, always.
 */
final class TopicPresence {
  final Topic topic;
  private final Map<String, List<PresenceEntry>> live = new HashMap<>();
  private final Map<String, PresenceMeta> joins = new LinkedHashMap<>();
  private final Map<String, PresenceMeta> leaves = new LinkedHashMap<>();
  private final Map<String, PresenceMeta> told = new LinkedHashMap<>();

  /** What {@link #told} is as a snapshot, so that many who join in one window share it. */
  private @Nullable PresenceSnapshot snapshot;

  TopicPresence(Topic topic) {
    this.topic = topic;
  }

  @Nullable PresenceEntry find(String key, Predicate<PresenceEntry> which) {
    for (PresenceEntry entry : live.getOrDefault(key, List.of())) {
      if (which.test(entry)) {
        return entry;
      }
    }
    return null;
  }

  /** An entry of {@code key} whose session was lost; one with the same data rather than another. */
  @Nullable PresenceEntry findLingering(String key, Payload data) {
    PresenceEntry same = find(key, entry -> entry.isLingering() && entry.meta.data().equals(data));
    return same != null ? same : find(key, PresenceEntry::isLingering);
  }

  void add(PresenceEntry entry) {
    live.computeIfAbsent(entry.meta.key(), _ -> new ArrayList<>(1)).add(entry);
    joins.put(entry.meta.ref(), entry.meta);
  }

  /** A meta of another node, naming the reference before it that this node's listeners know. */
  PresenceMeta asFollowing(PresenceMeta meta) {
    String previous = meta.previousRef();
    if (previous == null || told.containsKey(previous)) {
      return meta;
    }
    PresenceMeta untold = joins.get(previous);
    return meta.after(untold == null ? null : untold.previousRef());
  }

  void replace(PresenceEntry entry, PresenceMeta meta) {
    PresenceMeta old = entry.meta;
    boolean untold = joins.containsKey(old.ref());
    leave(old);
    entry.meta = meta.after(untold ? old.previousRef() : old.ref());
    joins.put(meta.ref(), entry.meta);
  }

  void remove(PresenceEntry entry) {
    live.computeIfPresent(
        entry.meta.key(),
        (_, entries) -> {
          entries.remove(entry);
          return entries.isEmpty() ? null : entries;
        });
    leave(entry.meta);
  }

  boolean isEmpty() {
    return live.isEmpty() && told.isEmpty() && joins.isEmpty();
  }

  int keys() {
    return live.size();
  }

  boolean hasChanged() {
    return !joins.isEmpty() || !leaves.isEmpty();
  }

  /** Ends the window. */
  PresenceDiff takeDiff(long version) {
    PresenceDiff diff =
        new PresenceDiff(topic, version, List.copyOf(joins.values()), List.copyOf(leaves.values()));
    told.keySet().removeAll(leaves.keySet());
    told.putAll(joins);
    joins.clear();
    leaves.clear();
    snapshot = null;
    return diff;
  }

  PresenceSnapshot snapshot(long version) {
    if (snapshot == null) {
      snapshot = new PresenceSnapshot(topic, version, List.copyOf(told.values()));
    }
    return snapshot;
  }

  private void leave(PresenceMeta meta) {
    if (joins.remove(meta.ref()) == null) {
      leaves.put(meta.ref(), meta);
    }
  }
}
