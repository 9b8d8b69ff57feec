package dev.carillon.api.exchange;

import dev.carillon.api.exchange.ClientMessage.Request;
import dev.carillon.api.exchange.feed.Past;
import dev.carillon.api.exchange.feed.Start;
import dev.carillon.api.exchange.feed.Stream;
import dev.carillon.api.exchange.feed.Wish;
import dev.carillon.core.bus.Event;
import dev.carillon.core.hub.Delivery;
import dev.carillon.core.hub.Subscription;
import dev.carillon.core.session.FollowedTopic;
import dev.carillon.core.session.FollowedTopic.Standing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a connection hears, from how the engine stood between two commands on. Confined to
 * its loop.
 */
final class LiveStream implements FollowedTopic.Listener<Start> {
  private final ExchangeSession session;
  private final Wanted wanted;
  private final Stream stream;
  private final FollowedTopic<Start> followed;

  /** Those who are told when it has begun. */
  private final List<Request> asked = new ArrayList<>(1);

  private boolean over;

  LiveStream(ExchangeSession session, Wanted wanted, String owner) {
    ExchangeApi api = session.api();
    this.session = session;
    this.wanted = wanted;
    this.stream = wanted.stream(owner);
    this.followed =
        new FollowedTopic<>(
            session,
            new FollowedTopic.Place(
                session.shard(), stream.topic(), api.interest(), api::nowMillis),
            options(),
            this);
  }

  Wanted wanted() {
    return wanted;
  }

  /** Whether it is being asked for. */
  boolean isPending() {
    return followed.isPending();
  }

  /** Tells this request, too, when it has begun. */
  void tell(Request request) {
    asked.add(request);
  }

  /** Begins, or begins anew. */
  void begin(Wish wish) {
    ExchangeApi api = session.api();
    if (!api.ports().feed().needsPast(stream, wish)) {
      begin(wish, Past.NONE);
      return;
    }
    api.ports()
        .blocking()
        .execute(() -> {
          Past past = api.past(stream, wish);
          session.onLoop(() -> {
            if (!over) {
              begin(wish, past);
            }
          });
        });
  }

  private void begin(Wish wish, Past past) {
    ExchangeApi api = session.api();
    followed.begin(answer ->
        api.engine()
            .read(view -> {
              Start start = api.ports().feed().start(view, stream, wish, past);
              answer.accept(new Standing<>(start.head(), start));
            }));
  }

  @Override
  public void begun(Start start, List<Event> missed) {
    acknowledge(start);
    start.messages().forEach(session::send);
    for (Event event : missed) {
      session.send(event.publication().data());
    }
  }

  @Override
  public void failed() {
    session.subscriptions().failed(this, asked);
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

  /** Nothing comes any more. Who waits for its beginning hears that it had begun. */
  void end() {
    over = true;
    if (followed.end()) {
      acknowledge(null);
    }
  }
}
