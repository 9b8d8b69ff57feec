package dev.carillon.core.bus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gets this node's records into the log in their order, each once. Guarded by the bus's lock.
 *
 * <p>One batch is on its way at a time, and what comes meanwhile makes the next one: so a record
 * that is alone goes at once, and under load they share the cost of the way. Once it is not known
 * what became of one, nothing is appended until all answers are in; then the first without a place
 * is tried alone, and the others follow when it has one. The log knows the numbers, so what had a
 * place keeps it.
 */
final class Appender {
  private static final byte[] NO_BYTES = {};
  private static final long PATIENCE = 20;
  private static final int MOST_RECORDS = 256;
  private static final int MOST_BYTES = 256 << 10;

  private final String self;
  private final SharedLog log;
  private final BusLock lock;
  private final LogReader reader;
  private final Lane lane;

  /** The newest record that has a place. */
  private SharedLog.@Nullable Entry newest;

  /** What is to be sent next; nothing while it is stopped. */
  private final Deque<LaneItem> waiting = new ArrayDeque<>();

  private long lastNumber;
  private int unanswered;
  private boolean stopped;

  /** How often in a row it was not known what became of a record. */
  private int failures;

  /** How many failures are borne; grows when it was of no use to bear no more. */
  private long patience = PATIENCE;

  private @Nullable LaneItem tried;

  /**
   * @param self this node's name
   * @param reader of the same log
   * @param lane where records wait until they are heard back
   */
  Appender(String self, SharedLog log, BusLock lock, LogReader reader, Lane lane) {
    this.self = self;
    this.log = log;
    this.lock = lock;
    this.reader = reader;
    this.lane = lane;
  }

  /** The number of the next record. */
  long nextNumber() {
    return ++lastNumber;
  }

  /** Appends the newest record, now or later. */
  void append(LaneItem item) {
    if (!stopped) {
      waiting.add(item);
      sendWaiting();
    }
  }

  /** Tries again, when the last try did not go well. */
  void resume() {
    if (stopped && unanswered == 0) {
      for (LaneItem item : lane.unheard()) {
        if (needsPlace(item)) {
          tried = item;
          send(List.of(item));
          return;
        }
      }
      stopped = false;
    }
  }

  private void follow() {
    stopped = false;
    for (LaneItem item : lane.unheard()) {
      if (needsPlace(item) && !stopped) {
        waiting.add(item);
      }
    }
    sendWaiting();
  }

  /** Sends nothing that waits any more, until it is resumed. */
  void stop() {
    stopped = true;
    waiting.clear();
  }

  /** The log has lost the place of a record: it and those behind it are appended once more. */
  void again(LaneItem item) {
    item.again = true;
    item.place = null;
    stop();
  }

  /** Numbers may leave none out, so what lost its place must have another before the next has. */
  private boolean needsPlace(LaneItem item) {
    Offset place = item.place;
    if (place != null && place.epoch() < seen().epoch() && !item.again) {
      again(item);
    }
    return item.place == null;
  }

  /** Sends all that waits now: a note that follows it takes another way. */
  void hurry() {
    while (!waiting.isEmpty()) {
      send(nextBatch());
    }
  }

  private void sendWaiting() {
    if (!waiting.isEmpty() && unanswered == 0) {
      send(nextBatch());
    }
  }

  /** Those whose numbers follow each other: between them may be some that have a place already. */
  private List<LaneItem> nextBatch() {
    List<LaneItem> batch = new ArrayList<>();
    long next = waiting.getFirst().number;
    long bytes = 0;
    for (LaneItem item = waiting.peekFirst();
        item != null && item.number == next && batch.size() < MOST_RECORDS && bytes < MOST_BYTES;
        item = waiting.peekFirst()) {
      batch.add(waiting.removeFirst());
      bytes += item.bytes.length;
      next++;
    }
    return batch;
  }

  private void send(List<LaneItem> items) {
    unanswered++;
    // Whatever was not heard may be lost yet, so that nothing behind it may have a place before it.
    long first = Objects.requireNonNull(lane.firstUnheard()).number;
    List<byte[]> records = items.stream().map(item -> item.bytes).toList();
    log.append(
        new SharedLog.Batch(items.getFirst().number, first, records),
        seen(),
        answer -> lock.run(() -> answered(items, answer)));
  }

  /** A record of this node has a place: it was answered or came back, whatever is first. */
  void hasPlace(long number, Offset place) {
    if (newest == null || !LogReader.later(newest.offset(), place).equals(newest.offset())) {
      newest = new SharedLog.Entry(place, self, number, NO_BYTES);
    }
  }

  private Offset seen() {
    Offset heard = reader.head();
    return newest == null ? heard : LogReader.later(heard, newest.offset());
  }

  /** This node's newest record that has a place; null: none has. */
  SharedLog.@Nullable Entry newest() {
    return newest;
  }

  /**
   * Whether many tries went wrong since this was true last: there must be more to it. More of them
   * each time, for what follows from it costs all nodes something and may not help.
   */
  boolean isRefused() {
    boolean many = failures > patience;
    if (many) {
      failures = 0;
      patience *= 16;
    }
    return many;
  }

  private void answered(List<LaneItem> items, SharedLog.Appended answer) {
    unanswered--;
    List<Offset> places = answer.places();
    for (int i = 0; i < places.size(); i++) {
      LaneItem item = items.get(i);
      item.place = places.get(i);
      hasPlace(item.number, places.get(i));
      item.tell(new Receipt.Published(places.get(i)), lock);
    }
    if (places.size() < items.size()) {
      stop();
      failures++;
      // Perhaps the log has lost what it knew of this node, and refuses what is not next to it.
      reader.suspect();
      return;
    }
    failures = 0;
    patience = PATIENCE;
    if (stopped && items.getFirst() == tried) {
      tried = null;
      follow();
    } else if (!stopped) {
      sendWaiting();
    }
  }
}
