package dev.carillon.api.exchange.feed;

/** Something that may be published once in a window; what changes meanwhile waits for its end. */
final class Conflation {
  private final long windowMillis;
  private long nextMillis = Long.MIN_VALUE;
  private boolean changed;

  Conflation(long windowMillis) {
    this.windowMillis = windowMillis;
  }

  /** There is something to publish. */
  void touch() {
    changed = true;
  }

  /** What there was to publish is out of date. */
  void clear() {
    changed = false;
  }

  /** All who listen know how things are: its window begins. */
  void told(long nowMillis) {
    changed = false;
    nextMillis = nowMillis + windowMillis;
  }

  /** When to publish; {@link Long#MAX_VALUE}: there is nothing. */
  long dueMillis() {
    return changed ? nextMillis : Long.MAX_VALUE;
  }

  /** Whether to publish now; then its window begins. */
  boolean take(long nowMillis) {
    if (!changed || nowMillis < nextMillis) {
      return false;
    }
    told(nowMillis);
    return true;
  }
}
