package dev.carillon.webhooks;

import java.util.List;

/**
 * A webhook of a channel.
 *
 * @param createdBy the user who made it; it outlives his or her membership
 */
public record Webhook(
    String id,
    String workspaceId,
    String channelId,
    String name,
    String createdBy,
    long createdAtMillis,
    Kind kind) {

  /** Which way it goes. */
  public sealed interface Kind {}

  /**
   * Whoever knows its token may post into the channel.
   *
   * @param tokenHash the token itself is nowhere kept
   */
  public record Incoming(String tokenHash) implements Kind {}

  /**
   * An address is called when something happens in the channel.
   *
   * @param events the names of those it is called for; {@link #ALL} stands for all
   * @param secret what calls are signed with, base64
   */
  public record Outgoing(String url, List<String> events, String secret, Progress progress)
      implements Kind {
    public static final String ALL = "*";

    public Outgoing {
      events = List.copyOf(events);
    }

    /** Whether it is called for an event of this name. */
    public boolean wants(String event) {
      return events.contains(ALL) || events.contains(event);
    }
  }

  /** The same webhook, called and set otherwise. */
  public Webhook with(String newName, Kind newKind) {
    return new Webhook(id, workspaceId, channelId, newName, createdBy, createdAtMillis, newKind);
  }
}
