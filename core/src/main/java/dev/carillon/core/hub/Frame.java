package dev.carillon.core.hub;

import dev.carillon.core.bus.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One complete WebSocket frame from server to client, header included, and on first need its
 * compressed form (RFC 7692, no context takeover). Immutable to its users; any thread.
 */
public final class Frame {
  private static final int FIN = 0x80;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int OPCODE = 0x0f;
  private static final int RSV1 = 0x40;

  /** A shorter text is not worth it: the network sends a packet for it either way. */
  private static final int DEFLATED_FROM_BYTES = 128;

  private final byte[] bytes;
  private final int headerBytes;
  private volatile byte @Nullable [] deflated;

  private Frame(byte[] bytes, int headerBytes) {
    this.bytes = bytes;
    this.headerBytes = headerBytes;
  }

  /** A text frame of a part of {@code utf8}, which is copied. */
  public static Frame text(byte[] utf8, int offset, int length) {
    return of(TEXT, utf8, offset, length);
  }

  /** A text frame of a payload. */
  public static Frame text(Payload payload) {
    int header = headerBytes(payload.sizeBytes());
    byte[] bytes = new byte[header + payload.sizeBytes()];
    putHeader(bytes, FIN | TEXT, payload.sizeBytes());
    payload.copyTo(bytes, header);
    return new Frame(bytes, header);
  }

  public static Frame text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return text(utf8, 0, utf8.length);
  }

  /** A binary frame of {@code data}, which is copied. */
  public static Frame binary(byte[] data) {
    return of(BINARY, data, 0, data.length);
  }

  private static Frame of(int opcode, byte[] payload, int offset, int length) {
    int header = headerBytes(length);
    byte[] bytes = new byte[header + length];
    putHeader(bytes, FIN | opcode, length);
    System.arraycopy(payload, offset, bytes, header, length);
    return new Frame(bytes, header);
  }

  /** The bytes to send, compressed when {@code deflater} is given and the frame gains from it. */
  public byte[] bytes(@Nullable FrameDeflater deflater) {
    if (deflater == null) {
      return bytes;
    }
    byte[] known = deflated;
    if (known == null) {
      known = deflate(deflater);
      deflated = known;
    }
    return known;
  }

  /** The size of the uncompressed frame, header included. */
  public int sizeBytes() {
    return bytes.length;
  }

  /** Whether it is a binary frame rather than one of text. */
  public boolean isBinary() {
    return (bytes[0] & OPCODE) == BINARY;
  }

  /** A copy of the payload. */
  public byte[] payload() {
    return Arrays.copyOfRange(bytes, headerBytes, bytes.length);
  }

  /** The payload of a text frame as text. */
  public String payloadText() {
    return new String(bytes, headerBytes, bytes.length - headerBytes, StandardCharsets.UTF_8);
  }

  private byte[] deflate(FrameDeflater deflater) {
    int payload = bytes.length - headerBytes;
    if (payload < DEFLATED_FROM_BYTES) {
      return bytes;
    }
    byte[] packed = deflater.deflate(bytes, headerBytes, payload);
    if (packed.length >= payload) {
      return bytes;
    }
    int header = headerBytes(packed.length);
    byte[] frame = new byte[header + packed.length];
    putHeader(frame, (bytes[0] & 0xff) | RSV1, packed.length);
    System.arraycopy(packed, 0, frame, header, packed.length);
    return frame;
  }

  private static int headerBytes(int length) {
    return length < 126 ? 2 : length < 65_536 ? 4 : 10;
  }

  private static void putHeader(byte[] target, int first, int length) {
    target[0] = (byte) first;
    if (length < 126) {
      target[1] = (byte) length;
    } else if (length < 65_536) {
      target[1] = 126;
      target[2] = (byte) (length >> 8);
      target[3] = (byte) length;
    } else {
      target[1] = 127;
      for (int i = 0; i < 4; i++) {
        target[6 + i] = (byte) (length >> (24 - 8 * i));
      }
    }
  }
}
