package dev.carillon.wire.frame;

import dev.carillon.core.session.CloseReason;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates single messages of permessage-deflate (RFC 7692 section 7.2.2), one after the other. No
 * context is kept between messages, so one instance serves all connections of an event loop.
 *
 * <p>Stops as soon as the output is over its limit, grows out of proportion, or is not the UTF-8 it
 * should be.
 */
public final class MessageInflater implements AutoCloseable {
  /** Output up to this size may be as far beyond its input as deflate can make it. */
  static final int FREE_BYTES = 64 * 1024;

  static final int MAX_RATIO = 100;

  /** What a sender leaves off the end: the rest of an empty stored block. */
  private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

  private static final CloseReason BROKEN = CloseReason.of(1007, "message does not inflate");

  private final Inflater inflater = new Inflater(true);
  private byte[] output = new byte[16 * 1024];
  private int outputBytes;
  private int limit;

  /**
   * Inflates one message into {@link #output()}.
   *
   * @param maxBytes the largest output
   * @param text whether the output must be UTF-8
   * @return null, or why the connection must end: 1007 or 1009
   */
  @Nullable CloseReason inflate(byte[] in, int offset, int length, int maxBytes, boolean text) {
    limit = (int) Math.min(maxBytes, Math.max(FREE_BYTES, (long) MAX_RATIO * length));
    outputBytes = 0;
    int utf8 = Utf8.COMPLETE;
    inflater.reset();
    inflater.setInput(in, offset, length);
    boolean tail = false;
    try {
      while (true) {
        int count = inflateSome();
        if (outputBytes > limit) {
          return CloseReason.MESSAGE_TOO_BIG;
        }
        if (text && count > 0) {
          utf8 = Utf8.check(utf8, output, outputBytes - count, outputBytes);
          if (utf8 == Utf8.REJECTED) {
            return CloseReason.INVALID_UTF8;
          }
        }
        if (inflater.finished() && inflater.getRemaining() > 0 && !tail) {
          // A block marked as the last one of its stream: legal, and another stream may follow.
          int left = inflater.getRemaining();
          inflater.reset();
          inflater.setInput(in, offset + length - left, left);
        } else if (count == 0 && tail) {
          return utf8 == Utf8.COMPLETE ? null : CloseReason.INVALID_UTF8;
        } else if (count == 0) {
          tail = true;
          inflater.setInput(TAIL);
        }
      }
    } catch (DataFormatException _) {
      return BROKEN;
    }
  }

  /** Inflates into the free end of the output, which gets room for one byte over the limit. */
  private int inflateSome() throws DataFormatException {
    if (outputBytes == output.length) {
      output = Arrays.copyOf(output, (int) Math.min(limit + 1L, output.length * 2L));
    }
    int count = inflater.inflate(output, outputBytes, output.length - outputBytes);
    outputBytes += count;
    return count;
  }

  byte[] output() {
    return output;
  }

  int outputBytes() {
    return outputBytes;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
