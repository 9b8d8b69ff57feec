package dev.carillon.api.chat;

import dev.carillon.chat.Chat;
import dev.carillon.chat.ChatWorkspaces;
import dev.carillon.chat.CreateChannel;
import dev.carillon.chat.UpdateWorkspace;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.Role;

/** A workspace of the demo's John and Jane, with one public channel, for tests of whole servers. */
public record ChatSetting(String workspaceId, String channelId) {
  public static final String JOHN = "550e8400-e29b-41d4-a716-446655440000";
  public static final String JANE = "550e8400-e29b-41d4-a716-446655440001";

  /** Made in this chat. */
  public static ChatSetting in(Chat chat) {
    long now = System.currentTimeMillis();
    chat.people().ensure(JOHN, "John Doe", now);
    chat.people().ensure(JANE, "Jane Smith", now);
    UpdateWorkspace profile = new UpdateWorkspace("Test", null, null, null);
    String workspace =
        ChannelJoin.valueOf(chat.workspaces().create(JOHN, profile, now, _ -> {})).id();
    chat.workspaces()
        .putMember(JOHN, workspace, new ChatWorkspaces.Member(JANE, Role.MEMBER), now, _ -> {});
    Channel.Profile general = new Channel.Profile("general", "General discussion", null);
    String channel =
        ChannelJoin.valueOf(
                chat.channels()
                    .create(
                        new CreateChannel(workspace, JOHN, Channel.Type.PUBLIC, general),
                        now,
                        _ -> {}))
            .id();
    return new ChatSetting(workspace, channel);
  }
}
