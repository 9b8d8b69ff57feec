package dev.carillon.api.chat;

import dev.carillon.api.chat.ChatLimits.Action;
import dev.carillon.chat.Chat;
import dev.carillon.chat.CreateChannel;
import dev.carillon.chat.Outcome;
import dev.carillon.chat.Outcome.Already;
import dev.carillon.chat.Outcome.Done;
import dev.carillon.chat.Outcome.Refused;
import dev.carillon.chat.Reason;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.WorkspaceMember;
import dev.carillon.core.bus.Payload;
import dev.carillon.json.JsonObject;
import dev.carillon.json.JsonWriter;
import dev.carillon.protocol.phoenix.ChannelSocket;
import dev.carillon.protocol.phoenix.Push;
import java.util.function.Consumer;

/**
 * What a client pushes to {@code workspace:{id}} (chat.md section 3.4). What fails is told by the
 * reply and by {@code error} {event, reason or errors}.
 */
final class WorkspacePushes {
  private final ChatApi api;
  private final Chat chat;
  private final WorkspaceChannel channel;
  private final ChannelSocket socket;
  private final String userId;
  private final String workspaceId;

  WorkspacePushes(ChatApi api, WorkspaceChannel channel, ChannelSocket socket) {
    this.api = api;
    this.chat = api.chat();
    this.channel = channel;
    this.socket = socket;
    this.userId = channel.userId();
    this.workspaceId = channel.workspaceId();
  }

  /** Takes a push of a user whose token is good. */
  void take(Push push) {
    switch (push.event()) {
      case "user_status_change" -> work(push, this::changeStatus);
      case "create_channel" -> work(push, this::create);
      case "join_channel" -> work(push, this::join);
      case "leave_channel" -> work(push, this::leave);
      case "get_workspace_info" -> work(push, this::info);
      case String _ -> push.unknownEvent();
    }
  }

  /** Does something that may block, and answers the push. */
  private interface Work {
    void run(Push push, Consumer<Outcome<?>> refused);
  }

  private void work(Push push, Work work) {
    Working working = new Working(api, push, socket, Working.ERROR);
    long wait = api.limits().take(Action.OTHER, userId, socket.topic());
    if (wait > 0) {
      working.tooMany(wait);
      return;
    }
    working.run(() -> {
      Outcome<WorkspaceMember> member = chat.workspaces().membership(userId, workspaceId);
      if (member instanceof Refused<WorkspaceMember>) {
        push.error(Refusals.of(Reason.FORBIDDEN).payload());
        channel.putOut("removed");
      } else {
        work.run(push, working::refused);
      }
    });
  }

  private void changeStatus(Push push, Consumer<Outcome<?>> refused) {
    String status = UserStatus.check(push.payload().string("status"));
    socket
        .socket()
        .onLoop(() -> {
          push.ok(Broadcasts.object(json -> json.field("status", status)));
          channel.status(status);
        });
  }

  private void create(Push push, Consumer<Outcome<?>> refused) {
    JsonObject payload = push.payload();
    Channel.Profile profile =
        new Channel.Profile(
            payload.optionalString("name").orElse(""),
            payload.optionalString("description").orElse(null),
            payload.optionalString("topic").orElse(null));
    CreateChannel command = new CreateChannel(workspaceId, userId, type(payload), profile);
    chat.channels()
        .create(
            command,
            api.nowMillis(),
            outcome ->
                answer(
                    push,
                    outcome,
                    refused,
                    (json, made) -> ChatJson.channel(json.name("channel"), made)));
  }

  private static Channel.Type type(JsonObject payload) {
    return switch (payload.optionalString("type").orElse("public")) {
      case "public" -> Channel.Type.PUBLIC;
      case "private" -> Channel.Type.PRIVATE;
      case String _ -> throw payload.mismatch("type", "must be public or private");
    };
  }

  private void join(Push push, Consumer<Outcome<?>> refused) {
    String channelId = push.payload().string("channel_id");
    Outcome<Channel> found = here(channelId);
    if (found instanceof Refused<Channel>) {
      refused.accept(found);
      return;
    }
    chat.channels()
        .join(
            userId,
            channelId,
            api.nowMillis(),
            outcome ->
                answer(
                    push,
                    outcome,
                    refused,
                    (json, _) ->
                        ChatJson.channel(json.name("channel"), ChannelJoin.valueOf(found))));
  }

  private void leave(Push push, Consumer<Outcome<?>> refused) {
    String channelId = push.payload().string("channel_id");
    Outcome<Channel> found = here(channelId);
    if (found instanceof Refused<Channel>) {
      refused.accept(found);
      return;
    }
    chat.channels()
        .leave(
            userId,
            channelId,
            api.nowMillis(),
            outcome ->
                answer(
                    push, outcome, refused, (json, left) -> json.field("channel_id", left.id())));
  }

  /** The channel, if it is one of this workspace that the user may know of. */
  private Outcome<Channel> here(String channelId) {
    Outcome<Channel> found = chat.channels().get(userId, channelId);
    return found instanceof Done<Channel>(var there) && !there.workspaceId().equals(workspaceId)
        ? Outcome.refused(Reason.NOT_FOUND)
        : found;
  }

  private void info(Push push, Consumer<Outcome<?>> refused) {
    WorkspaceView view = new WorkspaceView(api, userId, workspaceId);
    Payload info =
        Broadcasts.object(json -> {
          view.channels(json.name("channels"));
          view.members(json.name("members"));
          view.onlineUsers(json.name("online_users"));
          view.unreadCounts(json.name("unread_counts"));
        });
    push.reply("ok", info, () -> socket.push("workspace_info", info));
  }

  /** Writes the members of a reply. */
  private interface Answer<T> {
    void write(JsonWriter json, T value);
  }

  private static <T> void answer(
      Push push, Outcome<T> outcome, Consumer<Outcome<?>> refused, Answer<T> answer) {
    switch (outcome) {
      case Done<T>(T value) -> push.ok(Broadcasts.object(json -> answer.write(json, value)));
      case Already<T>(T value) -> push.ok(Broadcasts.object(json -> answer.write(json, value)));
      case Refused<T> no -> refused.accept(no);
    }
  }
}
