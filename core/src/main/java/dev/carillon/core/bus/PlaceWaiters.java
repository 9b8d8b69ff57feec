package dev.carillon.core.bus;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Who waits for the line of records to come to a place. In the lock. */
final class PlaceWaiters {
  private final BusLock lock;
  private final List<Waiting> waiting = new ArrayList<>();

  private record Waiting(Offset place, Runnable then) {}

  PlaceWaiters(BusLock lock) {
    this.lock = lock;
  }

  /** Runs it, with the lock free, once the line is told to be there. */
  void add(Offset place, Runnable then) {
    waiting.add(new Waiting(place, then));
  }

  /** So far the line has come. */
  void tell(Offset head) {
    for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
      Waiting next = each.next();
      if (LogReader.later(head, next.place()).equals(head)) {
        each.remove();
        lock.afterwards(next.then());
      }
    }
  }
}
