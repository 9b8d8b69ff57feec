package dev.carillon.api.desk.feed;

import dev.carillon.api.desk.format.PositionJson;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.limit.Conflation;
import dev.carillon.core.topic.Topic;
import dev.carillon.desk.DeskView;
import dev.carillon.desk.model.PositionState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Open positions: at once when something was done to one, else once in a window while the quotes
 * change what it is worth (row 22). On the desk's thread. Only accounts that listen cost anything.
 */
final class PositionFeed {
  private final Publisher publisher;
  private final long windowMillis;

  /** The open positions of those who listen, by ticket. */
  private final Map<String, Map<Long, Watched>> byOwner = new LinkedHashMap<>();

  private final Map<String, Set<Watched>> bySymbol = new HashMap<>();
  private long dueMillis = Long.MAX_VALUE;

  /** One open position, and when its value may be told. */
  private static final class Watched {
    final long ticket;
    final String symbol;
    final Conflation window;
    long price;

    Watched(PositionState position, long windowMillis) {
      this.ticket = position.ticket();
      this.symbol = position.symbol().name();
      this.window = new Conflation(windowMillis);
      this.price = position.currentPrice();
    }
  }

  PositionFeed(Publisher publisher, long windowMillis) {
    this.publisher = publisher;
    this.windowMillis = windowMillis;
  }

  /** A symbol has a new quote. */
  void quoted(String symbol) {
    for (Watched watched : bySymbol.getOrDefault(symbol, Set.of())) {
      watched.window.touch();
      dueMillis = Math.min(dueMillis, watched.window.dueMillis());
    }
  }

  /** Something was done to a position. */
  void changed(PositionState position, long nowMillis) {
    Topic topic = Channel.POSITIONS.topic(position.owner());
    if (!publisher.isHeard(topic)) {
      forget(position.owner());
      return;
    }
    tell(topic, position, nowMillis);
    if (position.volume() == 0) {
      forget(position.owner(), position.ticket());
    } else {
      watch(position).window.told(nowMillis);
    }
  }

  private void tell(Topic topic, PositionState position, long nowMillis) {
    publisher.publish(
        topic, Channel.POSITIONS, tags(position), message(position, nowMillis), nowMillis);
  }

  private static Tags tags(PositionState position) {
    return Tags.of(position.ticket(), position.symbol().name(), position.origin());
  }

  private Payload message(PositionState position, long nowMillis) {
    return publisher.message(
        Channel.POSITIONS, nowMillis, json -> PositionJson.members(json, position, nowMillis));
  }

  private Watched watch(PositionState position) {
    Watched watched =
        byOwner
            .computeIfAbsent(position.owner(), _ -> new LinkedHashMap<>())
            .computeIfAbsent(position.ticket(), _ -> new Watched(position, windowMillis));
    bySymbol.computeIfAbsent(watched.symbol, _ -> new LinkedHashSet<>()).add(watched);
    watched.price = position.currentPrice();
    return watched;
  }

  private void forget(String owner) {
    Map<Long, Watched> known = byOwner.remove(owner);
    if (known != null) {
      known.values().forEach(this::forget);
    }
  }

  private void forget(String owner, long ticket) {
    Map<Long, Watched> known = byOwner.getOrDefault(owner, Map.of());
    Watched watched = known.get(ticket);
    if (watched != null) {
      known.remove(ticket);
      forget(watched);
    }
  }

  private void forget(Watched watched) {
    Set<Watched> others = bySymbol.getOrDefault(watched.symbol, Set.of());
    if (others.remove(watched) && others.isEmpty()) {
      bySymbol.remove(watched.symbol);
    }
  }

  long dueMillis() {
    return dueMillis;
  }

  void flush(DeskView view, long nowMillis) {
    if (dueMillis > nowMillis) {
      return;
    }
    dueMillis = Long.MAX_VALUE;
    for (String owner : List.copyOf(byOwner.keySet())) {
      Topic topic = Channel.POSITIONS.topic(owner);
      if (publisher.isHeard(topic)) {
        flush(view, owner, topic, nowMillis);
      } else {
        forget(owner);
      }
    }
  }

  private void flush(DeskView view, String owner, Topic topic, long nowMillis) {
    Iterator<Watched> all = byOwner.getOrDefault(owner, Map.of()).values().iterator();
    while (all.hasNext()) {
      Watched watched = all.next();
      if (watched.window.take(nowMillis)) {
        Optional<PositionState> position = view.position(owner, watched.ticket);
        if (position.isEmpty()) {
          all.remove();
          forget(watched);
        } else if (position.get().currentPrice() != watched.price) {
          watched.price = position.get().currentPrice();
          tell(topic, position.get(), nowMillis);
        }
      }
      dueMillis = Math.min(dueMillis, watched.window.dueMillis());
    }
  }

  /** How the open positions stand; from now on their values are followed. */
  List<Payload> snapshot(DeskView view, String owner, Filter filter, long nowMillis) {
    List<Payload> messages = new ArrayList<>();
    for (PositionState position : view.positions(owner)) {
      boolean isNew = !byOwner.getOrDefault(owner, Map.of()).containsKey(position.ticket());
      if (isNew) {
        watch(position);
      }
      if (filter.accepts(tags(position))) {
        messages.add(message(position, nowMillis));
      }
    }
    return messages;
  }
}
