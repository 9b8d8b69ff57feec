package dev.carillon.core.session;

import java.nio.charset.StandardCharsets;

/**
 * Why a WebSocket ends: the code and the short text of its close frame (RFC 6455 section 7.4).
 *
 * <p>This is the one table of the codes Carillon sends; the contract's page {@code common.md} lists
 * when each is used. An API may add codes of its own in 4000 to 4999 by {@link #of}.
 *
 * @param code the close code, 1000 to 4999
 * @param text what a person reads; at most 123 bytes of UTF-8
 */
public record CloseReason(int code, String text) {
  /** Only the answer to a client's own close. */
  public static final CloseReason NORMAL = new CloseReason(1000, "");

  public static final CloseReason PING_TIMEOUT = new CloseReason(1001, "ping timeout");
  public static final CloseReason DISCONNECTED =
      new CloseReason(1001, "disconnected by an administrator");
  public static final CloseReason BINARY_NOT_ACCEPTED =
      new CloseReason(1003, "this API speaks JSON in text frames");
  public static final CloseReason INVALID_UTF8 = new CloseReason(1007, "text is not valid UTF-8");
  public static final CloseReason MESSAGE_TOO_BIG = new CloseReason(1009, "message too big");
  public static final CloseReason TOO_MANY_BROKEN_MESSAGES =
      new CloseReason(1008, "too many broken messages in a row");
  public static final CloseReason SLOW_CONSUMER = new CloseReason(1013, "slow consumer");
  public static final CloseReason OVERLOADED =
      new CloseReason(1013, "server overloaded, try again");

  private static final int MAX_TEXT_BYTES = 123;

  public CloseReason {
    if (code < 1000 || code > 4999) {
      throw new IllegalArgumentException("code: " + code + " (expected: 1000..4999)");
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_TEXT_BYTES) {
      throw new IllegalArgumentException("text: over " + MAX_TEXT_BYTES + " bytes of UTF-8");
    }
  }

  public static CloseReason of(int code, String text) {
    return new CloseReason(code, text);
  }

  /** The peer broke the protocol; {@code what} names the rule. */
  public static CloseReason protocolError(String what) {
    return new CloseReason(1002, what);
  }

  /** A policy of ours was broken, such as a limit. */
  public static CloseReason policy(String what) {
    return new CloseReason(1008, what);
  }

  /**
   * The server goes down to come back; contract/realtime.md section 4.3.
   *
   * @param retryMillis when to connect again: not the same for all, so that they don't come at once
   */
  public static CloseReason restart(int retryMillis) {
    return new CloseReason(1012, "server restarts, retry=" + retryMillis);
  }

  /** A bug of ours; {@code incident} also stands in the log. */
  public static CloseReason internalError(String incident) {
    return new CloseReason(1011, "internal error " + incident);
  }
}
