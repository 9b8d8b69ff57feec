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
    long lastSentAtMillis) {

  public String userId() {
    return person.id();
  }

  /** After reading up to a message, or back to before one. */
  public ChannelMember withLastRead(@Nullable String id) {
    return new ChannelMember(channelId, person, role, joinedAtMillis, id, lastSentAtMillis);
  }

  public ChannelMember withLastSent(long millis) {
    return new ChannelMember(channelId, person, role, joinedAtMillis, lastReadId, millis);
  }
}
