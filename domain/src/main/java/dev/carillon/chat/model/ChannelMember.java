package dev.carillon.chat.model;

import org.jspecify.annotations.Nullable;

/**
 * One user's place in a channel.
 *
 * @param lastReadId the latest message that was read; null: none. Moves forward only, but for an
 *     explicit "mark unread"
 * @param lastSentAtMillis when the member last sent something, for the slow mode; 0: never
 */
public record ChannelMember(
    String channelId,
    Person person,
    Role role,
    long joinedAtMillis,
    @Nullable String lastReadId,
    long lastSentAtMillis,
    Attention attention) {

  /** One who has just come. */
  public static ChannelMember entered(
      String channelId, Person person, Role role, long nowMillis, @Nullable String lastReadId) {
    return new ChannelMember(channelId, person, role, nowMillis, lastReadId, 0, Attention.DEFAULT);
  }

  public String userId() {
    return person.id();
  }

  /** After reading up to a message, or back to before one. */
  public ChannelMember withLastRead(@Nullable String id) {
    return new ChannelMember(
        channelId, person, role, joinedAtMillis, id, lastSentAtMillis, attention);
  }

  public ChannelMember withLastSent(long millis) {
    return new ChannelMember(
        channelId, person, role, joinedAtMillis, lastReadId, millis, attention);
  }

  public ChannelMember with(Attention newAttention) {
    return new ChannelMember(
        channelId, person, role, joinedAtMillis, lastReadId, lastSentAtMillis, newAttention);
  }
}
