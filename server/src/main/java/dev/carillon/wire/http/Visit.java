package dev.carillon.wire.http;

import dev.carillon.gate.Gate;
import dev.carillon.gate.TrustedProxies;
import dev.carillon.http.Headers;
import dev.carillon.http.Request.Peer;
import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** One TCP connection as the gate and the proxies' headers see it. Confined to its event loop. */
final class Visit {
  private final Gate gate;
  private final TrustedProxies proxies;
  private final boolean isTls;
  private InetAddress peer;
  private boolean hasAsked;

  Visit(Channel channel, Gate gate, TrustedProxies proxies, boolean isTls) {
    this.gate = gate;
    this.proxies = proxies;
    this.isTls = isTls;
    this.peer =
        channel.remoteAddress() instanceof InetSocketAddress address
            ? plain(address.getAddress())
            : InetAddress.getLoopbackAddress();
  }

  /** A PROXY protocol header says who stands behind the connection. */
  void comesFrom(InetAddress client) {
    peer = plain(client);
  }

  /** The first request is complete up to its body. */
  void asks() {
    if (!hasAsked) {
      hasAsked = true;
      gate.asked();
    }
  }

  /** The connection is gone. */
  void ends() {
    gate.closed(hasAsked);
  }

  /** Who sent a request with these headers. */
  Peer peer(Headers headers) {
    InetAddress client = proxies.client(peer, headers.all("X-Forwarded-For"));
    boolean isSecure = isTls || proxies.sawTls(peer, headers.first("X-Forwarded-Proto"));
    return new Peer(NetUtil.toAddressString(client), isSecure);
  }

  /** These headers with the host that the client asked a trusted proxy for. */
  Headers asProxiesSay(Headers headers) {
    return proxies
        .host(peer, headers.first("X-Forwarded-Host"))
        .map(host -> headers.with("Host", host))
        .orElse(headers);
  }

  /** Without scope, and an IPv4-mapped address as what it is. */
  private static InetAddress plain(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException e) {
      throw new AssertionError("an address has 4 or 16 bytes", e);
    }
  }
}
