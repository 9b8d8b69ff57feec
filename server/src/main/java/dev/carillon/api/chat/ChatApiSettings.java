package dev.carillon.api.chat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What whoever runs the server may choose of the Chat API; the rules of the chat itself are {@link
 * dev.carillon.chat.ChatSettings}.
 *
 * @param refuseAt where a client without a good token is refused
 * @param joinTimeout how long a socket without a good token may stay without a channel
 * @param limits null: none
 * @param patience how long an event waits for its predecessor before the store is asked
 */
public record ChatApiSettings(
    RefuseAt refuseAt, Duration joinTimeout, @Nullable Limits limits, Duration patience) {
  private static final Duration PATIENCE = Duration.ofMillis(200);

  public static final ChatApiSettings DEFAULT =
      new ChatApiSettings(RefuseAt.JOIN, Duration.ofSeconds(60), Limits.DOCUMENTED);

  /** With the usual patience. */
  public ChatApiSettings(RefuseAt refuseAt, Duration joinTimeout, @Nullable Limits limits) {
    this(refuseAt, joinTimeout, limits, PATIENCE);
  }

  /** Where a client hears that its token is no good, or that its user has too many sockets. */
  public enum RefuseAt {
    /** Its socket opens and its joins are refused: what npm clients understand. */
    JOIN,
    /** Its socket does not open: what proxies and other programs understand. */
    HANDSHAKE
  }

  /**
   * How much one user may do.
   *
   * @param connections at once
   * @param messages a minute to one channel
   * @param joins a minute
   * @param typing indicators a minute in one channel
   * @param others other pushes a minute to one channel
   */
  public record Limits(int connections, int messages, int joins, int typing, int others) {
    public static final Limits DOCUMENTED = new Limits(100, 60, 30, 10, 120);
  }
}
