package dev.carillon.protocol.phoenix;

import dev.carillon.core.session.Handshake;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a client asks for when it connects.
 *
 * @param handshake the HTTP request; its query holds the connect params, nested ones by their full
 *     names ({@code a[b]})
 */
public record ConnectRequest(Handshake handshake) {
  private static final String BEARER_PROTOCOL = "base64url.bearer.phx.";
  private static final String BEARER = "Bearer ";

  /** The connect param {@code name}. */
  public Optional<String> param(String name) {
    return handshake.parameter(name);
  }

  /**
   * The token the client shows, from the first place that has one: the connect param {@code token},
   * the client's {@code authToken} (a subprotocol, or a header over long polling), {@code
   * Authorization: Bearer}.
   */
  public Optional<String> token() {
    return param("token")
        .filter(token -> !token.isEmpty())
        .or(this::authToken)
        .or(() ->
            handshake
                .header("authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip()))
        .filter(token -> !token.isEmpty());
  }

  /** What the client was given as its {@code authToken}. Two of them count as none. */
  public Optional<String> authToken() {
    List<String> offered =
        handshake.subprotocols().stream()
            .filter(protocol -> protocol.startsWith(BEARER_PROTOCOL))
            .toList();
    return offered.size() == 1
        ? decoded(offered.getFirst().substring(BEARER_PROTOCOL.length()))
        : handshake.header("x-phoenix-authtoken");
  }

  /** The client writes the standard alphabet in spite of the name; both are read. */
  private static Optional<String> decoded(String base64) {
    try {
      byte[] token = Base64.getUrlDecoder().decode(base64.replace('+', '-').replace('/', '_'));
      return Optional.of(new String(token, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
