package dev.carillon.api.desk;

import dev.carillon.api.desk.ClientMessage.Request;
import dev.carillon.api.desk.feed.Channel;
import dev.carillon.api.desk.feed.Start;
import dev.carillon.api.desk.feed.Wish;
import dev.carillon.api.desk.format.DeskError;
import dev.carillon.api.desk.format.Fault;
import dev.carillon.core.bus.Payload;
import dev.carillon.json.JsonException;
import dev.carillon.json.JsonWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one connection hears: pairs of a channel and a filter. Confined to its event loop.
 *
 * <p>While the desk is asked how things stand, what the client sends next waits: so answers keep
 * their order.
 */
final class Subscriptions {
  private final DeskSession session;
  private final Map<Channel, LiveChannel> live = new EnumMap<>(Channel.class);
  private int count;

  Subscriptions(DeskSession session) {
    this.session = session;
  }

  void subscribe(Request request) {
    Optional<List<Wanted>> read = read(request);
    if (read.isEmpty()) {
      return;
    }
    List<Wanted> wanted = withinLimit(read.get());
    List<Wish> wishes = wishes(wanted);
    if (wishes.isEmpty()) {
      acknowledge(request, wanted);
      return;
    }
    session.link().pause();
    boolean asked =
        new Entrance(session, wishes)
            .ask(starts -> {
              begin(request, wanted, wishes, starts);
              session.link().resume();
            });
    if (!asked) {
      Fault busy = Fault.busy();
      acknowledge(
          request, wanted.stream().map(one -> one.fault() == null ? one.with(busy) : one).toList());
      session.link().resume();
    }
  }

  private Optional<List<Wanted>> read(Request request) {
    try {
      return Optional.of(Wanted.read(request.json()));
    } catch (JsonException e) {
      session.refuse(request.id(), Fault.of(DeskError.INVALID_SUBSCRIPTION, Fault.issue(e)));
      return Optional.empty();
    }
  }

  /** What exists already costs nothing. */
  private List<Wanted> withinLimit(List<Wanted> wanted) {
    int limit = session.api().settings().limits().subscriptions();
    Set<Wish> further = new HashSet<>();
    List<Wanted> checked = new ArrayList<>(wanted.size());
    for (Wanted one : wanted) {
      Wish wish = one.wish();
      boolean isNew = wish != null && !has(wish) && !further.contains(wish);
      if (isNew && count + further.size() >= limit) {
        checked.add(
            one.with(
                Fault.of(
                    DeskError.RATE_LIMIT_EXCEEDED,
                    "at most " + limit + " subscriptions of a connection")));
      } else {
        checked.add(one);
        if (isNew) {
          further.add(wish);
        }
      }
    }
    return checked;
  }

  private boolean has(Wish wish) {
    LiveChannel channel = live.get(wish.channel());
    return channel != null && channel.filters().contains(wish.filter());
  }

  private static List<Wish> wishes(List<Wanted> wanted) {
    List<Wish> wishes = new ArrayList<>(wanted.size());
    for (Wanted one : wanted) {
      Wish wish = one.wish();
      if (wish != null && one.fault() == null && !wishes.contains(wish)) {
        wishes.add(wish);
      }
    }
    return wishes;
  }

  /** Acknowledges, then tells how things stand; what is told next comes behind it. */
  private void begin(Request request, List<Wanted> wanted, List<Wish> wishes, List<Start> starts) {
    List<Wanted> settled = new ArrayList<>(wanted.size());
    for (Wanted one : wanted) {
      Wish wish = one.wish();
      settled.add(
          wish == null || one.fault() != null
              ? one
              : begin(one, wish, starts.get(wishes.indexOf(wish))));
    }
    acknowledge(request, settled);
    starts.forEach(this::sendMessages);
  }

  private Wanted begin(Wanted one, Wish wish, Start start) {
    return switch (start) {
      case Start.Refused(var fault) -> one.with(fault);
      case Start.Begun _ -> {
        if (!has(wish)) {
          live.computeIfAbsent(wish.channel(), channel -> new LiveChannel(session, channel))
              .add(wish.filter());
          count++;
        }
        yield one;
      }
    };
  }

  private void sendMessages(Start start) {
    if (start instanceof Start.Begun(List<Payload> messages)) {
      messages.forEach(session::send);
    }
  }

  private void acknowledge(Request request, List<Wanted> wanted) {
    session.answer(
        request.id(),
        "subscription",
        json -> {
          json.field("status", Wanted.status(wanted)).name("channels").beginArray();
          wanted.forEach(one -> one.write(json));
          json.endArray();
        });
  }

  /** By its name all of a channel, with filters the one with these (row 3). */
  void unsubscribe(Request request) {
    Optional<List<Wanted>> read = read(request);
    if (read.isEmpty()) {
      return;
    }
    List<Wanted> wanted = read.get();
    List<Wish> interrupted = new ArrayList<>();
    for (Wanted one : wanted) {
      Wish wish = one.wish();
      if (wish != null) {
        interrupted.addAll(remove(wish, one.filtered()));
      }
    }
    session.answer(request.id(), "unsubscription", json -> unsubscribed(json, wanted));
    if (!interrupted.isEmpty()) {
      tellAgain(interrupted);
    }
  }

  private static void unsubscribed(JsonWriter json, List<Wanted> wanted) {
    json.field("status", Wanted.status(wanted)).name("channels").beginArray();
    wanted.stream().filter(one -> one.fault() == null).forEach(one -> json.string(one.name()));
    json.endArray();
    if (wanted.stream().anyMatch(one -> one.fault() != null)) {
      json.name("errors").beginArray();
      for (Wanted one : wanted) {
        Fault fault = one.fault();
        if (fault != null) {
          fault.members(json.beginObject().field("name", one.name())).endObject();
        }
      }
      json.endArray();
    }
  }

  /** Gives the wishes of the channel that must be told how things stand. */
  private List<Wish> remove(Wish wish, boolean oneAlone) {
    LiveChannel channel = live.get(wish.channel());
    if (channel == null) {
      return List.of();
    }
    if (!oneAlone) {
      count -= channel.filters().size();
      channel.removeAll();
      live.remove(wish.channel());
      return List.of();
    }
    if (!channel.filters().contains(wish.filter())) {
      return List.of();
    }
    count--;
    boolean dropped = channel.remove(wish.filter());
    if (channel.filters().isEmpty()) {
      live.remove(wish.channel());
    }
    return dropped
        ? channel.filters().stream().map(filter -> new Wish(wish.channel(), filter)).toList()
        : List.of();
  }

  /** Newest quotes were dropped with the filter that went, though others wanted them, too. */
  private void tellAgain(List<Wish> wishes) {
    session.link().pause();
    boolean asked =
        new Entrance(session, wishes)
            .ask(starts -> {
              starts.forEach(this::sendMessages);
              session.link().resume();
            });
    if (!asked) {
      session.link().resume();
    }
  }

  /** The connection is gone. */
  void end() {
    live.values().forEach(LiveChannel::removeAll);
    live.clear();
    count = 0;
  }
}
