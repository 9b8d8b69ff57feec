package dev.carillon.api.topics;

import dev.carillon.core.session.Admission;
import dev.carillon.core.session.Dialect;
import dev.carillon.core.session.Handshake;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to {@code /ws}. Who the client is, its first frame says; a client that can set
 * no better may offer the subprotocol {@code bearer.<token>} instead.
 *
 * <p>{@code ?wildcardTopic=pattern}: what a pattern delivers carries the pattern as its {@code
 * topic} and the published topic as {@code sourceTopic}.
 */
final class TopicsDialect implements Dialect {
  private static final String BEARER = "bearer.";

  private final TopicsApi api;

  TopicsDialect(TopicsApi api) {
    this.api = api;
  }

  @Override
  public String name() {
    return "topics";
  }

  @Override
  public Admission admit(Handshake handshake) {
    boolean patterns = handshake.parameter("wildcardTopic").filter("pattern"::equals).isPresent();
    String token =
        handshake.subprotocols().stream()
            .filter(offered -> offered.startsWith(BEARER))
            .findFirst()
            .map(offered -> offered.substring(BEARER.length()))
            .orElse(null);
    return new Admission.Accepted(
        token == null ? null : chosen(handshake.subprotocols()),
        link -> new TopicsSession(api, link, patterns, token));
  }

  /** A browser wants one of its offers back; a client that offers another name beside gets that. */
  private static @Nullable String chosen(List<String> offered) {
    return offered.stream()
        .filter(name -> !name.startsWith(BEARER))
        .findFirst()
        .orElse(offered.getFirst());
  }
}
