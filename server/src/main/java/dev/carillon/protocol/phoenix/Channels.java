package dev.carillon.protocol.phoenix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One API's channels on a Phoenix socket: which topics it answers, and what it knows of a socket.
 * Several APIs can share one socket. Immutable.
 *
 * <pre>{@code
 * Channels.of("chat", new ChatSockets()).route("channel:*", rooms::join)
 * }</pre>
 *
 * @param <A> the API's assigns: what it notes about a socket at its connect
 */
public final class Channels<A> {
  private final String space;
  private final UserSocket<A> sockets;
  private final List<Route<A>> routes;

  /** Where the joins of a pattern go: a topic's full name, or its start and then a star. */
  record Route<A>(String pattern, JoinHandler<A> handler) {
    Route {
      int star = pattern.indexOf('*');
      if (pattern.isEmpty() || (star >= 0 && star != pattern.length() - 1)) {
        throw new IllegalArgumentException(
            "pattern: " + pattern + " (expected: such as room:lobby or room:*)");
      }
    }

    boolean matches(String topic) {
      return pattern.endsWith("*")
          ? topic.startsWith(pattern.substring(0, pattern.length() - 1))
          : topic.equals(pattern);
    }
  }

  private Channels(String space, UserSocket<A> sockets, List<Route<A>> routes) {
    this.space = space;
    this.sockets = sockets;
    this.routes = List.copyOf(routes);
  }

  /**
   * Channels without a topic yet.
   *
   * @param space the space of their topics in the hub; Phoenix topic {@code T} is {@code
   *     Topic.of(space, T)}
   */
  public static <A> Channels<A> of(String space, UserSocket<A> sockets) {
    return new Channels<>(space, sockets, List.of());
  }

  /**
   * These, with one more route; the first that matches counts.
   *
   * @param pattern a topic, or the start of topics and a star behind it, such as {@code room:*}
   */
  public Channels<A> route(String pattern, JoinHandler<A> handler) {
    List<Route<A>> more = new ArrayList<>(routes);
    more.add(new Route<>(pattern, handler));
    return new Channels<>(space, sockets, more);
  }

  String space() {
    return space;
  }

  UserSocket<A> sockets() {
    return sockets;
  }

  Optional<Route<A>> find(String topic) {
    return routes.stream().filter(route -> route.matches(topic)).findFirst();
  }
}
