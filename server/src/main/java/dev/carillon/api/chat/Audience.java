package dev.carillon.api.chat;

import dev.carillon.chat.model.Channel;
import java.util.Set;

/**
 * Who of those joined to a workspace may hear of something. Goes with a publication as its readers
 * and its key; {@link WorkspaceHearing} reads them.
 *
 * @param readers the only users; empty: whoever the key lets
 */
record Audience(Set<String> readers, String key) {
  static final String OF_MEMBERS = "members:";
  static final String OF_FINDERS = "finders:";

  /** All members of the workspace. */
  static final Audience ALL = new Audience(Set.of(), "");

  Audience {
    readers = Set.copyOf(readers);
  }

  /** One user, on all devices. */
  static Audience user(String userId) {
    return new Audience(Set.of(userId), "");
  }

  /** The members of a channel. */
  static Audience members(String channelId) {
    return new Audience(Set.of(), OF_MEMBERS + channelId);
  }

  /** Those who can find a channel: its members, and of a public one all who are no guests. */
  static Audience finders(Channel channel) {
    return channel.isPublic()
        ? new Audience(Set.of(), OF_FINDERS + channel.id())
        : members(channel.id());
  }
}
