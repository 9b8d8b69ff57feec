package dev.carillon.wire.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/**
 * Reads requests strictly: what two readers could understand in two ways is refused (RFC 9112
 * sections 2.2, 5.1, 6.3 and 11.2).
 */
final class RequestDecoder extends HttpRequestDecoder {
  private final Runnable bytesArrived;

  /**
   * @param bytesArrived is told of every read, before it is decoded
   */
  RequestDecoder(HttpLimits limits, Runnable bytesArrived) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(limits.lineBytes())
            .setMaxHeaderSize(limits.headerBytes())
            .setStrictLineParsing(true)
            .setUseRfc9112TransferEncoding(true)
            .setAllowDuplicateContentLengths(false)
            .setValidateHeaders(true));
    this.bytesArrived = bytesArrived;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    bytesArrived.run();
    super.channelRead(ctx, message);
  }

  /** RFC 9112 lets a server drop the length; whoever sends both is probing for one that does. */
  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
  }
}
