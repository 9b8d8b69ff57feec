package dev.carillon.core.bus;

import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.cluster.NodeListener;
import dev.carillon.core.topic.TopicPattern;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
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
  private static final int STRIPES = 64;
  private static final long TAIL_CHECK_MILLIS = 2_000;

  private final Cluster cluster;
  private final LongSupplier nowMillis;
  private final Settings settings;
  private final BusLock lock = new BusLock();
  private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];
  private final PartitionInterest interest;
  private final Origins origins = new Origins();
  private final Lane lane;
  private final LogReader reader;
  private final Appender appender;
  private final AtomicLong unreadable = new AtomicLong();
  private final AtomicLong gaps = new AtomicLong();
  private volatile @Nullable BusListener listener;

  /** Whether something waits in the lane, for those who look without the lock. */
  private volatile boolean waiting;

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
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new ReentrantLock();
    }
    interest = new PartitionInterest(cluster);
    lane = new Lane(settings.maxLaneBytes(), new Handing());
    reader = new LogReader(log, lock, blocking, new Records());
    appender = new Appender(log, lock, reader::head, lane::unheard);
    log.listen(reader::onEntry);
    cluster.listen((NodeListener) reader::suspect);
    cluster.listenToPartitions((_, note) -> {
      if (!reader.onNote(note)) {
        heard(note);
      }
    });
  }

  @Override
  public void listen(BusListener listener) {
    if (this.listener != null) {
      throw new IllegalStateException("a bus has one listener");
    }
    this.listener = listener;
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
      if (closed || !lane.hasRoomFor(bytes)) {
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

  /** What waits is handed on meanwhile, or this waits behind it. */
  private void publishBehind(Publication publication, Consumer<Receipt> receipt) {
    byte[] bytes = Envelope.encode(publication);
    LaneItem item = new LaneItem(publication, 0, bytes, nowMillis.getAsLong(), receipt);
    if (lane.isClear()) {
      handOn(publication);
      item.tell(new Receipt.Published(null), lock);
    } else if (lane.hasRoomFor(bytes)) {
      lane.add(item);
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
    return lock.in(lane::hasUnplaced);
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
    return unreadable.get();
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

  /** Records that have a place which the line has passed were in a gap. */
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
      lane.giveUpFirst();
      waiting = !lane.isClear();
    }
  }

  /** Hands on what is not logged, here and to the other nodes. */
  private void handOn(Publication publication) {
    byte[] note = Envelope.encode(publication);
    int partition = Envelope.partition(publication.topic());
    inStripe(
        publication,
        () -> {
          listener().onEvent(new Event(publication, null));
          cluster.post(partition, note);
        });
  }

  private void heard(byte[] note) {
    Publication publication = Envelope.decode(note);
    if (publication == null) {
      unreadable.incrementAndGet();
    } else {
      inStripe(publication, () -> listener().onEvent(new Event(publication, null)));
    }
  }

  private void inStripe(Publication publication, Runnable section) {
    ReentrantLock stripe = stripes[Envelope.partition(publication.topic()) % STRIPES];
    stripe.lock();
    try {
      section.run();
    } finally {
      stripe.unlock();
    }
  }

  private BusListener listener() {
    BusListener known = listener;
    if (known == null) {
      throw new IllegalStateException("nobody listens to this bus yet");
    }
    return known;
  }

  /** What leaves the lane. In the lock. */
  private final class Handing implements Lane.Hands {
    @Override
    public void handOn(LaneItem item, @Nullable Offset offset) {
      if (item.isLogged()) {
        listener().onEvent(new Event(item.publication, offset));
      } else {
        ClusterBus.this.handOn(item.publication);
        item.tell(new Receipt.Published(null), lock);
      }
    }

    @Override
    public void keep(LaneItem item, Offset offset) {
      listener().onKept(new Event(item.publication, offset));
    }
  }

  /** The line of records without gaps. In the lock. */
  private final class Records implements LogReader.Taker {
    @Override
    public boolean isReady() {
      return listener != null;
    }

    @Override
    public void take(SharedLog.Entry entry) {
      if (entry.origin().equals(cluster.self())) {
        takeOwn(entry);
      } else {
        Publication publication = publicationOf(entry);
        if (origins.isNew(entry.origin(), entry.number()) && publication != null) {
          listener().onEvent(new Event(publication, entry.offset()));
        } else {
          keep(publication, entry);
        }
      }
    }

    private void takeOwn(SharedLog.Entry entry) {
      LaneItem item = lane.heard(entry.number(), entry.offset());
      waiting = !lane.isClear();
      if (item == null) {
        keep(publicationOf(entry), entry);
        return;
      }
      item.tell(new Receipt.Published(entry.offset()), lock);
    }

    @Override
    public void takeOld(SharedLog.Entry entry) {
      if (entry.origin().equals(cluster.self())) {
        takeOwn(entry);
      } else {
        origins.isNew(entry.origin(), entry.number());
        keep(publicationOf(entry), entry);
      }
    }

    private void keep(@Nullable Publication publication, SharedLog.Entry entry) {
      if (publication != null) {
        listener().onKept(new Event(publication, entry.offset()));
      }
    }

    private @Nullable Publication publicationOf(SharedLog.Entry entry) {
      Publication publication = Envelope.decode(entry.bytes());
      if (publication == null) {
        unreadable.incrementAndGet();
      }
      return publication;
    }

    @Override
    public void gap(Offset place) {
      gaps.incrementAndGet();
      BusListener known = listener;
      if (known != null) {
        known.onGap(place);
      }
    }

    @Override
    public void takeNote(byte[] note) {
      heard(note);
    }
  }
}
