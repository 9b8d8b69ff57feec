package dev.carillon.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Routes of several APIs in one table. Where two APIs have the same line, the one added first is
 * asked first, and the other when it knows no such thing (404): so each id goes to whose it is.
 */
public final class SharedRoutes {
  private static final int NOT_FOUND = 404;

  private final Map<Line, Route> routes = new LinkedHashMap<>();

  /**
   * @param shape the template without the names of its parameters
   */
  private record Line(Method method, String shape) {}

  /** Adds all routes of an API. */
  public SharedRoutes add(List<Route> api) {
    for (Route route : api) {
      Line line = new Line(route.method(), route.template().replaceAll("\\{[A-Za-z]+", "{"));
      routes.merge(line, route, SharedRoutes::shared);
    }
    return this;
  }

  /** All lines, in the order they were added. */
  public List<Route> routes() {
    return List.copyOf(routes.values());
  }

  private static Route shared(Route first, Route second) {
    if (!first.template().equals(second.template())) {
      throw new IllegalArgumentException(
          "template: " + second.template() + " (expected: " + first.template() + ")");
    }
    Handler both =
        request -> {
          try {
            return first.handler().handle(request);
          } catch (Problem problem) {
            if (problem.status() != NOT_FOUND) {
              throw problem;
            }
            return second.handler().handle(request);
          }
        };
    return new Route(first.method(), first.template(), both, first.about(), first.streamedBytes());
  }
}
