package dev.carillon.core.hub;

import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.topic.TopicIndex;
import dev.carillon.core.topic.TopicPattern;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** That one subscriber hears one pattern. Made by {@link Shard#subscribe}; confined to its loop. */
public final class Subscription extends TopicIndex.Entry {
  private final Subscriber subscriber;
  private final Encoder encoder;
  private final Delivery delivery;
  private final @Nullable Predicate<Publication> filter;
  private final @Nullable Runnable onResync;
  private final @Nullable Consumer<Offset> onGap;

  /** Logged events up to this one were published before it; they are not delivered live. */
  private long fromSequence;

  private long epoch;

  Subscription(Subscriber subscriber, TopicPattern pattern, Options options, Offset from) {
    super(pattern);
    this.subscriber = subscriber;
    this.encoder = options.encoder();
    this.delivery = options.delivery();
    this.filter = options.filter();
    this.onResync = options.onResync();
    this.onGap = options.onGap();
    this.fromSequence = from.sequence();
    this.epoch = from.epoch();
  }

  /**
   * How a subscription wants its events.
   *
   * @param encoder makes the frames
   * @param delivery what may be missed
   * @param filter what of the pattern's topics is delivered; null: all. Asked once per event
   * @param onResync for {@link Delivery#RESYNC}: sends a fresh snapshot; runs on the loop
   * @param onGap for those who can recover: logged events were lost for this node, so that this
   *     subscription may have missed some. Told the place that all which comes next is after; runs
   *     on the loop, in line with what is delivered
   */
  public record Options(
      Encoder encoder,
      Delivery delivery,
      @Nullable Predicate<Publication> filter,
      @Nullable Runnable onResync,
      @Nullable Consumer<Offset> onGap) {

    /** Of one that hears of no gap. */
    public Options(
        Encoder encoder,
        Delivery delivery,
        @Nullable Predicate<Publication> filter,
        @Nullable Runnable onResync) {
      this(encoder, delivery, filter, onResync, null);
    }

    /** Everything, to the last. */
    public static Options all(Encoder encoder) {
      return new Options(encoder, Delivery.ALL, null, null);
    }
  }

  Subscriber subscriber() {
    return subscriber;
  }

  public Encoder encoder() {
    return encoder;
  }

  Delivery delivery() {
    return delivery;
  }

  /** Whether it has a filter, so that it may not get all of its topics' events. */
  public boolean isFiltered() {
    return filter != null;
  }

  /** Asks for a fresh snapshot after {@link Delivery#RESYNC} left something out. */
  public void resync() {
    if (onResync != null) {
      onResync.run();
    }
  }

  /** The place that all logged events which it delivers are after. */
  public Offset from() {
    return new Offset(epoch, fromSequence);
  }

  /** What comes next is after {@code place}; all before it has come or never will. */
  void goOnFrom(Offset place) {
    if (epoch == place.epoch() && fromSequence >= place.sequence()) {
      return;
    }
    epoch = place.epoch();
    fromSequence = place.sequence();
    if (onGap != null) {
      onGap.accept(place);
    }
  }

  /**
   * Whether {@code event}, a logged one, is or was delivered live by this subscription; a replay to
   * the same subscriber leaves it out then.
   */
  public boolean covers(Event event) {
    return event.sequence() > fromSequence
        && pattern().matches(event.publication().topic())
        && accepts(event);
  }

  /** Whether it takes every event of its topics from sequence {@code first} on, unseen. */
  boolean takesAllFrom(long first) {
    return filter == null && first > fromSequence;
  }

  boolean accepts(Event event) {
    long sequence = event.sequence();
    return (sequence == 0 || sequence > fromSequence) && wants(event.publication());
  }

  /** Whether its filter lets {@code publication} pass. */
  boolean wants(Publication publication) {
    return filter == null || filter.test(publication);
  }
}
