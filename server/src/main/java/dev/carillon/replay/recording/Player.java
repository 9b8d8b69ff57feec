package dev.carillon.replay.recording;

import dev.carillon.replay.recording.Feed.Played;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays items at the pace of their times: what is due goes out together. One that stands behind a
 * later one goes out with it; those without times are all due at once.
 */
final class Player {
  private final Feed feed;
  private final Pace pace;

  /** How much faster than the file; infinite: as fast as the server takes them. */
  private final double speed;

  Player(Feed feed, Pace pace, double speed) {
    this.feed = feed;
    this.pace = pace;
    this.speed = speed;
  }

  /**
   * What was played.
   *
   * @param firstMillis the time of the first item in the file, milliseconds since 1970, or {@link
   *     Item#UNTIMED}; so is the last
   */
  record Span(long items, long firstMillis, long lastMillis) {}

  /**
   * Plays all that is left of a file. Blocks.
   *
   * @param startMillis what time it is, milliseconds since 1970
   * @throws PlaybackException when the file has no item, or it can't go on
   */
  Span play(RecordedFile file, long startMillis) {
    Kind kind = file.kind();
    Item next = file.next();
    if (next == null) {
      throw new PlaybackException("no " + kind.name() + " (expected: one a line)");
    }
    long first = next.timeMillis();
    long last = first;
    long items = 0;
    long begun = pace.nowMillis();
    while (next != null) {
      pace.pause(Math.max(0, dueMillis(next, first) - (pace.nowMillis() - begun)));
      long passed = pace.nowMillis() - begun;
      List<Played> batch = new ArrayList<>();
      while (next != null && dueMillis(next, first) <= passed && batch.size() < kind.most()) {
        last = next.timeMillis();
        batch.add(new Played(next, timeOf(next, first, startMillis)));
        next = file.next();
      }
      feed.send(batch);
      items += batch.size();
    }
    return new Span(items, first, last);
  }

  private long dueMillis(Item item, long first) {
    return (long) Math.max(0, (item.timeMillis() - first) / speed);
  }

  private long timeOf(Item item, long first, long startMillis) {
    boolean timeless = Double.isInfinite(speed) || item.timeMillis() == Item.UNTIMED;
    return timeless ? 0 : startMillis + dueMillis(item, first);
  }
}
