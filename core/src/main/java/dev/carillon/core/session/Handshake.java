package dev.carillon.core.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The HTTP request that asks for a WebSocket.
 *
 * @param path the decoded path, without the query
 * @param query the decoded query parameters in their order; a name may have several values
 * @param headers header names in lower case
 * @param subprotocols the values of {@code Sec-WebSocket-Protocol} in the client's order
 * @param remoteAddress the client's address as text, after trusted proxies; IPv4-mapped addresses
 *     as IPv4
 */
public record Handshake(
    String path,
    Map<String, List<String>> query,
    Map<String, List<String>> headers,
    List<String> subprotocols,
    String remoteAddress) {

  public Handshake {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
    subprotocols = List.copyOf(subprotocols);
  }

  /** The first value of query parameter {@code name}. */
  public Optional<String> parameter(String name) {
    return query.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** The first value of header {@code name}, which is given in lower case. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }
}
