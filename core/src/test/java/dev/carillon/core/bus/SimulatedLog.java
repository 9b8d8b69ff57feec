package dev.carillon.core.bus;

import dev.carillon.core.cluster.SimulatedCluster;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The log as a node of a simulated cluster sees it. */
public final class SimulatedLog implements SharedLog {
  private final SimulatedCluster cluster;
  private final Store store;
  private volatile @Nullable Consumer<Entry> listener;

  public SimulatedLog(SimulatedCluster cluster, Store store) {
    this.cluster = cluster;
    this.store = store;
    store.readers.put(cluster.self(), this);
  }

  /** The log itself, one for all nodes. */
  public static final class Store {
    private final ReentrantLock lock = new ReentrantLock();
    private final int capacity;
    private final Map<String, SimulatedLog> readers = new ConcurrentHashMap<>();
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final List<Entry> everything = new ArrayList<>();
    private final List<Entry> surviving = new ArrayList<>();
    private final Map<String, Entry> lastOf = new HashMap<>();
    private long epochs = 100;
    private Offset head = new Offset(0, 0);

    /**
     * @param capacity how many records are kept
     */
    public Store(int capacity) {
      this.capacity = capacity;
    }

    /** All records that ever had a place. */
    public List<Entry> everything() {
      return locked(() -> List.copyOf(everything));
    }

    /** All records that were not lost, also those that are too old to be kept. */
    public List<Entry> surviving() {
      return locked(() -> List.copyOf(surviving));
    }

    /** How far it has come. */
    public Offset head() {
      return locked(() -> head);
    }

    /** The newest records are gone, and with them the knowledge of whose they were. */
    public void loseTail(int records) {
      locked(() -> {
        for (int i = 0; i < records && !entries.isEmpty(); i++) {
          surviving.remove(entries.removeLast());
          head = new Offset(head.epoch(), head.sequence() - 1);
        }
        lastOf.clear();
        inThisEpoch().forEach(entry -> lastOf.put(entry.origin(), entry));
        return head;
      });
    }

    /** Everything is gone. */
    public void loseAll() {
      locked(() -> {
        entries.clear();
        lastOf.clear();
        head = new Offset(0, 0);
        return head;
      });
    }

    private void beginIfLost(Offset seen) {
      boolean behind = head.epoch() == seen.epoch() && head.sequence() < seen.sequence();
      if (head.epoch() == 0 || head.epoch() < seen.epoch() || behind) {
        epochs = Math.max(epochs, seen.epoch()) + 1;
        head = new Offset(epochs, 0);
        entries.clear();
        lastOf.clear();
      }
    }

    /** The place that a record of {@code origin} has, which was appended before. */
    private Offset placeOf(String origin, long number, Entry last) {
      return inThisEpoch()
          .filter(entry -> entry.number() == number && entry.origin().equals(origin))
          .findFirst()
          .orElse(last)
          .offset();
    }

    /** Also those that are too old to be kept: their numbers are known. */
    private Stream<Entry> inThisEpoch() {
      return surviving.stream().filter(entry -> entry.offset().epoch() == head.epoch());
    }

    private Entry append(String origin, long number, byte[] bytes) {
      head = new Offset(head.epoch(), head.sequence() + 1);
      Entry entry = new Entry(head, origin, number, bytes);
      entries.addLast(entry);
      everything.add(entry);
      surviving.add(entry);
      lastOf.put(origin, entry);
      if (entries.size() > capacity) {
        entries.removeFirst();
      }
      return entry;
    }

    private <T> T locked(Supplier<T> section) {
      lock.lock();
      try {
        return section.get();
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public void listen(Consumer<Entry> listener) {
    if (this.listener != null) {
      throw new IllegalStateException("a log has one listener");
    }
    this.listener = listener;
  }

  @Override
  public void append(Batch batch, Offset seen, Consumer<Appended> answer) {
    cluster.askLater(
        () -> store.locked(() -> appended(batch, seen)),
        found -> answer.accept(found == null ? Appended.unknown("out of reach") : found));
  }

  private Appended appended(Batch batch, Offset seen) {
    store.beginIfLost(seen);
    List<Offset> places = new ArrayList<>();
    long number = batch.number();
    for (byte[] record : batch.records()) {
      Entry last = store.lastOf.get(cluster.self());
      long next = last == null ? batch.first() : last.number() + 1;
      if (number > next) {
        return new Appended(places, "number: " + number + " (expected: " + next + ")");
      }
      places.add(
          last != null && number < next
              ? store.placeOf(cluster.self(), number, last)
              : appended(number, record));
      number++;
    }
    return new Appended(places, "");
  }

  private Offset appended(long number, byte[] bytes) {
    Entry entry = store.append(cluster.self(), number, bytes);
    cluster.toAll(
        node -> {
          SimulatedLog reader = store.readers.get(node.self());
          Consumer<Entry> hears = reader == null ? null : reader.listener;
          if (hears != null) {
            hears.accept(entry);
          }
        },
        true);
    return entry.offset();
  }

  @Override
  public Optional<List<Entry>> after(Offset place, int max) {
    return cluster.ask(() ->
        store.locked(() -> {
          long oldest = store.entries.isEmpty() ? store.head.sequence() + 1 : first().sequence();
          if (place.epoch() != store.head.epoch()
              || place.sequence() < oldest - 1
              || place.sequence() > store.head.sequence()) {
            return Optional.empty();
          }
          return Optional.of(
              store.entries.stream()
                  .filter(entry -> entry.offset().sequence() > place.sequence())
                  .limit(max)
                  .toList());
        }));
  }

  private Offset first() {
    return store.entries.getFirst().offset();
  }

  @Override
  public List<Entry> newest(int max) {
    return cluster.ask(() ->
        store.locked(() -> {
          List<Entry> all = new ArrayList<>(store.entries);
          return List.copyOf(all.subList(Math.max(0, all.size() - max), all.size()));
        }));
  }

  @Override
  public Offset head(Offset seen) {
    return cluster.ask(() ->
        store.locked(() -> {
          store.beginIfLost(seen);
          return store.head;
        }));
  }
}
