package dev.carillon.chat;

import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChannelMember;
import dev.carillon.chat.model.ChatReader;
import dev.carillon.chat.model.Ids;
import dev.carillon.chat.model.Message;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who sees what: the members see a channel, and of a public one all members of its workspace but
 * the guests. To everybody else there is no such channel.
 */
final class Sight {
  private Sight() {}

  /**
   * A channel that somebody sees.
   *
   * @param member null: he or she is no member
   */
  record Seen(Channel channel, @Nullable ChannelMember member) {}

  /** A message that somebody sees, and where. */
  record SeenMessage(Seen seen, Message message) {
    Channel channel() {
      return seen.channel();
    }
  }

  static Optional<Seen> of(ChatReader reader, String userId, String channelId) {
    return reader.channel(Ids.read(channelId)).flatMap(channel -> of(reader, userId, channel));
  }

  static Optional<Seen> of(ChatReader reader, String userId, Channel channel) {
    Optional<ChannelMember> member = reader.member(channel.id(), userId);
    return member.isPresent() || isOpenTo(reader, userId, channel)
        ? Optional.of(new Seen(channel, member.orElse(null)))
        : Optional.empty();
  }

  /** Whether a user who is no member may read the channel and join it. */
  static boolean isOpenTo(ChatReader reader, String userId, Channel channel) {
    return channel.isPublic()
        && reader
            .workspaceMember(channel.workspaceId(), userId)
            .filter(member -> !member.isGuest())
            .isPresent();
  }

  /** A message, deleted or not, of a channel that the user sees. */
  static Optional<SeenMessage> of(ChatReader reader, String userId, MessageRef ref) {
    return reader
        .message(ref.messageId())
        .filter(message -> ref.allows(message.channelId()))
        .flatMap(message ->
            of(reader, userId, message.channelId()).map(seen -> new SeenMessage(seen, message)));
  }

  /** Whether a user may change and remove what others did in a channel. */
  static boolean moderates(ChatReader reader, String userId, Seen seen) {
    ChannelMember member = seen.member();
    return (member != null && member.role().moderates())
        || reader
            .workspaceMember(seen.channel().workspaceId(), userId)
            .filter(place -> place.role().moderates())
            .isPresent();
  }
}
