package dev.carillon.chat.codec;

import dev.carillon.chat.ChatListener;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ReadMark;
import dev.carillon.chat.model.WorkspaceEvent;

/**
 * What was committed, as bytes that other nodes are told: a version, what it is, then its fields.
 * Stateless.
 */
public final class ChatNotes {
  private static final int VERSION = 1;

  /** What stands for the kind of a note; never to be renumbered. */
  private static final class Kind {
    static final int CHANNEL = 1;
    static final int READ = 2;
    static final int WORKSPACE_UPDATED = 3;
    static final int WORKSPACE_DELETED = 4;
    static final int CHANNEL_CREATED = 5;
    static final int CHANNEL_CHANGED = 6;
    static final int MEMBER_ADDED = 7;
    static final int MEMBER_CHANGED = 8;
    static final int MEMBER_REMOVED = 9;

    private Kind() {}
  }

  private ChatNotes() {}

  public static byte[] of(ChatEvent event) {
    Packer out = begun(Kind.CHANNEL);
    out.text(event.channelId());
    out.number(event.seq());
    out.number(event.atMillis());
    out.rest(ChatBytes.of(event));
    return out.bytes();
  }

  public static byte[] of(ReadMark mark) {
    Packer out = begun(Kind.READ);
    out.text(mark.workspaceId());
    out.text(mark.channelId());
    out.text(mark.userId());
    out.optional(mark.messageId(), out::text);
    out.number(mark.unreadCount());
    out.number(mark.atMillis());
    out.flag(mark.shared());
    return out.bytes();
  }

  public static byte[] of(WorkspaceEvent event) {
    Packer out = begun(kindOf(event));
    ValuePacker values = new ValuePacker(out);
    out.text(event.actorId());
    switch (event) {
      case WorkspaceEvent.Updated updated -> values.workspace(updated.workspace());
      case WorkspaceEvent.Deleted deleted -> out.text(deleted.workspaceId());
      case WorkspaceEvent.ChannelCreated created -> values.channel(created.channel());
      case WorkspaceEvent.ChannelChanged changed -> values.channel(changed.channel());
      case WorkspaceEvent.MemberAdded added -> values.member(added.member());
      case WorkspaceEvent.MemberChanged changed -> values.member(changed.member());
      case WorkspaceEvent.MemberRemoved removed -> {
        out.text(removed.workspaceId());
        out.text(removed.userId());
      }
    }
    return out.bytes();
  }

  private static int kindOf(WorkspaceEvent event) {
    return switch (event) {
      case WorkspaceEvent.Updated _ -> Kind.WORKSPACE_UPDATED;
      case WorkspaceEvent.Deleted _ -> Kind.WORKSPACE_DELETED;
      case WorkspaceEvent.ChannelCreated _ -> Kind.CHANNEL_CREATED;
      case WorkspaceEvent.ChannelChanged _ -> Kind.CHANNEL_CHANGED;
      case WorkspaceEvent.MemberAdded _ -> Kind.MEMBER_ADDED;
      case WorkspaceEvent.MemberChanged _ -> Kind.MEMBER_CHANGED;
      case WorkspaceEvent.MemberRemoved _ -> Kind.MEMBER_REMOVED;
    };
  }

  private static Packer begun(int kind) {
    Packer out = new Packer();
    out.small(VERSION);
    out.small(kind);
    return out;
  }

  /**
   * Tells a listener what a note says.
   *
   * @return false: it is of a version or kind that this program does not know, and nothing was told
   */
  public static boolean read(byte[] note, ChatListener to) {
    Unpacker in = new Unpacker(note);
    if (in.small() != VERSION) {
      return false;
    }
    int kind = in.small();
    switch (kind) {
      case Kind.CHANNEL ->
          to.changed(ChatBytes.event(in.text(), in.number(), in.number(), in.rest()));
      case Kind.READ ->
          to.read(
              new ReadMark(
                  in.text(),
                  in.text(),
                  in.text(),
                  in.optional(in::text),
                  Math.toIntExact(in.number()),
                  in.number(),
                  in.flag()));
      case Kind.WORKSPACE_UPDATED,
          Kind.WORKSPACE_DELETED,
          Kind.CHANNEL_CREATED,
          Kind.CHANNEL_CHANGED,
          Kind.MEMBER_ADDED,
          Kind.MEMBER_CHANGED,
          Kind.MEMBER_REMOVED ->
          to.changed(workspaceEvent(kind, in.text(), in));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static WorkspaceEvent workspaceEvent(int kind, String actorId, Unpacker in) {
    ValueUnpacker values = new ValueUnpacker(in);
    return switch (kind) {
      case Kind.WORKSPACE_UPDATED -> new WorkspaceEvent.Updated(actorId, values.workspace());
      case Kind.WORKSPACE_DELETED -> new WorkspaceEvent.Deleted(in.text(), actorId);
      case Kind.CHANNEL_CREATED -> new WorkspaceEvent.ChannelCreated(actorId, values.channel());
      case Kind.CHANNEL_CHANGED -> new WorkspaceEvent.ChannelChanged(actorId, values.channel());
      case Kind.MEMBER_ADDED -> new WorkspaceEvent.MemberAdded(actorId, values.member());
      case Kind.MEMBER_CHANGED -> new WorkspaceEvent.MemberChanged(actorId, values.member());
      case Kind.MEMBER_REMOVED -> new WorkspaceEvent.MemberRemoved(in.text(), actorId, in.text());
      default -> throw new IllegalArgumentException("kind of a note: " + kind);
    };
  }
}
