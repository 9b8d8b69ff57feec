package dev.carillon.api.exchange;

import dev.carillon.api.exchange.ClientMessage.Request;
import dev.carillon.api.exchange.feed.Start;
import dev.carillon.api.exchange.feed.Stream;
import dev.carillon.api.exchange.feed.Wish;
import dev.carillon.core.bus.Event;
import dev.carillon.core.hub.Delivery;
import dev.carillon.core.hub.Shard;
import dev.carillon.core.hub.Subscription;
import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicPattern;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a connection hears. Confined to its loop.
 *
 * <p>It begins without a gap and without anything twice: the interest is raised, so that there are
 * events to hear; the engine is asked, between two commands, how things stand and what the head of
 * the hub's log is; then the hub is subscribed to from that head on, and the acknowledgement, how
 * things stood, and what came since are sent in one go. If too much came since, the engine is asked
 * again.
 */
final class LiveStream {
  private final ExchangeSession session;
  private final Wanted wanted;
  private final Stream stream;
  private final Topic topic;

  /** Those who are told when it has begun. */
  private final List<Request> asked = new ArrayList<>(1);

  private @Nullable Subscription subscription;

  /** Which of its beginnings is meant: one that was overtaken by another does not count. */
  private int beginning;

  private boolean ended;

  LiveStream(ExchangeSession session, Wanted wanted, String owner) {
    this.session = session;
    this.wanted = wanted;
    this.stream = wanted.stream(owner);
    this.topic = stream.topic();
    session.api().interest().raise(topic);
  }

  Wanted wanted() {
    return wanted;
  }

  /** Whether it is being asked for. */
  boolean isPending() {
    return subscription == null;
  }

  /** Tells this request, too, when it has begun. */
  void tell(Request request) {
    asked.add(request);
  }

  /** Begins, or begins anew. */
  void begin(Wish wish) {
    stop();
    beginning++;
    ask(wish, beginning);
  }

  private void ask(Wish wish, int which) {
    ExchangeApi api = session.api();
    boolean taken =
        api.engine()
            .read(view -> {
              Start start = api.ports().feed().start(view, stream, wish);
              session.onLoop(() -> began(wish, which, start));
            });
    if (!taken) {
      session.subscriptions().failed(this, asked);
    }
  }

  private void began(Wish wish, int which, Start start) {
    if (ended || which != beginning) {
      return;
    }
    Shard.Recovery recovery =
        session
            .shard()
            .recover(
                session.outbox(),
                TopicPattern.exactly(topic),
                options(),
                start.head(),
                session.api().nowMillis());
    if (!recovery.recovered()) {
      session.shard().unsubscribe(recovery.subscription());
      ask(wish, which);
      return;
    }
    subscription = recovery.subscription();
    acknowledge(start);
    start.messages().forEach(session::send);
    for (Event missed : recovery.missed()) {
      session.send(missed.publication().data());
    }
  }

  /** Tells those who asked for what has begun already. */
  void acknowledge() {
    acknowledge(null);
  }

  private void acknowledge(@Nullable Start start) {
    for (Request request : asked) {
      session.answer(
          request.id(),
          "subscribed",
          json -> {
            json.field("channel", wanted.channel().word()).name("params");
            wanted.write(json);
            if (start != null && start.sequence() != 0) {
              json.field("sequence", start.sequence());
            }
            if (start != null && start.resumed() != null) {
              json.name("resumed").bool(start.resumed());
            }
            session.left().write(json);
          });
    }
    asked.clear();
  }

  private Subscription.Options options() {
    String symbol = wanted.symbol();
    boolean filtered = symbol != null && wanted.channel().isPrivate();
    return new Subscription.Options(
        session.api().encoder(),
        switch (wanted.channel()) {
          case TICKER, KLINE -> Delivery.LATEST;
          case ORDERBOOK -> Delivery.RESYNC;
          case TRADES, ACCOUNT, ORDERS, USER_TRADES -> Delivery.ALL;
        },
        filtered
            ? publication -> publication.key() == null || publication.key().equals(symbol)
            : null,
        () -> begin(Wish.LAGGING));
  }

  private void stop() {
    Subscription known = subscription;
    subscription = null;
    if (known != null) {
      session.shard().unsubscribe(known);
      session.outbox().forget(known);
    }
  }

  /** Nothing comes any more. Who waits for its beginning hears that it had begun. */
  void end() {
    if (!ended) {
      ended = true;
      acknowledge(null);
      stop();
      session.api().interest().lower(topic);
    }
  }
}
