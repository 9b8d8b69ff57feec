package dev.carillon.api.ticks;

import dev.carillon.core.hub.Shard;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Visits each channel once in a window of time. The window is cut into slices, so that not all
 * sockets are written to at one moment.
 */
final class Windows {
  private static final long SLICE_MILLIS = 25;
  private static final long MAX_SLICES = 40;

  private final Duration window;
  private final int slices;
  private final Map<Shard, Lane> lanes = new ConcurrentHashMap<>();
  private int slice;

  Windows(Duration window) {
    this.window = window;
    this.slices = (int) Math.clamp(window.toMillis() / SLICE_MILLIS, 1, MAX_SLICES);
  }

  /** How often {@link #turn} is to be called. */
  Duration period() {
    return window.dividedBy(slices);
  }

  /** The next slice is due. Always the same thread. */
  void turn() {
    int due = slice;
    slice = (slice + 1) % slices;
    lanes.values().forEach(lane -> lane.due(due));
  }

  /** The lane of a loop. Any thread. */
  Lane lane(Shard shard) {
    return lanes.computeIfAbsent(shard, one -> new Lane(one, slices));
  }
}
