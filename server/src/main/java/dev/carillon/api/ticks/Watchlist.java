package dev.carillon.api.ticks;

import dev.carillon.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tokens of one channel, and what its client has seen of each. Confined to the socket's loop.
 */
final class Watchlist {
  private final TickBoard board;

  /** By place, in the order in which they were subscribed to. */
  private final Map<Integer, Watch> watches = new LinkedHashMap<>();

  private static final class Watch {
    private final int place;
    private Mode mode;
    private long seenVersion;

    Watch(int place, Mode mode) {
      this.place = place;
      this.mode = mode;
    }
  }

  Watchlist(TickBoard board) {
    this.board = board;
  }

  int size() {
    return watches.size();
  }

  boolean has(int place) {
    return watches.containsKey(place);
  }

  /** Begins to watch, or goes on in another mode. */
  void add(int place, Mode mode) {
    watches.computeIfAbsent(place, _ -> new Watch(place, mode)).mode = mode;
  }

  /** Whether it was watched. */
  boolean remove(int place) {
    return watches.remove(place) != null;
  }

  /** Writes what is known of these places, which are watched, seen or not. */
  void writeKnown(List<Integer> places, JsonWriter json) {
    for (Integer place : places) {
      Watch watch = watches.get(place);
      if (watch != null) {
        watch.seenVersion = 0;
        boolean _ = writeUnseen(watch, json);
      }
    }
  }

  /** Writes what has changed since it was written last; returns how many. */
  int writeUnseen(JsonWriter json) {
    int written = 0;
    for (Watch watch : watches.values()) {
      if (writeUnseen(watch, json)) {
        written++;
      }
    }
    return written;
  }

  private boolean writeUnseen(Watch watch, JsonWriter json) {
    Shown shown = board.shown(watch.place);
    if (shown == null || shown.state().version() == watch.seenVersion) {
      return false;
    }
    watch.seenVersion = shown.state().version();
    json.raw(shown.json(watch.mode));
    return true;
  }
}
