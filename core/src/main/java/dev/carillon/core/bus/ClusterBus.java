package dev.carillon.core.bus;

import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.cluster.NodeListener;
import dev.carillon.core.topic.TopicPattern;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bus between the nodes of a cluster.
 *
 * <p>What is logged goes to the {@link SharedLog}, and every node, the publisher's included, hands
 * it on when it comes back from there: so all see one order. What is not logged is handed on here
 * at once and to the other nodes as a note, at most once; but it waits for what this node logged
 * before it, so that what one thread publishes is heard in its order, on every node.
 *
 * <p>While the log is out of reach, logged publications are handed on here after a while without an
 * offset, if so set, and are put into the log later, in their order; what comes back of them then
 * is only kept.
 *
 * <p>To be made before the cluster is started, and driven by {@link #tick} from then on.
 */
public final class ClusterBus implements Bus {
  private static final long TAIL_CHECK_MILLIS = 2_000;
  private static final long MAX_LEAD = 10_000;

  /** Longer than what is handed on waits for its event loop. */
  private static final long LINGER_MILLIS = 1_000;

  private final Cluster cluster;
  private final LongSupplier nowMillis;
  private final Settings settings;
  private final BusLock lock = new BusLock();
  private final Listening listening = new Listening();
  private final PartitionInterest interest;
  private final Origins origins = new Origins();
  private final Lane lane;
  private final LogReader reader;
  private final Appender appender;
  private final AtomicLong gaps = new AtomicLong();

  /** Whether something waits in the lane, for those who look without the lock. */
  private volatile boolean waiting;

  /** When a logged publication was last handed on without its offset. */
  private long handedOnBare = -LINGER_MILLIS;

  private boolean closed;
  private long nextTailCheck;

  /**
   * What a bus does while the log is out of reach.
   *
   * @param handOnAfterMillis how long a logged publication waits for its place before this node's
   *     subscribers get it without; negative: until it has one
   * @param maxLaneBytes how much may wait; what is more is lost, and its publisher told
   */
  public record Settings(long handOnAfterMillis, long maxLaneBytes) {
    /** A second, and 16 MB. */
    public static final Settings USUAL = new Settings(1_000, 16L << 20);
  }

  /**
   * @param log of this cluster
   * @param blocking runs what waits for the log, one task after the other or several at a time
   * @param nowMillis only differences count
   */
  public ClusterBus(
      Cluster cluster,
      SharedLog log,
      Executor blocking,
      LongSupplier nowMillis,
      Settings settings) {
    this.cluster = cluster;
    this.nowMillis = nowMillis;
    this.settings = settings;
    interest = new PartitionInterest(cluster, nowMillis);
    lane = new Lane(settings.maxLaneBytes(), lock, new Handing());
    reader = new LogReader(log, lock, blocking, new Records());
    appender = new Appender(cluster.self(), log, lock, reader, lane);
    log.listen(reader::onEntry);
    cluster.listen((NodeListener) reader::suspect);
    cluster.listenToPartitions((_, note) -> {
      if (!reader.onNote(note)) {
        listening.handOnNote(note);
      }
    });
  }

  @Override
  public void listen(BusListener listener) {
    listening.begin(listener);
  }

  @Override
  public void publish(Publication publication, boolean logged, Consumer<Receipt> receipt) {
    if (logged) {
      publishLogged(publication, receipt);
    } else if (waiting) {
      lock.run(() -> publishBehind(publication, receipt));
    } else {
      handOn(publication);
      receipt.accept(new Receipt.Published(null));
    }
  }

  private void publishLogged(Publication publication, Consumer<Receipt> receipt) {
    byte[] bytes = Envelope.encode(publication);
    lock.run(() -> {
      if (closed || !lane.hasRoomFor(bytes.length)) {
        lose(receipt);
        return;
      }
      long number = appender.nextNumber();
      LaneItem item = new LaneItem(publication, number, bytes, nowMillis.getAsLong(), receipt);
      lane.add(item);
      waiting = true;
      appender.append(item);
      handOnLate();
    });
  }

  /**
   * What waits was handed on meanwhile, or this waits behind it; but only here: to the other nodes
   * it follows what was appended before it anyhow.
   */
  private void publishBehind(Publication publication, Consumer<Receipt> receipt) {
    int partition = Envelope.partition(publication.topic());
    if (lane.isClear()) {
      handOn(publication);
      lock.afterwards(() -> receipt.accept(new Receipt.Published(null)));
    } else if (lane.hasRoomFor(Envelope.sizeOf(publication))) {
      lane.add(LaneItem.unlogged(publication, nowMillis.getAsLong(), receipt));
      if (cluster.wants(partition)) {
        appender.hurry();
        cluster.post(partition, Envelope.encode(publication));
      }
    } else {
      lose(receipt);
    }
  }

  private void lose(Consumer<Receipt> receipt) {
    String why = closed ? "the bus is closed" : "too much waits for the log";
    lock.afterwards(() -> receipt.accept(new Receipt.Lost(why)));
  }

  @Override
  public <T> T quiesced(Supplier<T> section) {
    return lock.in(section);
  }

  @Override
  public Offset head() {
    return reader.head();
  }

  @Override
  public boolean hasUnplaced() {
    return lock.in(
        () -> lane.hasUnplaced() || nowMillis.getAsLong() - handedOnBare < LINGER_MILLIS);
  }

  /** A place much further than nodes are apart is not believed. */
  @Override
  public boolean isBehind(Offset place) {
    Offset head = head();
    return place.epoch() == head.epoch()
        && place.sequence() > head.sequence()
        && place.sequence() - head.sequence() <= MAX_LEAD;
  }

  @Override
  public void whenNewest(Runnable then) {
    reader.whenNewest(then);
  }

  @Override
  public boolean isOpen(TopicPattern pattern, Runnable then) {
    return interest.isOpen(pattern, then);
  }

  @Override
  public void subscribed(TopicPattern pattern) {
    interest.raise(pattern);
  }

  @Override
  public void unsubscribed(TopicPattern pattern) {
    interest.lower(pattern);
  }

  /** Whether the cluster can be reached and the log was found. */
  @Override
  public boolean healthy() {
    return cluster.healthy() && reader.hasBegun();
  }

  /**
   * Does what is due: tries again what did not go well, hands on what waited too long, and looks
   * whether the log has come further than was heard. To be called several times a second, by one
   * thread.
   */
  public void tick() {
    reader.retry();
    interest.tick();
    lock.run(() -> {
      handOnLate();
      giveUpPassed();
      if (cluster.healthy()) {
        appender.resume();
      }
    });
    if (nowMillis.getAsLong() >= nextTailCheck) {
      nextTailCheck = nowMillis.getAsLong() + TAIL_CHECK_MILLIS;
      reader.checkTail();
      interest.settle();
    }
  }

  /** Whether all that this node published was heard back. For tests. */
  boolean isSettled() {
    return lock.in(() -> lane.isClear() && lane.firstUnheard() == null);
  }

  /** How many publications of other nodes could not be read: they speak another version. */
  public long unreadable() {
    return listening.unreadable();
  }

  /** How often records were lost for this node, its start included. */
  public long gaps() {
    return gaps.get();
  }

  /** How many publications of other nodes were dropped because too much had to wait. */
  public long leftOut() {
    return lock.in(reader::notesLeftOut);
  }

  /** What waits for the log is lost. The cluster is closed by its owner, before. */
  @Override
  public void close() {
    lock.run(() -> {
      closed = true;
      appender.stop();
      lane.clear().forEach(item -> item.tell(new Receipt.Lost("the bus is closed"), lock));
      waiting = false;
    });
  }

  private void handOnLate() {
    if (settings.handOnAfterMillis() >= 0) {
      lane.handOnOlderThan(nowMillis.getAsLong() - settings.handOnAfterMillis());
      waiting = !lane.isClear();
    }
  }

  /** Records that have a place which the line has passed were in a gap, or the log lost them. */
  private void giveUpPassed() {
    Offset head = reader.head();
    for (LaneItem first = lane.firstUnheard(); first != null; first = lane.firstUnheard()) {
      Offset place = first.place;
      if (place == null) {
        return;
      }
      if (place.epoch() > head.epoch()) {
        reader.suspect();
        return;
      }
      if (place.epoch() == head.epoch() && place.sequence() > head.sequence()) {
        return;
      }
      if (place.epoch() < head.epoch() && !first.again) {
        appender.again(first);
        return;
      }
      lane.giveUpFirst();
      waiting = !lane.isClear();
    }
  }

  /** Hands on what is not logged, here and to the other nodes. */
  private void handOn(Publication publication) {
    int partition = Envelope.partition(publication.topic());
    if (cluster.wants(partition)) {
      byte[] note = Envelope.encode(publication);
      listening.handOn(publication, () -> cluster.post(partition, note));
    } else {
      listening.handOn(publication);
    }
  }

  /** What leaves the lane. In the lock. */
  private final class Handing implements Lane.Hands {
    @Override
    public void handOn(LaneItem item, @Nullable Offset offset) {
      if (item.isLogged()) {
        handedOnBare = offset == null ? nowMillis.getAsLong() : handedOnBare;
        listening.listener().onEvent(new Event(item.publication, offset));
      } else {
        listening.handOn(item.publication);
        item.tell(new Receipt.Published(null), lock);
      }
    }

    @Override
    public void keep(LaneItem item, Offset offset) {
      listening.listener().onKept(new Event(item.publication, offset));
    }
  }

  /** The line of records without gaps. In the lock. */
  private final class Records implements LogReader.Taker {
    @Override
    public boolean isReady() {
      return listening.hasBegun();
    }

    @Override
    public void take(SharedLog.Entry entry) {
      if (entry.origin().equals(cluster.self())) {
        takeOwn(entry);
      } else {
        Publication publication = listening.read(entry.bytes());
        if (origins.isNew(entry.origin(), entry.number()) && publication != null) {
          listening.listener().onEvent(new Event(publication, entry.offset()));
        } else {
          keep(publication, entry);
        }
      }
    }

    private void takeOwn(SharedLog.Entry entry) {
      appender.hasPlace(entry.number(), entry.offset());
      boolean found = lane.heard(entry.number(), entry.offset(), true);
      waiting = !lane.isClear();
      if (!found) {
        keep(listening.read(entry.bytes()), entry);
      }
    }

    @Override
    public void takeOld(SharedLog.Entry entry) {
      if (entry.origin().equals(cluster.self())) {
        lane.heard(entry.number(), entry.offset(), false);
        waiting = !lane.isClear();
      }
      origins.isNew(entry.origin(), entry.number());
      keep(listening.read(entry.bytes()), entry);
    }

    private void keep(@Nullable Publication publication, SharedLog.Entry entry) {
      if (publication != null) {
        listening.listener().onKept(new Event(publication, entry.offset()));
      }
    }

    @Override
    public void gap(Offset place, Offset old) {
      gaps.incrementAndGet();
      if (listening.hasBegun()) {
        listening.listener().onGap(place, old);
      }
    }

    @Override
    public SharedLog.@Nullable Entry newestOwn() {
      return appender.newest();
    }

    @Override
    public boolean isRefused() {
      return appender.isRefused();
    }

    @Override
    public void takeNote(byte[] note) {
      listening.handOnNote(note);
    }
  }
}
