package dev.carillon.core.bus;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The newest number heard of each node's records, so that one that was put into the log again, in
 * another epoch, is known. Guarded by the bus's lock.
 */
final class Origins {
  /** Nodes have another name after each start; of those that are no more, nothing comes. */
  private static final int MAX = 1_000;

  private final Map<String, Long> newest =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MAX;
        }
      };

  /** Whether this record was not heard before. It is from now on. */
  boolean isNew(String origin, long number) {
    Long known = newest.get(origin);
    if (known != null && number <= known) {
      return false;
    }
    newest.put(origin, number);
    return true;
  }
}
