package dev.carillon.api.topics;

import dev.carillon.api.topics.ClientMessage.Subscribe;
import dev.carillon.api.topics.ClientMessage.Unsubscribe;
import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Offset;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.hub.Delivery;
import dev.carillon.core.hub.Encoder;
import dev.carillon.core.hub.Shard;
import dev.carillon.core.hub.Subscription;
import dev.carillon.core.session.Refusal;
import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicPattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one connection hears. Confined to its event loop. */
final class Subscriptions {
  private final TopicsSession session;
  private final Map<TopicPattern, Subscription> live = new HashMap<>(1);

  /** To the presence of topics, by topic; most connections have none. */
  private @Nullable Map<TopicPattern, Subscription> followed;

  Subscriptions(TopicsSession session) {
    this.session = session;
  }

  /**
   * Whether whoever subscribes to the message's topics hears all nodes.
   *
   * @param then if not: run when it may be so, perhaps more than once, on any thread
   */
  boolean isOpen(Subscribe message, Runnable then) {
    boolean open = true;
    for (String text : message.topics()) {
      TopicPattern pattern = TopicPattern.parse(TopicsApi.SPACE, text);
      if (pattern != null && session.access().maySubscribe(pattern)) {
        open &= session.api().hub().isOpen(pattern, then);
      }
    }
    return open;
  }

  /** Answers each of the message's topics by itself. */
  void subscribe(Subscribe message, boolean showsPatterns, long nowMillis) {
    for (String text : message.topics()) {
      TopicPattern pattern = TopicPattern.parse(TopicsApi.SPACE, text);
      if (pattern == null) {
        session.refuse(
            message.id(), Refusal.MALFORMED, Topics.badTopic(text, Topics.PATTERN_ISSUE));
      } else if (!session.access().maySubscribe(pattern)) {
        session.refuse(message.id(), Refusal.FORBIDDEN, Topics.about(text));
      } else if (message.presence() && pattern.isWildcard()) {
        session.refuse(message.id(), Refusal.MALFORMED, Topics.badPresence());
      } else if (!live.containsKey(pattern) && live.size() >= limit()) {
        session.refuse(
            message.id(),
            Refusal.LIMIT_REACHED,
            json -> json.field("topic", text).field("limit", limit()));
      } else {
        Encoder encoder =
            showsPatterns && pattern.isWildcard()
                ? BroadcastEncoder.ofPattern(text)
                : session.api().encoder();
        subscribe(message, pattern, encoder, nowMillis);
        if (message.presence()) {
          follow(pattern);
        }
      }
    }
  }

  private void subscribe(Subscribe message, TopicPattern asked, Encoder encoder, long nowMillis) {
    if (message.since() != null) {
      recover(message.id(), asked, encoder, message.since(), nowMillis);
      return;
    }
    if (!live.containsKey(asked)) {
      TopicPattern pattern = session.api().topics().enter(asked);
      live.put(pattern, shard().subscribe(session.outbox(), pattern, options(pattern, encoder)));
    }
    // Before this turn ends, so before the first delivery.
    session.send(ServerFrames.subscribed(message.id(), asked.text(), null, nowMillis));
  }

  /** Replaces what there is by one that begins after {@code since}. */
  private void recover(
      @Nullable Payload id, TopicPattern asked, Encoder encoder, String since, long nowMillis) {
    end(asked);
    TopicPattern pattern = session.api().topics().enter(asked);
    Subscription.Options options = options(pattern, encoder);
    Optional<Offset> offset = Offset.parse(since);
    if (offset.isEmpty() || !keepsHistory(pattern)) {
      live.put(pattern, shard().subscribe(session.outbox(), pattern, options));
      session.send(ServerFrames.subscribed(id, pattern.text(), false, nowMillis));
      return;
    }
    Shard.Recovery recovery =
        shard().recover(session.outbox(), pattern, options, offset.get(), nowMillis);
    session.send(ServerFrames.subscribed(id, pattern.text(), recovery.recovered(), nowMillis));
    for (Event event : recovery.missed()) {
      if (live.values().stream().noneMatch(other -> other.covers(event))) {
        session.send(encoder.encode(event));
      }
    }
    live.put(pattern, recovery.subscription());
  }

  /** Nothing is delivered behind the answer. */
  void unsubscribe(Unsubscribe message, long nowMillis) {
    for (String text : message.topics()) {
      TopicPattern pattern = TopicPattern.parse(TopicsApi.SPACE, text);
      if (pattern == null) {
        session.refuse(
            message.id(), Refusal.MALFORMED, Topics.badTopic(text, Topics.PATTERN_ISSUE));
      } else {
        drop(pattern);
        session.send(ServerFrames.unsubscribed(message.id(), text, nowMillis));
      }
    }
  }

  /** The user's token is another: ends what it does not allow, filters what it narrows. */
  void review() {
    for (TopicPattern pattern : List.copyOf(live.keySet())) {
      if (!session.access().maySubscribe(pattern)) {
        drop(pattern);
        session.refuse(null, Refusal.FORBIDDEN, Topics.about(pattern.text()));
      } else {
        refilter(pattern);
      }
    }
  }

  /** What is on its way still belongs to the old subscription, so that ends after this turn. */
  private void refilter(TopicPattern pattern) {
    Subscription old = live.get(pattern);
    if (old == null || old.isFiltered() == (session.access().filterOf(pattern) != null)) {
      return;
    }
    Subscription.Options options = options(pattern, old.encoder());
    live.put(pattern, shard().subscribe(session.outbox(), pattern, options));
    session.onLoop(() -> shard().unsubscribe(old));
  }

  /** The connection is gone. */
  void end() {
    for (Subscription subscription : live.values()) {
      shard().unsubscribe(subscription);
      session.api().topics().leave(subscription.pattern());
    }
    live.clear();
    if (followed != null) {
      List.copyOf(followed.keySet()).forEach(this::unfollow);
    }
  }

  /** Anew if it is followed already: the client gets a fresh snapshot. */
  private void follow(TopicPattern topic) {
    unfollow(topic);
    if (followed == null) {
      followed = new HashMap<>(1);
    }
    followed.put(topic, session.api().presence().follow(session, nameOf(topic)));
  }

  private void unfollow(TopicPattern topic) {
    Subscription known = followed == null ? null : followed.remove(topic);
    if (known != null) {
      session.api().presence().unfollow(session, nameOf(topic), known);
    }
  }

  private void drop(TopicPattern pattern) {
    end(pattern);
    unfollow(pattern);
  }

  private void end(TopicPattern pattern) {
    Subscription known = live.remove(pattern);
    if (known != null) {
      shard().unsubscribe(known);
      session.outbox().forget(known);
      session.api().topics().leave(pattern);
    }
  }

  private Subscription.Options options(TopicPattern pattern, Encoder encoder) {
    return new Subscription.Options(
        encoder,
        Delivery.ALL,
        session.access().filterOf(pattern),
        null,
        keepsHistory(pattern) ? place -> gap(pattern, place) : null);
  }

  /** Events may be missing between those that came and those that come next. */
  private void gap(TopicPattern pattern, Offset place) {
    session.send(ServerFrames.gap(pattern.text(), place, session.api().nowMillis()));
  }

  /** A pattern may match topics that keep one. */
  private boolean keepsHistory(TopicPattern pattern) {
    return pattern.isWildcard() || session.api().hub().keepsHistoryOf(nameOf(pattern));
  }

  private static Topic nameOf(TopicPattern exact) {
    return Topic.of(TopicsApi.SPACE, exact.text());
  }

  private Shard shard() {
    return session.api().hub().shard(session.link().loop());
  }

  private int limit() {
    return session.api().settings().limits().subscriptions();
  }
}
