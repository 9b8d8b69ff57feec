package dev.carillon.wire;

import dev.carillon.core.session.Dialect;
import dev.carillon.http.Router;
import java.util.Map;

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
}
