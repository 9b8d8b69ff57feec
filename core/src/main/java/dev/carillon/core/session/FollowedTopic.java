package dev.carillon.core.session;

import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Offset;
import dev.carillon.core.hub.Interest;
import dev.carillon.core.hub.Shard;
import dev.carillon.core.hub.Subscription;
import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicPattern;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A topic that a connection hears from how things stood at one moment on. Confined to the
 * connection's loop.
 *
 * <p>It begins without a gap and without anything twice: the interest is raised, so that there are
 * events to hear; the owner of the state is asked how it stands and what the head of the hub's log
 * is; then the hub is subscribed to from that head on, and the listener is given in one go how
 * things stood and what came since. If too much came since, the owner is asked again.
 *
 * @param <S> how things stood
 */
public final class FollowedTopic<S> {
  private final Session session;
  private final Place place;
  private final Subscription.Options options;
  private final Listener<S> listener;
  private @Nullable Subscription subscription;

  /** Which of its beginnings is meant: one that was overtaken by another does not count. */
  private int beginning;

  private boolean ended;

  /**
   * Where it is heard.
   *
   * @param shard of the session's loop
   * @param interest is raised until the end
   * @param nowMillis milliseconds since 1970
   */
  public record Place(Shard shard, Topic topic, Interest interest, LongSupplier nowMillis) {}

  /**
   * How things stood.
   *
   * @param head what is published after this follows on the state
   */
  public record Standing<S>(Offset head, S state) {}

  /** Who owns the state. */
  @FunctionalInterface
  public interface Source<S> {
    /**
     * Asks how it stands.
     *
     * @param answer may be called on any thread, once; the head is to be read before the state
     * @return false: it can't be asked now, and the answer is never called
     */
    boolean ask(Consumer<Standing<S>> answer);
  }

  /** Who hears it. On the loop. */
  public interface Listener<S> {
    /** It is live from now on: acknowledge, then send the state, then what was missed since. */
    void begun(S state, List<Event> missed);

    /** The owner of the state can't be asked now; nothing is heard. */
    void failed();
  }

  /** Raises the interest; nothing is heard before {@link #begin}. */
  public FollowedTopic(
      Session session, Place place, Subscription.Options options, Listener<S> listener) {
    this.session = session;
    this.place = place;
    this.options = options;
    this.listener = listener;
    place.interest().raise(place.topic());
  }

  /** Whether it is not heard: the owner of the state has not answered yet. */
  public boolean isPending() {
    return subscription == null;
  }

  /** Begins, or begins anew; what was heard before is heard no more. */
  public void begin(Source<S> source) {
    stop();
    beginning++;
    ask(source, beginning);
  }

  private void ask(Source<S> source, int which) {
    boolean asked = source.ask(standing -> session.onLoop(() -> answered(source, which, standing)));
    if (!asked) {
      listener.failed();
    }
  }

  private void answered(Source<S> source, int which, Standing<S> standing) {
    if (ended || which != beginning) {
      return;
    }
    Shard.Recovery recovery =
        place
            .shard()
            .recover(
                session.outbox(),
                TopicPattern.exactly(place.topic()),
                options,
                standing.head(),
                place.nowMillis().getAsLong());
    if (!recovery.recovered()) {
      place.shard().unsubscribe(recovery.subscription());
      ask(source, which);
      return;
    }
    subscription = recovery.subscription();
    listener.begun(standing.state(), recovery.missed());
  }

  private void stop() {
    Subscription known = subscription;
    subscription = null;
    if (known != null) {
      place.shard().unsubscribe(known);
      session.outbox().forget(known);
    }
  }

  /**
   * Nothing is heard any more.
   *
   * @return false: it had ended before
   */
  public boolean end() {
    if (ended) {
      return false;
    }
    ended = true;
    stop();
    place.interest().lower(place.topic());
    return true;
  }
}
