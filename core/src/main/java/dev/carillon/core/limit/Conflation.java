package dev.carillon.core.limit;

/**
 * Something that may be published once in a window; what changes meanwhile waits for its end.
 * Milliseconds of whatever clock the caller uses. Not for several threads.
 */
public final class Conflation {
  private final long windowMillis;
  private long nextMillis = Long.MIN_VALUE;
  private boolean changed;

  public Conflation(long windowMillis) {
    this.windowMillis = windowMillis;
  }

  /** There is something to publish. */
  public void touch() {
    changed = true;
  }

  /** What there was to publish is out of date. */
  public void clear() {
    changed = false;
  }

  /** All who listen know how things are: its window begins. */
  public void told(long nowMillis) {
    changed = false;
    nextMillis = nowMillis + windowMillis;
  }

  /** When to publish; {@link Long#MAX_VALUE}: there is nothing. */
  public long dueMillis() {
    return changed ? nextMillis : Long.MAX_VALUE;
  }

  /** Whether to publish now; then its window begins. */
  public boolean take(long nowMillis) {
    if (!changed || nowMillis < nextMillis) {
      return false;
    }
    told(nowMillis);
    return true;
  }
}
