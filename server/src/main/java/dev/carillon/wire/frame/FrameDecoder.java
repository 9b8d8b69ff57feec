package dev.carillon.wire.frame;

import static dev.carillon.core.session.CloseReason.INVALID_UTF8;
import static dev.carillon.core.session.CloseReason.MESSAGE_TOO_BIG;
import static dev.carillon.core.session.CloseReason.policy;
import static dev.carillon.core.session.CloseReason.protocolError;

import dev.carillon.core.session.CloseReason;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of one client, strictly by RFC 6455. One instance a connection, confined to its
 * event loop; between two messages it holds no bytes.
 *
 * <p>A message that arrives whole and unfragmented is unmasked where it lies and handed over from
 * there. Of one that arrives in pieces each piece is unmasked, and text checked, when it comes; the
 * bytes are kept in an array that grows with what has come, never with what a header announces.
 */
public final class FrameDecoder {
  static final int MAX_FRAGMENTS = 1_024;

  /** A message of more fragments than this needs {@link #FRAGMENT_BYTES} in each, on average. */
  static final int FREE_FRAGMENTS = 64;

  static final int FRAGMENT_BYTES = 16;

  private static final int FIN = 0x80;
  private static final int RSV1 = 0x40;
  private static final int RSV2_AND_3 = 0x30;
  private static final int OPCODE = 0x0F;
  private static final int CONTROL = 0x08;

  private static final int CONTINUATION = 0x0;
  private static final int TEXT = 0x1;
  private static final int BINARY = 0x2;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;
  private static final int PONG = 0xA;

  /** The least header of a client's frame: two bytes and the masking key. */
  private static final int HEADER_BYTES = 6;

  private static final int MAX_CONTROL_BYTES = 125;

  private final int maxMessageBytes;
  private final @Nullable MessageInflater inflater;

  /** What has come of a header, or of a control frame, that is not all there. */
  private byte @Nullable [] held;

  private int heldBytes;

  /** The data frame whose payload is being read. */
  private boolean inPayload;

  private boolean last;
  private int key;
  private int remaining;

  /** The message being read: its opcode, or 0 between messages. */
  private int message;

  private boolean compressed;
  private int fragments;
  private int utf8;
  private byte @Nullable [] body;
  private int bodyBytes;

  private @Nullable CloseReason violation;

  /**
   * @param maxMessageBytes the largest message, fragments together, before and after inflating
   * @param inflater the loop's, when permessage-deflate was negotiated, else null
   */
  public FrameDecoder(int maxMessageBytes, @Nullable MessageInflater inflater) {
    this.maxMessageBytes = maxMessageBytes;
    this.inflater = inflater;
  }

  /**
   * Reads on. Changes {@code in}: it is unmasked in place.
   *
   * @return the position up to which it read; less than {@code to} when the listener stopped
   *     accepting, and the rest must then be offered again
   */
  public int decode(byte[] in, int from, int to, FrameListener listener) {
    if (violation != null) {
      return to;
    }
    int at = from;
    while ((at < to || isPayloadComplete()) && listener.accepting()) {
      at = inPayload ? readPayload(in, at, to, listener) : readHead(in, at, to, listener);
      if (violation != null) {
        held = null;
        body = null;
        listener.onViolation(violation);
        return to;
      }
    }
    return at;
  }

  /** Whether a frame or a message has begun and is not complete. */
  public boolean isMidMessage() {
    return message != 0 || held != null;
  }

  private boolean isPayloadComplete() {
    return inPayload && remaining == 0;
  }

  /** Reads a header, or a whole control frame, here or together with what was held. */
  private int readHead(byte[] in, int from, int to, FrameListener listener) {
    if (held != null) {
      return readHeld(held, in, from, to, listener);
    }
    int available = to - from;
    int required = required(in, from, available);
    if (required <= available) {
      begin(in, from, listener);
      return from + required;
    }
    held = new byte[HEADER_BYTES + MAX_CONTROL_BYTES];
    heldBytes = available;
    System.arraycopy(in, from, held, 0, available);
    return to;
  }

  private int readHeld(byte[] begun, byte[] in, int from, int to, FrameListener listener) {
    int at = from;
    int required = required(begun, 0, heldBytes);
    while (required > heldBytes && at < to) {
      int count = Math.min(required - heldBytes, to - at);
      System.arraycopy(in, at, begun, heldBytes, count);
      heldBytes += count;
      at += count;
      required = required(begun, 0, heldBytes);
    }
    if (required <= heldBytes) {
      held = null;
      begin(begun, 0, listener);
    }
    return at;
  }

  /**
   * How many bytes of the frame at {@code at} must be there before {@link #begin}: the header, and
   * all of a control frame. Checks what is there already; 0 after a violation.
   */
  private int required(byte[] in, int at, int available) {
    int first = in[at] & 0xFF;
    if (!isFirstByteLegal(first)) {
      return 0;
    }
    if (available == 1) {
      return 2;
    }
    if (in[at + 1] >= 0) {
      return violated(protocolError("frames from a client must be masked"));
    }
    int length = in[at + 1] & 0x7F;
    if ((first & CONTROL) != 0) {
      return length <= MAX_CONTROL_BYTES
          ? HEADER_BYTES + length
          : violated(protocolError("control frame of more than 125 bytes"));
    }
    return HEADER_BYTES + extendedBytes(length);
  }

  private static int extendedBytes(int length) {
    return length < 126 ? 0 : length == 126 ? Short.BYTES : Long.BYTES;
  }

  private boolean isFirstByteLegal(int first) {
    int opcode = first & OPCODE;
    boolean data = opcode == TEXT || opcode == BINARY;
    if ((first & RSV2_AND_3) != 0 || ((first & RSV1) != 0 && (inflater == null || !data))) {
      violated(protocolError("reserved bit set"));
    } else if (opcode > PONG || (opcode > BINARY && opcode < CLOSE)) {
      violated(protocolError("unknown opcode " + opcode));
    } else if (opcode >= CLOSE && (first & FIN) == 0) {
      violated(protocolError("fragmented control frame"));
    } else if (opcode == CONTINUATION && message == 0) {
      violated(protocolError("continuation of no message"));
    } else if (data && message != 0) {
      violated(protocolError("new message within a fragmented one"));
    }
    return violation == null;
  }

  private void begin(byte[] in, int at, FrameListener listener) {
    if (violation == null) {
      if ((in[at] & CONTROL) != 0) {
        control(in, at, listener);
      } else {
        beginData(in, at);
      }
    }
  }

  private void beginData(byte[] in, int at) {
    int first = in[at] & 0xFF;
    int length7 = in[at + 1] & 0x7F;
    long length = length(in, at + 2, length7);
    if (length < 0) {
      violated(protocolError("length not in the fewest bytes, or over 63 bits"));
      return;
    }
    if (length > maxMessageBytes - bodyBytes) {
      violated(MESSAGE_TOO_BIG);
      return;
    }
    if ((first & OPCODE) != CONTINUATION) {
      message = first & OPCODE;
      compressed = (first & RSV1) != 0;
      fragments = 0;
      utf8 = Utf8.COMPLETE;
    }
    fragments++;
    if (fragments > MAX_FRAGMENTS
        || (fragments > FREE_FRAGMENTS && bodyBytes + length < (long) fragments * FRAGMENT_BYTES)) {
      violated(policy("too many fragments"));
      return;
    }
    inPayload = true;
    last = (first & FIN) != 0;
    remaining = (int) length;
    key = Masking.key(in, at + 2 + extendedBytes(length7));
  }

  /** The payload's length, or -1 when it may not be written so (RFC 6455 section 5.2). */
  private static long length(byte[] in, int at, int length7) {
    int bytes = extendedBytes(length7);
    if (bytes == 0) {
      return length7;
    }
    long length = 0;
    for (int i = 0; i < bytes; i++) {
      length = length << 8 | (in[at + i] & 0xFF);
    }
    return length < (bytes == Short.BYTES ? 126 : 65_536) ? -1 : length;
  }

  private int readPayload(byte[] in, int from, int to, FrameListener listener) {
    int count = Math.min(remaining, to - from);
    int end = from + count;
    boolean beyondAscii = Masking.unmask(in, from, end, key);
    key = Masking.advance(key, count);
    remaining -= count;
    if (message == TEXT && !compressed && (beyondAscii || utf8 != Utf8.COMPLETE)) {
      utf8 = Utf8.check(utf8, in, from, end);
      if (utf8 == Utf8.REJECTED) {
        violated(INVALID_UTF8);
        return end;
      }
    }
    boolean whole = last && remaining == 0;
    if (!whole || body != null) {
      keep(in, from, count);
    }
    inPayload = remaining > 0;
    if (whole) {
      if (body == null) {
        complete(in, from, count, listener);
      } else {
        complete(body, 0, bodyBytes, listener);
      }
    }
    return end;
  }

  private void keep(byte[] in, int from, int count) {
    int size = bodyBytes + count;
    if (body == null) {
      body = new byte[(int) Math.min((long) size + remaining, 2L * size)];
    } else if (size > body.length) {
      body = Arrays.copyOf(body, (int) Math.min(maxMessageBytes, 2L * size));
    }
    System.arraycopy(in, from, body, bodyBytes, count);
    bodyBytes = size;
  }

  private void complete(byte[] bytes, int offset, int length, FrameListener listener) {
    boolean text = message == TEXT;
    message = 0;
    body = null;
    bodyBytes = 0;
    if (compressed && inflater != null) {
      violation = inflater.inflate(bytes, offset, length, maxMessageBytes, text);
      if (violation == null) {
        hand(text, inflater.output(), 0, inflater.outputBytes(), listener);
      }
    } else if (text && utf8 != Utf8.COMPLETE) {
      violated(INVALID_UTF8);
    } else {
      hand(text, bytes, offset, length, listener);
    }
  }

  private static void hand(boolean text, byte[] bytes, int offset, int length, FrameListener to) {
    if (text) {
      to.onText(bytes, offset, length);
    } else {
      to.onBinary(bytes, offset, length);
    }
  }

  private void control(byte[] in, int at, FrameListener listener) {
    int length = in[at + 1] & 0x7F;
    int payload = at + HEADER_BYTES;
    Masking.unmask(in, payload, payload + length, Masking.key(in, at + 2));
    switch (in[at] & OPCODE) {
      case PING -> listener.onPing(in, payload, length);
      case PONG -> listener.onPong();
      default -> close(in, payload, length, listener);
    }
  }

  private void close(byte[] in, int at, int length, FrameListener listener) {
    if (length == 0) {
      listener.onClose(FrameListener.NO_CODE);
      return;
    }
    int code = length == 1 ? 0 : (in[at] & 0xFF) << 8 | (in[at + 1] & 0xFF);
    if (!isCodeOfAClient(code)) {
      violated(protocolError("close code a client may not send"));
    } else if (Utf8.check(Utf8.COMPLETE, in, at + 2, at + length) != Utf8.COMPLETE) {
      violated(INVALID_UTF8);
    } else {
      listener.onClose(code);
    }
  }

  /** RFC 6455 section 7.4 and the registry it opened, which has 1012 to 1014 too. */
  private static boolean isCodeOfAClient(int code) {
    return (code >= 1000 && code <= 1003)
        || (code >= 1007 && code <= 1014)
        || (code >= 3000 && code <= 4999);
  }

  /** Notes the first rule broken; 0, so that the caller needs no more bytes. */
  private int violated(CloseReason reason) {
    if (violation == null) {
      violation = reason;
    }
    return 0;
  }
}
