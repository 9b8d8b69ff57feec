package dev.carillon.wire.http;

import dev.carillon.core.session.Dialect;
import dev.carillon.http.Method;
import dev.carillon.http.Router;
import dev.carillon.http.Target;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link Server} serves.
 *
 * @param router the HTTP routes
 * @param dialects the WebSocket APIs by their paths, such as {@code /ws}
 */
public record Apis(Router router, Map<String, Dialect> dialects) {

  public Apis {
    dialects = Map.copyOf(dialects);
  }

  /** The WebSocket API at a path. */
  Optional<Dialect> dialectAt(Target target) {
    return Optional.ofNullable(dialects.get(pathOf(target)));
  }

  /** What logs call a path: paths themselves may hold keys. */
  String label(Method method, Target target) {
    return router
        .template(method, target)
        .orElseGet(() -> dialectAt(target).isPresent() ? pathOf(target) : "-");
  }

  private static String pathOf(Target target) {
    return "/" + String.join("/", target.segments());
  }
}
