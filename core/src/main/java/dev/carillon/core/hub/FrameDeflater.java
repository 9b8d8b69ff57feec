package dev.carillon.core.hub;

import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Compresses single messages for permessage-deflate without context takeover (RFC 7692 section
 * 7.2.1). Owned by one event loop.
 */
public final class FrameDeflater implements AutoCloseable {
  /** What each sync flush ends in and the message omits: an empty stored block. */
  private static final int TAIL_BYTES = 4;

  private final Deflater deflater;
  private byte[] scratch = new byte[4_096];

  /**
   * @param level 1 (fast) to 9 (small)
   */
  public FrameDeflater(int level) {
    deflater = new Deflater(level, true);
  }

  /** The compressed form of a part of {@code input}, as it stands in a frame. */
  byte[] deflate(byte[] input, int offset, int length) {
    deflater.reset();
    deflater.setInput(input, offset, length);
    int size = 0;
    while (true) {
      size += deflater.deflate(scratch, size, scratch.length - size, Deflater.SYNC_FLUSH);
      if (size < scratch.length) {
        return Arrays.copyOf(scratch, size - TAIL_BYTES);
      }
      scratch = Arrays.copyOf(scratch, scratch.length * 2);
    }
  }

  @Override
  public void close() {
    deflater.end();
  }
}
