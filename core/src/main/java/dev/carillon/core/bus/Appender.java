package dev.carillon.core.bus;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gets this node's records into the log in their order, each once. Guarded by the bus's lock.
 *
 * <p>Records are appended without waiting for the answers. Once it is not known what became of one,
 * nothing is appended until all answers are in; then the first without a place is tried alone, and
 * the others follow when it has one. The log knows the numbers, so what had a place keeps it.
 */
final class Appender {
  private static final Offset NOTHING = new Offset(0, 0);

  private final SharedLog log;
  private final BusLock lock;
  private final Supplier<Offset> head;
  private final Supplier<List<LaneItem>> unheard;
  private Offset lastPlace = NOTHING;
  private long lastNumber;
  private int unanswered;
  private boolean stopped;
  private @Nullable LaneItem tried;

  /**
   * @param head the newest place that was heard
   * @param unheard what was not heard back, in the order of the numbers
   */
  Appender(SharedLog log, BusLock lock, Supplier<Offset> head, Supplier<List<LaneItem>> unheard) {
    this.log = log;
    this.lock = lock;
    this.head = head;
    this.unheard = unheard;
  }

  /** The number of the next record. */
  long nextNumber() {
    return ++lastNumber;
  }

  /** Appends the newest record, now or later. */
  void append(LaneItem item) {
    if (!stopped) {
      send(item);
    }
  }

  /** Tries again, when the last try did not go well. */
  void resume() {
    if (stopped && unanswered == 0) {
      for (LaneItem item : unheard.get()) {
        if (item.place == null) {
          tried = item;
          send(item);
          return;
        }
      }
      stopped = false;
    }
  }

  private void follow() {
    for (LaneItem item : unheard.get()) {
      if (item.place == null && !stopped) {
        send(item);
      }
    }
  }

  private void send(LaneItem item) {
    unanswered++;
    log.append(item.number, item.bytes, seen(), answer -> lock.run(() -> answered(item, answer)));
  }

  private Offset seen() {
    Offset heard = head.get();
    boolean ahead =
        lastPlace.epoch() > heard.epoch()
            || (lastPlace.epoch() == heard.epoch() && lastPlace.sequence() > heard.sequence());
    return ahead ? lastPlace : heard;
  }

  private void answered(LaneItem item, SharedLog.Appended answer) {
    unanswered--;
    switch (answer) {
      case SharedLog.Appended.At(Offset place) -> {
        item.place = place;
        lastPlace = place;
        item.tell(new Receipt.Published(place), lock);
        if (stopped && item == tried) {
          tried = null;
          stopped = false;
          follow();
        }
      }
      case SharedLog.Appended.Unknown _ -> stopped = true;
    }
  }
}
