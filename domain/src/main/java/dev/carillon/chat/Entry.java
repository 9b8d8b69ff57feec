package dev.carillon.chat;

import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChannelMember;
import dev.carillon.chat.model.ChatTransaction;
import dev.carillon.chat.model.Ids;
import dev.carillon.chat.model.Message;
import java.util.Optional;

/**
 * Whether somebody may change something in a channel: members may, until it is archived. The
 * channel is locked until the transaction ends.
 */
sealed interface Entry {

  /** Yes. */
  record Open(Channel channel, ChannelMember member) implements Entry {
    Sight.Seen seen() {
      return new Sight.Seen(channel, member);
    }
  }

  /** No. */
  record Closed(Reason reason) implements Entry, ToMessage {
    <T> Outcome<T> refused() {
      return Outcome.refused(reason);
    }
  }

  /** The same for a message. */
  sealed interface ToMessage permits At, Closed {}

  /** Yes, and this is the message, deleted or not. */
  record At(Open open, Message message) implements ToMessage {
    Channel channel() {
      return open.channel();
    }
  }

  static Entry to(ChatTransaction tx, String userId, String channelId) {
    Optional<Sight.Seen> seen =
        tx.lockChannel(Ids.read(channelId)).flatMap(channel -> Sight.of(tx, userId, channel));
    if (seen.isEmpty()) {
      return new Closed(Reason.NOT_FOUND);
    }
    ChannelMember member = seen.get().member();
    if (member == null) {
      return new Closed(Reason.FORBIDDEN);
    }
    Channel channel = seen.get().channel();
    return channel.isArchived() ? new Closed(Reason.ARCHIVED) : new Open(channel, member);
  }

  static ToMessage to(ChatTransaction tx, String userId, MessageRef ref) {
    String channelId = ref.channelId();
    if (channelId == null) {
      channelId = tx.message(ref.messageId()).map(Message::channelId).orElse(Ids.NIL);
    }
    return switch (to(tx, userId, channelId)) {
      case Closed closed -> closed;
      case Open open ->
          tx.message(ref.messageId())
              .filter(message -> message.channelId().equals(open.channel().id()))
              .<ToMessage>map(message -> new At(open, message))
              .orElse(new Closed(Reason.NOT_FOUND));
    };
  }
}
