package dev.carillon.core.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.topic.Topic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A client that follows one topic by a snapshot and differences, and believes nothing twice. */
final class Follower {
  private final Topic topic;
  private final long since;
  private final Map<String, PresenceMeta> metas = new LinkedHashMap<>();
  private int diffs;

  Follower(PresenceSnapshot snapshot) {
    topic = snapshot.topic();
    since = snapshot.version();
    snapshot.metas().forEach(this::join);
  }

  void hear(PresenceDiff diff) {
    if (diff.topic().equals(topic) && diff.version() > since) {
      diffs++;
      diff.joins().forEach(this::join);
      diff.leaves().forEach(this::leave);
    }
  }

  /** How many differences it took. */
  int diffs() {
    return diffs;
  }

  Topic topic() {
    return topic;
  }

  List<PresenceMeta> metas() {
    return List.copyOf(metas.values());
  }

  /** Who it thinks is there: {@code key=data}. */
  List<String> present() {
    return metas.values().stream().map(meta -> meta.key() + "=" + meta.data()).toList();
  }

  private void join(PresenceMeta meta) {
    assertThat(metas.put(meta.ref(), meta)).as("joined before: %s", meta).isNull();
  }

  private void leave(PresenceMeta meta) {
    assertThat(metas.remove(meta.ref())).as("was not there: %s", meta).isEqualTo(meta);
  }
}
