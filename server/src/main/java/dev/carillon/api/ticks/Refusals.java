package dev.carillon.api.ticks;

import dev.carillon.core.bus.Payload;
import dev.carillon.protocol.phoenix.Replies;
import java.util.List;

/** What clients read when something is not as they wish. */
final class Refusals {
  static final String INVALID_KEY = "Invalid API Key";
  static final String INVALID_TOKEN = "Invalid Access Token. Try generating fresh Access Token";
  static final String UNAVAILABLE = "unavailable";

  private Refusals() {}

  /** Of a subscribe. Those that are not named are served. */
  static Payload ofTokens(List<String> unknown, List<String> tooMany, int limit) {
    return Replies.of(json -> {
      json.beginObject().field("reason", reason(tooMany));
      if (!tooMany.isEmpty()) {
        json.field("limit", limit);
      }
      json.name("tokens").value(tooMany.isEmpty() ? unknown : tooMany);
      if (!tooMany.isEmpty() && !unknown.isEmpty()) {
        json.name("invalid").value(unknown);
      }
      json.endObject();
    });
  }

  private static String reason(List<String> tooMany) {
    return tooMany.isEmpty() ? "Invalid token" : "Token limit exceeded";
  }
}
