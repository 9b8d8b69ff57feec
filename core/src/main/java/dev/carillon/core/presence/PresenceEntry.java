package dev.carillon.core.presence;

/** That one session is present in one topic under one key. Guarded by its stripe's lock. */
final class PresenceEntry {
  /** In place of a session: the connection was lost, and may come back as another session. */
  static final long LINGERING = 0;

  /** In place of a session: not in the topic any more. */
  static final long GONE = -1;

  /** In place of a session: of another node. */
  static final long ELSEWHERE = -2;

  final TopicPresence topic;
  PresenceMeta meta;
  long session;

  /** When it leaves if still {@link #LINGERING}, milliseconds since 1970. */
  long lingersUntil;

  PresenceEntry(TopicPresence topic, PresenceMeta meta) {
    this.topic = topic;
    this.meta = meta;
  }

  boolean isLingering() {
    return session == LINGERING;
  }
}
