package dev.carillon.api.ticks;

import dev.carillon.api.ticks.TickBoard.Known;
import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.cluster.NodeListener;
import dev.carillon.core.cluster.NoteReader;
import dev.carillon.core.cluster.NoteWriter;
import dev.carillon.ticks.Instrument;
import dev.carillon.ticks.TickState;
import dev.carillon.ticks.TickStates;
import dev.carillon.ticks.TickStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of each instrument, between nodes: what changed here goes to the others, the newest
 * of each instrument once a turn, and theirs is taken where it is newer. Who is new, or may have
 * missed something, asks the others for all that they know. Any thread.
 *
 * <p>What instruments there are is in the store; that there are more is told, and then all look.
 *
 * <p>To be made before the cluster is started, and driven by {@link #turn} from then on.
 */
public final class TickRelay {
  private static final Logger LOG = LoggerFactory.getLogger(TickRelay.class);
  private static final String STATES = "ticks";
  private static final String ASK = "ticks.ask";
  private static final String ASK_ME = "ticks.ask-me";
  private static final String INSTRUMENTS = "ticks.instruments";
  private static final byte[] NOTHING = {};
  private static final int VERSION = 1;
  private static final int MAX_STATES = 250;

  /** Answers are long: nobody is asked more often, nor the store. */
  private static final long PAUSE_MILLIS = 1_000;

  /** Whoever waits for answers looks so often whether to ask again. */
  private static final long ASK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final TickBoard board;
  private final TickStore store;
  private final Cluster cluster;
  private final Executor blocking;
  private final LongSupplier nowMillis;
  private final LongAdder told = new LongAdder();
  private final LongAdder heard = new LongAdder();

  /** Whether there may be more instruments, and whether somebody looks. */
  private final AtomicBoolean wanted = new AtomicBoolean();

  private final AtomicBoolean looking = new AtomicBoolean();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition heardOut = lock.newCondition();
  private final Set<String> toAsk = new HashSet<>();

  /** Who was there when this node came, and has not told all yet. */
  private final Set<String> awaited = new HashSet<>();

  /** Whether the others are heard. */
  private boolean begun;

  /** Whether the others may not have heard what this node told. */
  private boolean unheard;

  private long askedAtMillis;
  private long lookedAtMillis;

  /**
   * @param store which all nodes share
   * @param blocking runs what waits for the store, and long answers
   * @param nowMillis only differences count
   */
  public TickRelay(
      TickBoard board,
      TickStore store,
      Cluster cluster,
      Executor blocking,
      LongSupplier nowMillis) {
    this.board = board;
    this.store = store;
    this.cluster = cluster;
    this.blocking = blocking;
    this.nowMillis = nowMillis;
    this.askedAtMillis = nowMillis.getAsLong() - PAUSE_MILLIS;
    this.lookedAtMillis = askedAtMillis;
    cluster.listen(new Nodes());
    cluster.listen(STATES, (from, note) -> hear(from, note));
    cluster.listen(ASK, (from, _) -> blocking.execute(() -> answer(from)));
    cluster.listen(ASK_ME, (from, _) -> askSoon(Set.of(from)));
    cluster.listen(INSTRUMENTS, (_, _) -> look());
  }

  /** Tells what changed since the last turn. To be called several times a second, by one thread. */
  public void turn() {
    lookIfWanted();
    List<Known> changed = board.takeChanged();
    if (!cluster.others().isEmpty()) {
      pages(changed).forEach(page -> cluster.post(STATES, page));
      told.add(changed.size());
      ask();
    }
  }

  /**
   * Waits until those that were there when this node came have told what they know. To be called
   * before {@link #turn}, once the cluster has started. Blocks.
   *
   * @return false: some have not, in this time
   */
  public boolean catchUp(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    lock.lock();
    try {
      while (!isCaughtUp() && System.nanoTime() < end) {
        ask();
        heardOut.awaitNanos(ASK_NANOS);
      }
      return isCaughtUp();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Whether this node knows what was known before it came. */
  boolean isCaughtUp() {
    lock.lock();
    try {
      return begun && awaited.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private void toldAll(String node) {
    lock.lock();
    try {
      awaited.remove(node);
      heardOut.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void lookIfWanted() {
    long now = nowMillis.getAsLong();
    if (wanted.get()
        && now - lookedAtMillis >= PAUSE_MILLIS
        && looking.compareAndSet(false, true)) {
      lookedAtMillis = now;
      wanted.set(false);
      blocking.execute(this::lookAround);
    }
  }

  /** Instruments were kept in the store: the other nodes are to look there. */
  public void defined() {
    cluster.post(INSTRUMENTS, NOTHING);
  }

  /** How many changes were told to the other nodes. */
  public long told() {
    return told.sum();
  }

  /** How many of theirs came in. */
  public long heard() {
    return heard.sum();
  }

  private void ask() {
    Set<String> nodes;
    lock.lock();
    try {
      if (!begun
          || (toAsk.isEmpty() && !unheard)
          || nowMillis.getAsLong() - askedAtMillis < PAUSE_MILLIS
          || !cluster.healthy()) {
        return;
      }
      askedAtMillis = nowMillis.getAsLong();
      nodes = Set.copyOf(toAsk);
      toAsk.clear();
      if (unheard) {
        unheard = false;
        cluster.post(ASK_ME, NOTHING);
      }
    } finally {
      lock.unlock();
    }
    nodes.forEach(node -> cluster.send(node, ASK, NOTHING));
  }

  /** All pages, and an empty one behind them: that was all. */
  private void answer(String node) {
    pages(board.all()).forEach(page -> cluster.send(node, STATES, page));
    cluster.send(node, STATES, encode(List.of()));
  }

  private static List<byte[]> pages(List<Known> all) {
    int pages = Math.ceilDiv(all.size(), MAX_STATES);
    return IntStream.range(0, pages)
        .mapToObj(page ->
            encode(all.subList(page * MAX_STATES, Math.min(all.size(), (page + 1) * MAX_STATES))))
        .toList();
  }

  private static byte[] encode(List<Known> states) {
    NoteWriter note = new NoteWriter(200 * states.size() + 8).putByte(VERSION);
    note.putNumber(states.size());
    for (Known one : states) {
      note.putText(one.token()).putByte(one.isFed() ? 1 : 0);
      note.putBytes(TickStates.encode(one.state()));
    }
    return note.toBytes();
  }

  private void hear(String from, byte[] bytes) {
    try {
      NoteReader note = new NoteReader(bytes);
      if (note.takeByte() != VERSION) {
        return;
      }
      boolean known = true;
      int count = note.takeLength();
      if (count == 0) {
        toldAll(from);
      }
      for (int left = count; left > 0; left--) {
        String token = note.takeText();
        boolean isFed = note.takeByte() == 1;
        known &= take(token, TickStates.decode(note.takeBytes()), isFed);
      }
      if (!known) {
        look();
        askSoon(Set.of(from));
      }
    } catch (IllegalArgumentException e) {
      LOG.warn("A note of node {} about ticks can't be read", from, e);
    }
  }

  private boolean take(String token, TickState state, boolean isFed) {
    OptionalInt place = board.instruments().place(token);
    place.ifPresent(known -> board.take(known, state, isFed));
    heard.increment();
    return place.isPresent();
  }

  private void askSoon(Collection<String> nodes) {
    lock.lock();
    try {
      toAsk.addAll(nodes);
    } finally {
      lock.unlock();
    }
  }

  private void look() {
    wanted.set(true);
  }

  private void lookAround() {
    try {
      board.add(store.instruments().stream().filter(one -> !isKnown(one)).toList());
    } catch (IOException e) {
      LOG.warn("the instruments can't be read now: {}", e.getMessage());
      wanted.set(true);
    } finally {
      looking.set(false);
    }
  }

  private boolean isKnown(Instrument one) {
    OptionalInt place = board.instruments().place(one.token());
    return place.isPresent() && board.instruments().at(place.getAsInt()).equals(one);
  }

  /** The nodes come and go. */
  private final class Nodes implements NodeListener {
    @Override
    public void joined(String node) {
      askSoon(Set.of(node));
    }

    @Override
    public void left(String node) {
      toldAll(node);
    }

    @Override
    public void missed() {
      look();
      Set<String> others = cluster.others();
      askSoon(others);
      lock.lock();
      try {
        unheard = true;
        if (!begun) {
          begun = true;
          awaited.addAll(others);
          heardOut.signalAll();
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
