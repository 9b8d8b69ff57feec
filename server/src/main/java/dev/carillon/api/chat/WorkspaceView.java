package dev.carillon.api.chat;

import dev.carillon.chat.Chat;
import dev.carillon.chat.Outcome;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.Page;
import dev.carillon.chat.model.Unread;
import dev.carillon.chat.model.WorkspaceMember;
import dev.carillon.core.bus.Payload;
import dev.carillon.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A workspace as one of its members sees it. Each method reads the store, and blocks. */
final class WorkspaceView {
  private static final int MAX_MEMBERS = 100;

  private final ChatApi api;
  private final Chat chat;
  private final String userId;
  private final String workspaceId;

  WorkspaceView(ChatApi api, String userId, String workspaceId) {
    this.api = api;
    this.chat = api.chat();
    this.userId = userId;
    this.workspaceId = workspaceId;
  }

  /** The channels that the user is a member of. */
  List<String> channelIds() {
    return unread().stream().map(Unread::channelId).toList();
  }

  /** An array of the channels that the user can find, with what is unread in the user's own. */
  void channels(JsonWriter json) {
    Map<String, Unread> unread = new LinkedHashMap<>();
    unread().forEach(one -> unread.put(one.channelId(), one));
    Outcome<List<Channel>> channels = chat.channels().list(userId, workspaceId);
    json.beginArray();
    if (!(channels instanceof Outcome.Refused<List<Channel>>)) {
      for (Channel channel : ChannelJoin.valueOf(channels)) {
        ChatJson.listedChannel(json, channel, unread.get(channel.id()));
      }
    }
    json.endArray();
  }

  /** Who is there, as {@code presence_state} tells it. */
  void onlineUsers(JsonWriter json) {
    Payload state = api.presence().state(Broadcasts.workspace(workspaceId));
    json.raw(state.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** An object: what is unread, by the id of the channel. */
  void unreadCounts(JsonWriter json) {
    json.beginObject();
    unread().forEach(one -> json.field(one.channelId(), one.count()));
    json.endObject();
  }

  /** An array of the first members. */
  void members(JsonWriter json) {
    Outcome<Page<WorkspaceMember>> members =
        chat.workspaces().members(userId, workspaceId, null, MAX_MEMBERS);
    json.beginArray();
    if (!(members instanceof Outcome.Refused<Page<WorkspaceMember>>)) {
      ChannelJoin.valueOf(members).items().forEach(member -> ChatJson.member(json, member));
    }
    json.endArray();
  }

  private List<Unread> unread() {
    Outcome<List<Unread>> unread = chat.markers().unread(userId, workspaceId);
    return unread instanceof Outcome.Refused<List<Unread>>
        ? List.of()
        : ChannelJoin.valueOf(unread);
  }
}
