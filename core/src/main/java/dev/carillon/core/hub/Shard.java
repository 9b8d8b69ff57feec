package dev.carillon.core.hub;

import dev.carillon.core.bus.Bus;
import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.topic.TopicIndex;
import dev.carillon.core.topic.TopicPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subscriptions of one event loop, and the queue of what is to be delivered to them. Confined
 * to that loop but for {@link #tell} and {@link #run}.
 *
 * <p>Events gather while the loop reads its sockets; one turn at the end of the loop's pass
 * delivers them all. Nothing waits for a timer: a batch is what came in while the last one was
 * sent.
 */
public final class Shard {
  /** Lets the loop read its sockets in between, so that a flood can't starve them. */
  private static final int MAX_EVENTS_A_TURN = 1_024;

  /** A replay may not be larger than what a client could have missed in a normal absence. */
  private static final int MAX_REPLAY = 1_000;

  private static final Logger log = LoggerFactory.getLogger(Shard.class);

  private final Loop loop;
  private final Bus bus;
  private final History history;
  private final HubListener listener;
  private final TopicIndex<Subscription> index = new TopicIndex<>();
  private final ShardInterest interest = new ShardInterest();
  private final Turn turn;

  /** Events, and tasks between them. */
  private final MpscUnboundedArrayQueue<Object> queue = new MpscUnboundedArrayQueue<>(1_024);

  /** Tasks in the queue, and the one that runs: what follows them may be wanted because of them. */
  private final AtomicInteger tasks = new AtomicInteger();

  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final Runnable deliver = this::deliver;
  private final List<Subscription> endedMeanwhile = new ArrayList<>();
  private boolean delivering;

  /** The id of the thread whose events wake the loop only when it says so; 0: none. */
  private volatile long holder;

  Shard(Loop loop, Bus bus, History history, HubListener listener) {
    this.loop = loop;
    this.bus = bus;
    this.history = history;
    this.listener = listener;
    this.turn = new Turn(loop, index);
  }

  /**
   * What {@link #recover} found.
   *
   * @param subscription is live already: send its acknowledgement, then {@code missed}
   * @param recovered whether {@code missed} is all that came after the given offset
   * @param missed in their order; empty unless recovered
   */
  public record Recovery(Subscription subscription, boolean recovered, List<Event> missed) {
    public Recovery {
      missed = List.copyOf(missed);
    }
  }

  /**
   * Subscribes. What is published from now on is delivered from the loop's next turn on: an
   * acknowledgement sent before this turn ends precedes it.
   */
  public Subscription subscribe(
      Subscriber subscriber, TopicPattern pattern, Subscription.Options options) {
    return add(new Subscription(subscriber, pattern, options, bus.head()));
  }

  /**
   * Subscribes, and reads from the history what came after {@code since}: no event is in both the
   * replay and the live stream, and none in neither. Of a client that comes from a node that was
   * quicker, the live stream begins where that one left off.
   *
   * @param nowMillis for the history's ages, milliseconds since 1970
   */
  public Recovery recover(
      Subscriber subscriber,
      TopicPattern pattern,
      Subscription.Options options,
      Offset since,
      long nowMillis) {
    return bus.quiesced(() -> {
      Offset head = bus.head();
      boolean ahead = bus.isBehind(since);
      Optional<List<Event>> missed = Optional.empty();
      if (!bus.hasUnplaced()) {
        missed =
            ahead
                ? Optional.of(List.of())
                : history.after(pattern, since, head, MAX_REPLAY, nowMillis);
      }
      Subscription subscription =
          new Subscription(subscriber, pattern, options, ahead ? since : head);
      List<Event> readable =
          missed.orElse(List.of()).stream()
              .filter(event -> subscription.wants(event.publication()))
              .toList();
      return new Recovery(add(subscription), missed.isPresent(), readable);
    });
  }

  /** Unsubscribes; nothing is delivered by it any more. */
  public void unsubscribe(Subscription subscription) {
    if (delivering) {
      endedMeanwhile.add(subscription);
    } else {
      remove(subscription);
    }
  }

  private void remove(Subscription subscription) {
    if (index.remove(subscription)) {
      interest.remove(subscription.pattern());
      bus.unsubscribed(subscription.pattern());
    }
  }

  /** How many subscriptions it holds. */
  public int size() {
    return index.size();
  }

  /**
   * Delivers to the subscribers of this loop alone, past the bus and the history, in line with what
   * is published: of what one thread tells and publishes, each subscriber gets all in that order.
   * Any thread; does not block.
   */
  public void tell(Publication publication) {
    offer(new Event(publication, null));
  }

  /**
   * Runs a task on the loop, in line with what is published: what this thread told and published
   * before has been delivered then, and nothing of what it does next. So a subscription that the
   * task ends hears nothing of the latter. Any thread; does not block.
   */
  public void run(Runnable task) {
    tasks.incrementAndGet();
    enqueue(task);
  }

  /** Hands over an event for the next turn, unless nobody here wants it. Any thread. */
  void offer(Event event) {
    if (interest.mayWant(event.publication().topic()) || tasks.get() > 0) {
      enqueue(event);
    }
  }

  /** Logged events were lost for this node: tells the subscriptions, in line with the events. */
  void gap(Offset place) {
    run(() -> {
      List<Subscription> all = new ArrayList<>(index.size());
      index.forEach(all::add);
      all.forEach(subscription -> subscription.goOnFrom(place));
    });
  }

  /** As {@link Hub#hold}. */
  void hold() {
    holder = Thread.currentThread().threadId();
  }

  /** As {@link Hub#release}. */
  void release() {
    if (holder == Thread.currentThread().threadId()) {
      holder = 0;
      if (!queue.isEmpty()) {
        schedule();
      }
    }
  }

  private void enqueue(Object eventOrTask) {
    queue.offer(eventOrTask);
    if (holder != Thread.currentThread().threadId()) {
      schedule();
    }
  }

  private void schedule() {
    if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
      loop.execute(deliver);
    }
  }

  /** How many events wait for their turn. Any thread. */
  int backlog() {
    return queue.size();
  }

  private Subscription add(Subscription subscription) {
    index.add(subscription);
    interest.add(subscription.pattern());
    bus.subscribed(subscription.pattern());
    return subscription;
  }

  private void deliver() {
    // Before the queue is read: an offer that comes now schedules another turn.
    scheduled.set(false);
    int taken = 0;
    while (taken < MAX_EVENTS_A_TURN) {
      long start = System.nanoTime();
      int events = 0;
      Object next = queue.poll();
      while (next instanceof Event event) {
        turn.add(event);
        events++;
        next = taken + events < MAX_EVENTS_A_TURN ? queue.poll() : null;
      }
      if (events > 0) {
        long deliveries = deliverTurn();
        listener.turn(events, deliveries, System.nanoTime() - start);
      }
      if (!(next instanceof Runnable task)) {
        break;
      }
      runTask(task);
      taken += events + 1;
    }
    if (!queue.isEmpty()) {
      schedule();
    }
  }

  private void runTask(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException bug) {
      log.error("A task between two turns of shard {} failed", loop.index(), bug);
    } finally {
      tasks.decrementAndGet();
    }
  }

  private long deliverTurn() {
    delivering = true;
    try {
      return turn.deliver();
    } catch (RuntimeException e) {
      // A bug in an encoder or filter costs this turn, not the loop and its connections.
      log.error("A turn of shard {} failed; its events are lost", loop.index(), e);
      turn.abandon();
      return 0;
    } finally {
      delivering = false;
      endedMeanwhile.forEach(this::remove);
      endedMeanwhile.clear();
    }
  }
}
