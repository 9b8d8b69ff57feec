package dev.carillon.core.presence;

/** Hears what {@link Presence} publishes. */
@FunctionalInterface
public interface PresenceListener {

  /** Takes one difference. They come one at a time, those of a topic with growing versions. */
  void onDiff(PresenceDiff diff);
}
