package dev.carillon.api.exchange;

import dev.carillon.api.exchange.ClientMessage.Request;
import dev.carillon.api.exchange.format.ExchangeError;
import dev.carillon.api.exchange.format.Fault;
import dev.carillon.api.exchange.format.Parsed;
import dev.carillon.core.auth.Principal;
import dev.carillon.json.JsonObject;
import dev.carillon.market.data.Interval;
import dev.carillon.market.model.Pair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one connection hears. Confined to its event loop. */
final class Subscriptions {
  private final ExchangeSession session;

  /** In the order in which they were asked for. */
  private final Map<Wanted.Key, LiveStream> live = new LinkedHashMap<>(2);

  private int privates;

  Subscriptions(ExchangeSession session) {
    this.session = session;
  }

  /** How many there are, of private channels or of public ones. */
  int count(boolean ofPrivate) {
    return ofPrivate ? privates : live.size() - privates;
  }

  void subscribe(Request request) {
    switch (Wanted.read(request.params(), session.api().pairs())) {
      case Parsed.Bad<Wanted>(var fault) -> session.refuse(request, fault);
      case Parsed.Good<Wanted>(var wanted) -> subscribe(request, wanted);
    }
  }

  private void subscribe(Request request, Wanted wanted) {
    Optional<Principal> user = session.login().principal();
    if (wanted.channel().isPrivate() && user.isEmpty()) {
      session.refuse(
          request,
          Fault.of(
              ExchangeError.AUTHENTICATION_REQUIRED,
              "Channel '" + wanted.channel().word() + "' is private"));
      return;
    }
    LiveStream known = live.get(wanted.key());
    if (known != null) {
      again(request, wanted, known);
    } else if (count(wanted.channel().isPrivate()) >= limit(wanted)) {
      session.refuse(
          request,
          Fault.of(
              ExchangeError.SUBSCRIPTION_LIMIT,
              "at most "
                  + limit(wanted)
                  + (wanted.channel().isPrivate() ? " private" : " public")
                  + " subscriptions of a connection"));
    } else {
      begin(request, wanted);
    }
  }

  private void begin(Request request, Wanted wanted) {
    String owner = session.login().principal().map(Principal::userId).orElse("");
    LiveStream stream = new LiveStream(session, wanted, owner);
    live.put(wanted.key(), stream);
    privates += wanted.channel().isPrivate() ? 1 : 0;
    stream.tell(request);
    stream.begin(wanted.wish());
  }

  /**
   * A subscription that exists is acknowledged (row N); a book comes anew, perhaps at another
   * depth, and so does what is to be resumed.
   */
  private void again(Request request, Wanted wanted, LiveStream known) {
    boolean isBook = wanted.channel() == Channel.ORDERBOOK;
    boolean isSameBook = isBook && wanted.depth() == known.wanted().depth();
    if (isSameBook) {
      known.tell(request);
      if (!known.isPending()) {
        known.begin(wanted.wish());
      }
    } else if (isBook || wanted.resumeFrom() != null) {
      remove(known);
      begin(request, wanted);
    } else if (known.isPending()) {
      known.tell(request);
    } else {
      known.tell(request);
      known.acknowledge();
    }
  }

  private int limit(Wanted wanted) {
    ExchangeSettings.Limits limits = session.api().settings().limits();
    return wanted.channel().isPrivate()
        ? limits.privateSubscriptions()
        : limits.publicSubscriptions();
  }

  /**
   * The engine takes nothing now: it is as if they had not asked. A book that was to come anew ends
   * rather than going on with a gap.
   */
  void failed(LiveStream stream, List<Request> asked) {
    List<Request> refused = List.copyOf(asked);
    asked.clear();
    remove(stream);
    if (refused.isEmpty()) {
      session.refuse(
          null,
          null,
          Fault.of(
              ExchangeError.SLOW_CONSUMER,
              "Updates of '"
                  + stream.wanted().symbol()
                  + "' were left out, and no snapshot can be had now: subscribe again"));
    }
    refused.forEach(request -> session.refuse(request, Fault.busy()));
  }

  /** Nothing is delivered behind the answer; what is not named is all of the channel (row AB). */
  void unsubscribe(Request request) {
    JsonObject params = request.params();
    switch (Wanted.channel(params)) {
      case Parsed.Bad<Channel>(var fault) -> session.refuse(request, fault);
      case Parsed.Good<Channel>(var channel) -> {
        if (!params.has("symbol")) {
          unsubscribe(request, channel, null);
          return;
        }
        switch (session.api().pairs().of(params)) {
          case Parsed.Bad<Pair>(var fault) -> session.refuse(request, fault);
          case Parsed.Good<Pair>(var pair) -> unsubscribe(request, channel, pair.symbol());
        }
      }
    }
  }

  private void unsubscribe(Request request, Channel channel, @Nullable String symbol) {
    Parsed<Optional<Interval>> interval =
        Parsed.by(() ->
            channel == Channel.KLINE && request.params().has("interval")
                ? Optional.of(Wanted.interval(request.params()))
                : Optional.empty());
    switch (interval) {
      case Parsed.Bad<Optional<Interval>>(var fault) -> session.refuse(request, fault);
      case Parsed.Good<Optional<Interval>>(var named) -> {
        int count =
            remove(key ->
                key.channel() == channel
                    && (symbol == null || symbol.equals(key.symbol()))
                    && (named.isEmpty() || named.get() == key.interval()));
        acknowledge(request, new Wanted(channel, symbol, named.orElse(null), 0, 0, null), count);
      }
    }
  }

  private void acknowledge(Request request, Wanted named, int count) {
    session.answer(
        request.id(),
        "unsubscribed",
        json -> {
          json.field("channel", named.channel().word()).name("params");
          named.write(json);
          json.field("count", count);
          if (count == 0) {
            json.field("code", ExchangeError.NOT_SUBSCRIBED.name());
          }
          session.left().write(json);
        });
  }

  void list(Request request) {
    session.answer(
        request.id(),
        "subscriptions",
        json -> {
          json.name("subscriptions").beginArray();
          live.values().forEach(stream -> stream.wanted().write(json));
          json.endArray();
          session.left().write(json);
        });
  }

  /** The user's token is good no more. */
  void endPrivate() {
    remove(key -> key.channel().isPrivate());
  }

  /** The connection is gone. */
  void end() {
    remove(_ -> true);
  }

  private int remove(Predicate<Wanted.Key> which) {
    List<LiveStream> found =
        live.values().stream().filter(stream -> which.test(stream.wanted().key())).toList();
    found.forEach(this::remove);
    return found.size();
  }

  private void remove(LiveStream stream) {
    if (live.remove(stream.wanted().key(), stream)) {
      privates -= stream.wanted().channel().isPrivate() ? 1 : 0;
      stream.end();
    }
  }
}
