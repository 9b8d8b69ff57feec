package dev.carillon.api.chat;

import dev.carillon.chat.Chat;
import dev.carillon.chat.Outcome;
import dev.carillon.chat.model.Person;
import dev.carillon.chat.model.Workspace;
import dev.carillon.chat.model.WorkspaceMember;
import dev.carillon.core.auth.Principal;
import dev.carillon.core.bus.Payload;
import dev.carillon.protocol.phoenix.Join;
import org.jspecify.annotations.Nullable;

/** Joins of {@code workspace:{id}}, by members alone. */
final class WorkspaceJoin {
  private final ChatApi api;
  private final Door door;

  WorkspaceJoin(ChatApi api) {
    this.api = api;
    this.door = new Door(api, Broadcasts.WORKSPACE, this::enter);
  }

  void join(Join<ChatSocket> join) {
    door.knock(join);
  }

  private @Nullable Payload enter(Join<ChatSocket> join, String workspaceId) {
    join.payload().optionalString("status").ifPresent(UserStatus::check);
    Principal user = join.assigns().principal();
    Chat chat = api.chat();
    Person person = chat.people().ensure(user.userId(), user.name(), api.nowMillis());
    if (!(chat.workspaces().membership(user.userId(), workspaceId)
            instanceof Outcome.Done<WorkspaceMember>(var member))
        || !(chat.workspaces().get(user.userId(), workspaceId)
            instanceof Outcome.Done<Workspace>(var workspace))) {
      return Refusals.ACCESS_DENIED.payload();
    }
    Payload reply =
        Broadcasts.object(json -> {
          ChatJson.workspace(json.name("workspace"), workspace);
          ChatJson.profile(json.name("user"), person);
          json.field("role", ChatJson.word(member.role()));
        });
    join.accept(
        reply,
        socket -> {
          join.payload().optionalString("status").ifPresent(join.assigns()::status);
          WorkspaceChannel channel = new WorkspaceChannel(api, join.assigns(), socket, member);
          channel.open();
          return channel;
        });
    return null;
  }
}
