package dev.carillon.chat.model;

/** A committed change of a workspace. Is not numbered and not kept. */
public sealed interface WorkspaceEvent {
  String workspaceId();

  String actorId();

  record Updated(String actorId, Workspace workspace) implements WorkspaceEvent {
    @Override
    public String workspaceId() {
      return workspace.id();
    }
  }

  record Deleted(String workspaceId, String actorId) implements WorkspaceEvent {}

  /** Also of private channels: tell those who may see it ({@link Channel#isPublic}). */
  record ChannelCreated(String actorId, Channel channel) implements WorkspaceEvent {
    @Override
    public String workspaceId() {
      return channel.workspaceId();
    }
  }

  /** Beside the channel's own event; an archived channel is one that has ended. */
  record ChannelChanged(String actorId, Channel channel) implements WorkspaceEvent {
    @Override
    public String workspaceId() {
      return channel.workspaceId();
    }
  }

  record MemberAdded(String actorId, WorkspaceMember member) implements WorkspaceEvent {
    @Override
    public String workspaceId() {
      return member.workspaceId();
    }
  }

  record MemberChanged(String actorId, WorkspaceMember member) implements WorkspaceEvent {
    @Override
    public String workspaceId() {
      return member.workspaceId();
    }
  }

  record MemberRemoved(String workspaceId, String actorId, String userId)
      implements WorkspaceEvent {}
}
