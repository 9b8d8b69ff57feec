package dev.carillon.wire.socket;

import dev.carillon.core.hub.SharedFrames;
import io.netty.buffer.ByteBuf;

/** Frames joined in one direct buffer; each connection writes a duplicate of it. */
final class SharedBatch implements SharedFrames {
  private final ByteBuf bytes;
  private final int frames;

  /** Takes over the buffer's one reference. */
  SharedBatch(ByteBuf bytes, int frames) {
    this.bytes = bytes;
    this.frames = frames;
  }

  ByteBuf bytes() {
    return bytes;
  }

  int frames() {
    return frames;
  }

  @Override
  public int sizeBytes() {
    return bytes.readableBytes();
  }

  @Override
  public void release() {
    bytes.release();
  }
}
