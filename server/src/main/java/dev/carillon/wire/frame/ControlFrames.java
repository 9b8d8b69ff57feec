package dev.carillon.wire.frame;

import dev.carillon.core.session.CloseReason;
import java.nio.charset.StandardCharsets;

/** The control frames a server sends (RFC 6455 section 5.5), unmasked, header included. */
public final class ControlFrames {
  private static final int FIN_CLOSE = 0x88;
  private static final int FIN_PING = 0x89;
  private static final int FIN_PONG = 0x8A;
  private static final int HEADER_BYTES = 2;

  private ControlFrames() {}

  /** A ping without payload. */
  public static byte[] ping() {
    return new byte[] {(byte) FIN_PING, 0};
  }

  /** The pong for a ping with this payload, which is at most 125 bytes. */
  public static byte[] pong(byte[] payload, int offset, int length) {
    byte[] frame = new byte[HEADER_BYTES + length];
    frame[0] = (byte) FIN_PONG;
    frame[1] = (byte) length;
    System.arraycopy(payload, offset, frame, HEADER_BYTES, length);
    return frame;
  }

  public static byte[] close(CloseReason reason) {
    byte[] text = reason.text().getBytes(StandardCharsets.UTF_8);
    byte[] frame = new byte[HEADER_BYTES + 2 + text.length];
    frame[0] = (byte) FIN_CLOSE;
    frame[1] = (byte) (2 + text.length);
    frame[2] = (byte) (reason.code() >> 8);
    frame[3] = (byte) reason.code();
    System.arraycopy(text, 0, frame, HEADER_BYTES + 2, text.length);
    return frame;
  }
}
