package dev.carillon.api.ticks;

import dev.carillon.ticks.Arrival;
import dev.carillon.ticks.Instrument;
import dev.carillon.ticks.Instruments;
import dev.carillon.ticks.Newer;
import dev.carillon.ticks.TickBook;
import dev.carillon.ticks.TickState;
import dev.carillon.ticks.TradingDay;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where ticks come in and readers see the newest. Any thread; one writes at a time, and readers
 * wait for nobody: each place holds an immutable value.
 */
public final class TickBoard {
  /** An instrument that was fed is simulated again when its feed has been silent for so long. */
  static final long SILENCE_MILLIS = 30_000;

  private final ReentrantLock writing = new ReentrantLock();
  private final TickBook book;
  private final InstantSource clock;
  private final LongAdder ticks = new LongAdder();
  private long[] fedAtMillis = new long[64];

  /** Places that other nodes are to be told of. */
  private final BitSet changed = new BitSet();

  /** Places whose ticks happen on every node. */
  private final BitSet happening = new BitSet();

  private volatile Instruments instruments = Instruments.NONE;
  private volatile AtomicReferenceArray<@Nullable Shown> places = new AtomicReferenceArray<>(64);

  public TickBoard(TradingDay days, InstantSource clock) {
    this.book = new TickBook(days);
    this.clock = clock;
  }

  /** The instruments that are known. */
  public Instruments instruments() {
    return instruments;
  }

  /** Makes instruments known, or known by other names and steps. */
  public void add(Collection<Instrument> others) {
    writing.lock();
    try {
      Instruments more = instruments.with(others);
      makeRoom(more.size());
      instruments = more;
    } finally {
      writing.unlock();
    }
  }

  /** Ticks of a feed, in their order. */
  public void feed(List<Arrival> arrivals) {
    writing.lock();
    try {
      long now = clock.millis();
      for (Arrival arrival : arrivals) {
        fedAtMillis[arrival.place()] = now;
        put(arrival);
        changed.set(arrival.place());
      }
    } finally {
      writing.unlock();
    }
  }

  /** Ticks that happen on every node by itself, so that no other has to be told. */
  public void happened(List<Arrival> arrivals) {
    writing.lock();
    try {
      for (Arrival arrival : arrivals) {
        happening.set(arrival.place());
        fedAtMillis[arrival.place()] = clock.millis();
        put(arrival);
      }
    } finally {
      writing.unlock();
    }
  }

  /** Ticks of a simulation: those of instruments that have a feed are left out. */
  public void simulate(List<Arrival> arrivals) {
    writing.lock();
    try {
      long silentSince = clock.millis() - SILENCE_MILLIS;
      for (Arrival arrival : arrivals) {
        if (fedAtMillis[arrival.place()] <= silentSince) {
          put(arrival);
          changed.set(arrival.place());
        }
      }
    } finally {
      writing.unlock();
    }
  }

  /** What was known before the last stop, unless a later tick has come since. */
  public void restore(int place, TickState known) {
    writing.lock();
    try {
      TickState since = book.at(place);
      if (since == null || since.last().timeMillis() <= known.last().timeMillis()) {
        set(place, known);
      } else if (since.version() <= known.version()) {
        set(place, new TickState(known.version() + 1, since.last(), since.day(), since.depth()));
      }
    } finally {
      writing.unlock();
    }
  }

  /**
   * What another node knows; taken if it is newer than what is known here.
   *
   * @param isFed whether it comes from a feed, and not from a simulation
   */
  public void take(int place, TickState theirs, boolean isFed) {
    writing.lock();
    try {
      if (isFed) {
        fedAtMillis[place] = clock.millis();
      }
      TickState ours = book.at(place);
      if (ours == null || (!happening.get(place) && Newer.is(theirs, ours))) {
        set(place, theirs);
      }
    } finally {
      writing.unlock();
    }
  }

  /** What changed here by a feed or a simulation since this was last asked. */
  List<Known> takeChanged() {
    writing.lock();
    try {
      List<Known> all = changed.stream().mapToObj(this::known).toList();
      changed.clear();
      return all;
    } finally {
      writing.unlock();
    }
  }

  /** All that is known. */
  List<Known> all() {
    writing.lock();
    try {
      return IntStream.range(0, instruments.size())
          .filter(place -> book.at(place) != null)
          .mapToObj(this::known)
          .toList();
    } finally {
      writing.unlock();
    }
  }

  /** What is known of an instrument that had a tick. */
  record Known(String token, TickState state, boolean isFed) {}

  private Known known(int place) {
    Shown shown = Objects.requireNonNull(places.getPlain(place));
    boolean isFed = fedAtMillis[place] > clock.millis() - SILENCE_MILLIS;
    return new Known(instruments.at(place).token(), shown.state(), isFed);
  }

  private void set(int place, TickState state) {
    book.restore(place, state);
    show(place, state);
  }

  /** What is known; null: no tick has come. */
  public @Nullable TickState state(int place) {
    Shown shown = shown(place);
    return shown == null ? null : shown.state();
  }

  /** How many ticks have come. */
  public long ticks() {
    return ticks.sum();
  }

  @Nullable Shown shown(int place) {
    return places.get(place);
  }

  private void put(Arrival arrival) {
    show(arrival.place(), book.apply(arrival));
    ticks.increment();
  }

  private void show(int place, TickState state) {
    places.setRelease(place, new Shown(instruments.at(place).token(), state));
  }

  private void makeRoom(int size) {
    AtomicReferenceArray<@Nullable Shown> known = places;
    if (size > known.length()) {
      int room = Math.max(size, known.length() * 2);
      AtomicReferenceArray<@Nullable Shown> larger = new AtomicReferenceArray<>(room);
      for (int place = 0; place < known.length(); place++) {
        larger.setPlain(place, known.getPlain(place));
      }
      places = larger;
      fedAtMillis = Arrays.copyOf(fedAtMillis, room);
    }
  }
}
