package dev.carillon.wire;

import dev.carillon.core.session.Admission;
import dev.carillon.core.session.Dialect;
import dev.carillon.core.session.Handshake;
import dev.carillon.http.Response;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Optional;

/**
 * The seam between the HTTP half of the wire and the WebSocket half. Called on the connection's
 * event loop.
 */
public interface WebSocketUpgrade {

  /**
   * Checks an opening handshake by RFC 6455 section 4.2.1: version 13, a 16-byte key, the tokens of
   * Connection and Upgrade.
   *
   * @return empty when it is one, else what the client is told
   */
  Optional<Response> refusal(HttpRequest request);

  /**
   * Answers 101 and turns the connection into a WebSocket: removes every handler but TLS, the
   * decoder last, because it hands over what it has read beyond the request. Origin and limits were
   * checked before, and {@link #refusal} was empty.
   *
   * @param ctx the context of the handler that read the request
   */
  void upgrade(
      ChannelHandlerContext ctx,
      HttpRequest request,
      Handshake handshake,
      Dialect dialect,
      Admission.Accepted accepted);
}
