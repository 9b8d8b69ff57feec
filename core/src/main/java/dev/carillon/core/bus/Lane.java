package dev.carillon.core.bus;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this node published and did not hear back, in its order. Guarded by the bus's lock.
 *
 * <p>A logged publication waits here for its record; one that is not logged waits for the logged
 * ones before it, so that what one thread publishes is heard in its order. A logged one that waits
 * too long is handed on without an offset, and only its record is still waited for.
 */
final class Lane {
  /** What an item costs beside its bytes, roughly. */
  private static final int ITEM_OVERHEAD_BYTES = 256;

  private final long maxBytes;
  private final BusLock lock;
  private final Hands hands;

  /** Not handed on yet. The first one is logged: others have nothing to wait for. */
  private final Deque<LaneItem> line = new ArrayDeque<>();

  /** Logged and not heard back; those that were handed on already come first. */
  private final Deque<LaneItem> unheard = new ArrayDeque<>();

  private long bytes;

  /** Who hands items on. */
  interface Hands {
    /** Hands on; null: a logged one without its offset, or one that has none. */
    void handOn(LaneItem item, @Nullable Offset offset);

    /** One that was handed on without an offset has it now. */
    void keep(LaneItem item, Offset offset);
  }

  Lane(long maxBytes, BusLock lock, Hands hands) {
    this.lock = lock;
    this.maxBytes = maxBytes;
    this.hands = hands;
  }

  boolean hasRoomFor(int moreBytes) {
    return bytes + moreBytes + ITEM_OVERHEAD_BYTES <= maxBytes;
  }

  void add(LaneItem item) {
    bytes += sizeOf(item);
    line.add(item);
    if (item.isLogged()) {
      unheard.add(item);
    }
  }

  /** Whether nothing waits to be handed on. */
  boolean isClear() {
    return line.isEmpty();
  }

  /** Whether something was handed on that has no offset yet. */
  boolean hasUnplaced() {
    LaneItem first = unheard.peekFirst();
    return first != null && first.handed;
  }

  /** Logged and not heard back, in the order of their numbers. */
  List<LaneItem> unheard() {
    return List.copyOf(unheard);
  }

  @Nullable LaneItem firstUnheard() {
    return unheard.peekFirst();
  }

  /**
   * A record of this node came back: hands on what waited for it, itself included if it was not
   * handed on before, and gives up those before it.
   *
   * @param live whether it is handed on with its offset
   * @return whether it was waited for
   */
  boolean heard(long number, Offset offset, boolean live) {
    boolean found = false;
    for (LaneItem first = unheard.peekFirst();
        first != null && first.number <= number;
        first = unheard.peekFirst()) {
      if (first.number == number) {
        found = true;
        first.place = offset;
      }
      leave(first, live && found ? offset : null);
    }
    return found;
  }

  /** Gives up the record of the first item that waits for one: it will not come any more. */
  void giveUpFirst() {
    leave(unheard.getFirst(), null);
  }

  /** Since earlier ones left before, an item that was not handed on is the first in line. */
  private void leave(LaneItem item, @Nullable Offset offset) {
    unheard.removeFirst();
    bytes -= sizeOf(item);
    item.tell(new Receipt.Published(item.place), lock);
    if (item.handed) {
      if (offset != null) {
        hands.keep(item, offset);
      }
      return;
    }
    line.removeFirst();
    handOn(item, offset);
    while (!line.isEmpty() && !line.getFirst().isLogged()) {
      handOnFirst();
    }
  }

  /** Hands on everything without offsets, when the first has waited for so long. */
  void handOnOlderThan(long millis) {
    LaneItem first = unheard.peekFirst();
    if (first != null && first.sinceMillis <= millis) {
      while (!line.isEmpty()) {
        handOnFirst();
      }
    }
  }

  private void handOnFirst() {
    LaneItem first = line.removeFirst();
    if (!first.isLogged()) {
      bytes -= sizeOf(first);
    }
    handOn(first, null);
  }

  private void handOn(LaneItem item, @Nullable Offset offset) {
    item.handed = true;
    hands.handOn(item, offset);
  }

  /** Nothing is waited for any more; gives what was. */
  List<LaneItem> clear() {
    Deque<LaneItem> all = new ArrayDeque<>(unheard);
    line.stream().filter(item -> !item.isLogged()).forEach(all::add);
    line.clear();
    unheard.clear();
    bytes = 0;
    return List.copyOf(all);
  }

  private static long sizeOf(LaneItem item) {
    return (long) item.sizeBytes + ITEM_OVERHEAD_BYTES;
  }
}
