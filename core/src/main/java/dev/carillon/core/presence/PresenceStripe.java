package dev.carillon.core.presence;

import dev.carillon.core.topic.Topic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A share of all topics under one lock. {@link Presence} takes the lock; all else is inside it. */
final class PresenceStripe {
  final ReentrantLock lock = new ReentrantLock();
  private final Map<Topic, TopicPresence> topics = new HashMap<>();
  private final Map<Long, List<PresenceEntry>> bySession = new HashMap<>();
  private final Set<TopicPresence> changed = new LinkedHashSet<>();

  /** Entries of lost sessions in the order in which they leave. */
  private final Deque<Lingering> lingering = new ArrayDeque<>();

  /** One for all topics of the stripe, so that a topic that was empty does not start again. */
  private long version;

  /** An entry that came to life again meanwhile has another time, and is left alone. */
  private record Lingering(PresenceEntry entry, long until) {}

  PresenceMeta track(Topic name, long session, PresenceMeta meta) {
    TopicPresence topic = topics.computeIfAbsent(name, TopicPresence::new);
    PresenceEntry known = topic.find(meta.key(), entry -> entry.session == session);
    if (known == null) {
      known = topic.findLingering(meta.key(), meta.data());
      if (known == null) {
        known = new PresenceEntry(topic, meta);
        topic.add(known);
        changed.add(topic);
      }
      own(session, known);
    }
    if (!known.meta.data().equals(meta.data())) {
      topic.replace(known, meta);
      changed.add(topic);
    }
    return known.meta;
  }

  boolean untrack(Topic name, String key, long session) {
    PresenceEntry entry = find(name, key, session);
    if (entry == null) {
      return false;
    }
    disown(session, entry);
    remove(entry);
    return true;
  }

  void dropped(Topic name, String key, long session, long untilMillis) {
    PresenceEntry entry = find(name, key, session);
    if (entry != null) {
      disown(session, entry);
      linger(entry, untilMillis);
    }
  }

  void untrackAll(long session) {
    List<PresenceEntry> entries = bySession.remove(session);
    if (entries != null) {
      entries.forEach(this::remove);
    }
  }

  void dropped(long session, long untilMillis) {
    List<PresenceEntry> entries = bySession.remove(session);
    if (entries != null) {
      entries.forEach(entry -> linger(entry, untilMillis));
    }
  }

  /** Adds what another node tells. */
  PresenceEntry addElsewhere(Topic name, PresenceMeta meta) {
    TopicPresence topic = topics.computeIfAbsent(name, TopicPresence::new);
    PresenceEntry entry = new PresenceEntry(topic, topic.asFollowing(meta));
    entry.session = PresenceEntry.ELSEWHERE;
    topic.add(entry);
    changed.add(topic);
    return entry;
  }

  /** Ends the window: adds what changed in it to {@code diffs}. */
  void takeDiffs(long nowMillis, List<PresenceDiff> diffs) {
    while (!lingering.isEmpty() && lingering.element().until() <= nowMillis) {
      Lingering due = lingering.remove();
      if (due.entry().isLingering() && due.entry().lingersUntil == due.until()) {
        remove(due.entry());
      }
    }
    for (TopicPresence topic : changed) {
      if (topic.hasChanged()) {
        diffs.add(topic.takeDiff(++version));
      }
      if (topic.isEmpty()) {
        topics.remove(topic.topic);
      }
    }
    changed.clear();
  }

  PresenceSnapshot snapshot(Topic name) {
    TopicPresence topic = topics.get(name);
    return topic == null ? new PresenceSnapshot(name, version, List.of()) : topic.snapshot(version);
  }

  int keys(Topic name) {
    TopicPresence topic = topics.get(name);
    return topic == null ? 0 : topic.keys();
  }

  /** How many topics are remembered. */
  int topics() {
    return topics.size();
  }

  private @Nullable PresenceEntry find(Topic name, String key, long session) {
    TopicPresence topic = topics.get(name);
    return topic == null ? null : topic.find(key, entry -> entry.session == session);
  }

  private void linger(PresenceEntry entry, long untilMillis) {
    entry.session = PresenceEntry.LINGERING;
    entry.lingersUntil = untilMillis;
    lingering.add(new Lingering(entry, untilMillis));
  }

  private void own(long session, PresenceEntry entry) {
    entry.session = session;
    bySession.computeIfAbsent(session, _ -> new ArrayList<>(1)).add(entry);
  }

  private void disown(long session, PresenceEntry entry) {
    bySession.computeIfPresent(
        session,
        (_, entries) -> {
          entries.remove(entry);
          return entries.isEmpty() ? null : entries;
        });
  }

  void remove(PresenceEntry entry) {
    entry.session = PresenceEntry.GONE;
    entry.topic.remove(entry);
    changed.add(entry.topic);
  }
}
