package dev.carillon.wire.frame;

import dev.carillon.core.session.CloseReason;

/**
 * Hears what a {@link FrameDecoder} finds, in order. Bytes handed over are valid during the call
 * only.
 */
public interface FrameListener {
  /** What {@link #onClose} gets when the client named no code (RFC 6455 section 7.1.5). */
  int NO_CODE = 1005;

  /** Asked before each frame: whether another may be read now. */
  boolean accepting();

  /** A complete text message, valid UTF-8. */
  void onText(byte[] utf8, int offset, int length);

  /** A complete binary message. */
  void onBinary(byte[] bytes, int offset, int length);

  void onPing(byte[] payload, int offset, int length);

  void onPong();

  /** The client closes. {@code code} is one a client may send, or {@link #NO_CODE}. */
  void onClose(int code);

  /** The client broke a rule; nothing after it can be understood, and nothing more is read. */
  void onViolation(CloseReason reason);
}
