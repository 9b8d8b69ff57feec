package dev.carillon.wire.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import java.net.InetAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the client's address from the PROXY protocol header that every connection of a proxied
 * listener begins with; the decoder before it ends connections that do not.
 */
final class ProxyHeader extends SimpleChannelInboundHandler<HAProxyMessage> {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyHeader.class);

  private final Visit visit;

  ProxyHeader(Visit visit) {
    this.visit = visit;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HAProxyMessage header) {
    // A health check of the proxy itself (LOCAL) and a Unix socket have no IP address.
    if (header.sourceAddress() != null) {
      try {
        visit.comesFrom(InetAddress.ofLiteral(header.sourceAddress()));
      } catch (IllegalArgumentException _) {
        LOG.debug("PROXY header of {} without an IP address", ctx.channel());
      }
    }
    ctx.pipeline().remove(this);
  }
}
