package dev.carillon.wire.http;

import dev.carillon.http.Body;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * A request's body as it arrives. It grows with what came, not with what was announced: announcing
 * is free.
 */
final class BodyBuffer {
  private static final int FIRST_BYTES = 8_192;

  private final int limitBytes;
  private byte[] bytes = new byte[0];
  private int size;

  BodyBuffer(int limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** Copies {@code part}; false when that would be more than the limit. */
  boolean add(ByteBuf part) {
    int more = part.readableBytes();
    if (more > limitBytes - size) {
      return false;
    }
    if (more > bytes.length - size) {
      int roomy = (int) Math.min(limitBytes, Math.max(bytes.length * 2L, FIRST_BYTES));
      bytes = Arrays.copyOf(bytes, Math.max(size + more, size == 0 ? more : roomy));
    }
    part.readBytes(bytes, size, more);
    size += more;
    return true;
  }

  int sizeBytes() {
    return size;
  }

  Body toBody() {
    return Body.of(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
  }
}
