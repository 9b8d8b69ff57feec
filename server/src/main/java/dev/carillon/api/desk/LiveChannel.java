package dev.carillon.api.desk;

import dev.carillon.api.desk.feed.Channel;
import dev.carillon.api.desk.feed.Filter;
import dev.carillon.core.hub.Interest;
import dev.carillon.core.hub.Subscription;
import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicPattern;
import java.util.ArrayList;
import java.util.List;

/**
 * One channel as a connection hears it: what any of its filters lets pass, once (row 3). Confined
 * to the connection's loop.
 *
 * <p>Who changes the filters does so in line with what the desk tells: nothing of before is under
 * way then, and so nothing is heard twice or missed.
 */
final class LiveChannel {
  private final DeskSession session;
  private final Channel channel;
  private final List<Topic> topics;
  private final List<Filter> filters = new ArrayList<>(1);
  private final List<Subscription> subscriptions = new ArrayList<>(1);
  private boolean isShared;

  LiveChannel(DeskSession session, Channel channel) {
    this.session = session;
    this.channel = channel;
    this.topics = channel.topics(session.owner());
  }

  List<Filter> filters() {
    return filters;
  }

  /** Hears what a filter lets pass, too. */
  void add(Filter filter) {
    filters.add(filter);
    if (subscriptions.isEmpty() || isShared != sharesNow()) {
      hear();
    }
  }

  /**
   * Hears only what the other filters let pass; without any, nothing.
   *
   * @return whether messages were dropped that the others want: they must be told how things stand
   */
  boolean remove(Filter filter) {
    filters.remove(filter);
    if (filters.isEmpty()) {
      stop();
      return false;
    }
    if (isShared != sharesNow()) {
      return hear();
    }
    for (Subscription subscription : subscriptions) {
      session
          .outbox()
          .forget(
              subscription, key -> key instanceof String tags && !Filter.anyAccepts(filters, tags));
    }
    return false;
  }

  void removeAll() {
    filters.clear();
    stop();
  }

  /** Who hears all of what many hear has no filter, so that they share the same bytes. */
  private boolean sharesNow() {
    return channel.isPublic() && filters.stream().anyMatch(Filter::isAll);
  }

  /** Hears what the filters let pass now; whether what waited for a slow reader was dropped. */
  private boolean hear() {
    boolean dropped = stop();
    isShared = sharesNow();
    Subscription.Options options =
        new Subscription.Options(
            session.api().encoder(),
            channel.delivery(),
            isShared ? null : publication -> Filter.anyAccepts(filters, publication.key()),
            null);
    for (Topic topic : topics) {
      interest().raise(topic);
      subscriptions.add(
          session.shard().subscribe(session.outbox(), TopicPattern.exactly(topic), options));
    }
    return dropped;
  }

  private boolean stop() {
    boolean dropped = false;
    for (Subscription subscription : subscriptions) {
      session.shard().unsubscribe(subscription);
      dropped |= session.outbox().forget(subscription);
    }
    if (!subscriptions.isEmpty()) {
      topics.forEach(interest()::lower);
    }
    subscriptions.clear();
    return dropped;
  }

  private Interest interest() {
    return session.api().ports().feed().interest();
  }
}
