package dev.carillon.gate;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The proxies whose {@code X-Forwarded-*} headers we believe. Nobody else's are read at all, or
 * anyone could choose the address that limits and logs see.
 */
public record TrustedProxies(List<Cidr> blocks) {
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  /** Longer chains are not chains of proxies. */
  private static final int MAX_HOPS = 16;

  public TrustedProxies {
    blocks = List.copyOf(blocks);
  }

  /**
   * Reads address blocks.
   *
   * @throws IllegalArgumentException when one of them is not one
   */
  public static TrustedProxies of(List<String> blocks) {
    return new TrustedProxies(blocks.stream().map(Cidr::parse).toList());
  }

  boolean trusts(InetAddress peer) {
    for (Cidr block : blocks) {
      if (block.contains(peer)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The client behind {@code peer}: the right-most address of the chain that is not a trusted
   * proxy. What stands left of it was written by the client itself.
   *
   * @param forwardedFor all values of {@code X-Forwarded-For}, in their order
   */
  public InetAddress client(InetAddress peer, List<String> forwardedFor) {
    if (forwardedFor.isEmpty() || !trusts(peer)) {
      return peer;
    }
    String[] chain = String.join(",", forwardedFor).split(",", -1);
    InetAddress client = peer;
    int last = Math.max(0, chain.length - MAX_HOPS);
    for (int i = chain.length - 1; i >= last; i--) {
      Optional<InetAddress> hop = address(chain[i].strip());
      if (hop.isEmpty()) {
        return client;
      }
      client = hop.get();
      if (!trusts(client)) {
        return client;
      }
    }
    return client;
  }

  /** Whether the client spoke TLS to {@code peer}; {@code forwardedProto} is the header's value. */
  public boolean sawTls(InetAddress peer, Optional<String> forwardedProto) {
    return forwardedProto
        .filter(proto -> lastOf(proto).toLowerCase(Locale.ROOT).equals("https"))
        .filter(_ -> trusts(peer))
        .isPresent();
  }

  /** The host the client asked {@code peer} for, when that is a trusted proxy and says so. */
  public Optional<String> host(InetAddress peer, Optional<String> forwardedHost) {
    return forwardedHost.filter(_ -> trusts(peer)).map(TrustedProxies::lastOf);
  }

  private static String lastOf(String list) {
    return list.substring(list.lastIndexOf(',') + 1).strip();
  }

  /** An address as proxies write it: bare, {@code [v6]}, or with a port. */
  private static Optional<InetAddress> address(String hop) {
    String bare = hop;
    int bracket = hop.indexOf(']');
    if (hop.startsWith("[") && bracket > 0) {
      bare = hop.substring(1, bracket);
    } else if (hop.indexOf(':') == hop.lastIndexOf(':') && hop.contains(".")) {
      bare = hop.contains(":") ? hop.substring(0, hop.indexOf(':')) : hop;
    }
    try {
      return Optional.of(InetAddress.ofLiteral(bare));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
