package dev.carillon.wire.socket;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The counts of one event loop: written by it alone, which makes counting as cheap as a store; read
 * by any thread.
 */
final class LoopCounters {
  private static final int FIRST_CODE = 1000;
  private static final int NAMED_CODES = 16;

  /** What the places after the named codes are for. */
  private static final String[] RANGES = {"3xxx", "4xxx", "other"};

  private final Map<WebSocketCount, AtomicLong> counts = new EnumMap<>(WebSocketCount.class);
  private final AtomicLongArray closes = new AtomicLongArray(NAMED_CODES + RANGES.length);

  LoopCounters() {
    for (WebSocketCount count : WebSocketCount.values()) {
      counts.put(count, new AtomicLong());
    }
  }

  void add(WebSocketCount count, long amount) {
    AtomicLong counter = counter(count);
    counter.setOpaque(counter.getPlain() + amount);
  }

  void addClose(int code) {
    int place = placeOf(code);
    closes.setOpaque(place, closes.getPlain(place) + 1);
  }

  long get(WebSocketCount count) {
    return counter(count).getOpaque();
  }

  /** How many labels closes are counted under. */
  static int closeLabels() {
    return NAMED_CODES + RANGES.length;
  }

  static String closeLabel(int place) {
    return place < NAMED_CODES ? Integer.toString(FIRST_CODE + place) : RANGES[place - NAMED_CODES];
  }

  long closes(int place) {
    return closes.getOpaque(place);
  }

  private AtomicLong counter(WebSocketCount count) {
    AtomicLong counter = counts.get(count);
    if (counter == null) {
      throw new IllegalStateException("not counted: " + count);
    }
    return counter;
  }

  private static int placeOf(int code) {
    if (code < FIRST_CODE + NAMED_CODES) {
      return code - FIRST_CODE;
    }
    return NAMED_CODES + (code >= 4000 ? 1 : code >= 3000 ? 0 : 2);
  }
}
