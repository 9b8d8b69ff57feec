package dev.carillon.api.ticks;

import dev.carillon.ticks.Arrival;
import dev.carillon.ticks.Instrument;
import dev.carillon.ticks.Instruments;
import dev.carillon.ticks.TickBook;
import dev.carillon.ticks.TickState;
import dev.carillon.ticks.TradingDay;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
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
        book.restore(place, known);
        show(place, known);
      }
    } finally {
      writing.unlock();
    }
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
