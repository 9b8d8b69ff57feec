package dev.carillon.chat.codec;

import dev.carillon.chat.model.Attachment;
import dev.carillon.chat.model.ChatEvent;
import java.util.List;

/**
 * The bytes in which events and attachments are kept: a version, then the fields one after the
 * other. All databases keep the same, and nodes tell each other the same.
 *
 * <p>An event is kept as it was told, so what it says of its author stays as it was then.
 */
public final class ChatBytes {
  private static final int VERSION = 1;

  /** What stands for the kind of a change; never to be renumbered. */
  private static final class Kind {
    static final int MESSAGE_SENT = 1;
    static final int MESSAGE_EDITED = 2;
    static final int MESSAGE_DELETED = 3;
    static final int REACTION_ADDED = 4;
    static final int REACTION_REMOVED = 5;
    static final int REACTIONS_CLEARED = 6;
    static final int THREAD_STARTED = 7;
    static final int MESSAGE_PINNED = 8;
    static final int MESSAGE_UNPINNED = 9;
    static final int MEMBER_JOINED = 10;
    static final int MEMBER_LEFT = 11;
    static final int CHANNEL_UPDATED = 12;

    private Kind() {}
  }

  private ChatBytes() {}

  /** All of an event but what its row has: the channel, the number and the time. */
  public static byte[] of(ChatEvent event) {
    Packer out = new Packer();
    out.small(VERSION);
    out.text(event.workspaceId());
    out.text(event.actorId());
    write(out, event.change());
    return out.bytes();
  }

  public static ChatEvent event(String channelId, long seq, long atMillis, byte[] bytes) {
    Unpacker in = opened(bytes);
    String workspaceId = in.text();
    String actorId = in.text();
    return new ChatEvent(workspaceId, channelId, seq, atMillis, actorId, change(in));
  }

  public static byte[] of(List<Attachment> attachments) {
    Packer out = new Packer();
    out.small(VERSION);
    out.list(attachments, new ValuePacker(out)::attachment);
    return out.bytes();
  }

  public static List<Attachment> attachments(byte[] bytes) {
    Unpacker in = opened(bytes);
    return in.list(new ValueUnpacker(in)::attachment);
  }

  private static Unpacker opened(byte[] bytes) {
    Unpacker in = new Unpacker(bytes);
    int version = in.small();
    if (version != VERSION) {
      throw new IllegalStateException(
          "stored bytes of version " + version + " (expected: " + VERSION + ")");
    }
    return in;
  }

  private static void write(Packer out, ChatEvent.Change change) {
    ValuePacker values = new ValuePacker(out);
    out.small(kindOf(change));
    switch (change) {
      case ChatEvent.MessageSent sent -> {
        values.message(sent.message());
        out.optional(sent.tempId(), values::tempId);
        out.optional(sent.thread(), values::thread);
      }
      case ChatEvent.MessageEdited edited -> {
        values.message(edited.message());
        out.list(edited.newMentions(), out::text);
      }
      case ChatEvent.MessageDeleted deleted -> {
        out.text(deleted.messageId());
        out.optional(deleted.thread(), values::thread);
      }
      case ChatEvent.ReactionAdded added -> values.reaction(added.reaction());
      case ChatEvent.ReactionRemoved removed -> values.reaction(removed.reaction());
      case ChatEvent.ReactionsCleared cleared -> {
        out.text(cleared.messageId());
        out.optional(cleared.emoji(), out::text);
        out.list(cleared.reactions(), values::reaction);
      }
      case ChatEvent.ThreadStarted started -> values.thread(started.thread());
      case ChatEvent.MessagePinned pinned -> out.text(pinned.messageId());
      case ChatEvent.MessageUnpinned unpinned -> out.text(unpinned.messageId());
      case ChatEvent.MemberJoined joined -> values.joined(joined);
      case ChatEvent.MemberLeft left -> values.left(left);
      case ChatEvent.ChannelUpdated updated -> values.channel(updated.channel());
    }
  }

  private static int kindOf(ChatEvent.Change change) {
    return switch (change) {
      case ChatEvent.MessageSent _ -> Kind.MESSAGE_SENT;
      case ChatEvent.MessageEdited _ -> Kind.MESSAGE_EDITED;
      case ChatEvent.MessageDeleted _ -> Kind.MESSAGE_DELETED;
      case ChatEvent.ReactionAdded _ -> Kind.REACTION_ADDED;
      case ChatEvent.ReactionRemoved _ -> Kind.REACTION_REMOVED;
      case ChatEvent.ReactionsCleared _ -> Kind.REACTIONS_CLEARED;
      case ChatEvent.ThreadStarted _ -> Kind.THREAD_STARTED;
      case ChatEvent.MessagePinned _ -> Kind.MESSAGE_PINNED;
      case ChatEvent.MessageUnpinned _ -> Kind.MESSAGE_UNPINNED;
      case ChatEvent.MemberJoined _ -> Kind.MEMBER_JOINED;
      case ChatEvent.MemberLeft _ -> Kind.MEMBER_LEFT;
      case ChatEvent.ChannelUpdated _ -> Kind.CHANNEL_UPDATED;
    };
  }

  private static ChatEvent.Change change(Unpacker in) {
    ValueUnpacker values = new ValueUnpacker(in);
    int kind = in.small();
    return switch (kind) {
      case Kind.MESSAGE_SENT ->
          new ChatEvent.MessageSent(
              values.message(), in.optional(values::tempId), in.optional(values::thread));
      case Kind.MESSAGE_EDITED -> new ChatEvent.MessageEdited(values.message(), in.list(in::text));
      case Kind.MESSAGE_DELETED ->
          new ChatEvent.MessageDeleted(in.text(), in.optional(values::thread));
      case Kind.REACTION_ADDED -> new ChatEvent.ReactionAdded(values.reaction());
      case Kind.REACTION_REMOVED -> new ChatEvent.ReactionRemoved(values.reaction());
      case Kind.REACTIONS_CLEARED ->
          new ChatEvent.ReactionsCleared(
              in.text(), in.optional(in::text), in.list(values::reaction));
      case Kind.THREAD_STARTED -> new ChatEvent.ThreadStarted(values.thread());
      case Kind.MESSAGE_PINNED -> new ChatEvent.MessagePinned(in.text());
      case Kind.MESSAGE_UNPINNED -> new ChatEvent.MessageUnpinned(in.text());
      case Kind.MEMBER_JOINED -> values.joined();
      case Kind.MEMBER_LEFT -> values.left();
      case Kind.CHANNEL_UPDATED -> new ChatEvent.ChannelUpdated(values.channel());
      default -> throw new IllegalStateException("a stored event of the unknown kind " + kind);
    };
  }
}
