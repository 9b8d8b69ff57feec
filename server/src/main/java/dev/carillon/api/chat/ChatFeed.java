package dev.carillon.api.chat;

import dev.carillon.chat.ChatListener;
import dev.carillon.chat.model.Channel;
import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.ChatEvent.MemberJoined;
import dev.carillon.chat.model.ChatEvent.MemberLeft;
import dev.carillon.chat.model.ChatEvent.MessageSent;
import dev.carillon.chat.model.ChatStore;
import dev.carillon.chat.model.ReadMark;
import dev.carillon.chat.model.WorkspaceEvent;
import dev.carillon.core.bus.Payload;
import dev.carillon.json.JsonWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells what was committed to whom it concerns. What this node committed it hears on the thread
 * that commits, in the order of the commits, right after the actor was answered: so the actor sees
 * its answer first. What other nodes committed comes by {@link #ofOthers}. All readers of a channel
 * see one order, that of its numbers.
 */
final class ChatFeed implements ChatListener, ChannelOrder.Teller {
  private final Broadcasts broadcasts;
  private final ChannelOrder order;
  private final Typing typing;
  private final Receipts receipts;
  private final Rooms rooms;
  private final Memberships memberships;
  private final InstantSource clock;

  /** What others have committed, no actor of this node has to be left out of. */
  private final ChatListener others =
      new ChatListener() {
        @Override
        public void changed(ChatEvent event) {
          order.accept(event, 0, clock.millis());
        }

        @Override
        public void changed(WorkspaceEvent event) {
          tell(event);
        }

        @Override
        public void read(ReadMark mark) {
          receipts.read(mark, clock.millis());
        }
      };

  /** Set between an actor's answer and the event it caused, which the same thread tells next. */
  private final ThreadLocal<@Nullable Long> withoutEcho = new ThreadLocal<>();

  /** What is committed is kept in {@code ports}' store. */
  ChatFeed(ChatPorts ports, Broadcasts broadcasts, Typing typing, Seats seats, Duration patience) {
    this.broadcasts = broadcasts;
    this.order = new ChannelOrder(new Stored(ports.store()), ports.blocking(), this, patience);
    this.typing = typing;
    this.receipts = new Receipts(broadcasts);
    this.rooms = seats.rooms();
    this.memberships = seats.memberships();
    this.clock = ports.clock();
  }

  private record Stored(ChatStore store) implements ChannelOrder.Truth {
    @Override
    public List<ChatEvent> events(String channelId, long afterSeq, int limit) {
      return store.read(reader -> reader.events(channelId, afterSeq, limit));
    }

    @Override
    public long lastSeq(String channelId) {
      return store.read(reader -> reader.channel(channelId)).map(Channel::lastSeq).orElse(0L);
    }
  }

  /** Who sits where. */
  record Seats(Rooms rooms, Memberships memberships) {}

  /** The session that has just been answered on this thread shall not hear of what it did. */
  void leaveOut(long session) {
    withoutEcho.set(session);
  }

  /** Ends windows of time. To be called several times a second. */
  void tick(long nowMillis) {
    order.tick(nowMillis);
    typing.expire(nowMillis);
    receipts.flush(nowMillis);
  }

  /** In which order the events of a channel are told. */
  ChannelOrder order() {
    return order;
  }

  @Override
  public void changed(ChatEvent event) {
    Long session = withoutEcho.get();
    withoutEcho.remove();
    order.accept(event, session == null ? 0 : session, clock.millis());
  }

  /** Hears what other nodes committed. */
  ChatListener ofOthers() {
    return others;
  }

  @Override
  public void tell(ChatEvent event, long exceptSession) {
    String channelId = event.channelId();
    if (event.change() instanceof MessageSent sent) {
      typing.clear(channelId, sent.message().author().id());
    }
    Payload note = event.change() instanceof MemberLeft left ? leaver(left.userId()) : null;
    for (ChatEvents.Told told : ChatEvents.told(event)) {
      broadcasts.channel(event, told, note, exceptSession);
    }
    tellWorkspace(event);
  }

  @Override
  public void tellLate(ChatEvent event) {
    tellWorkspace(event);
  }

  @Override
  public void lost(String channelId) {
    rooms.restart(Broadcasts.CHANNEL + channelId, "events were lost");
  }

  /**
   * Notes of other nodes may have been lost. Channels are looked up; a workspace's news are not
   * numbered, so whoever has one open begins anew.
   */
  void missed() {
    order.doubt(
        () -> rooms.topics().stream().filter(ChatFeed::isChannel).map(ChatFeed::id).toList());
    rooms.topics().stream()
        .filter(topic -> !isChannel(topic))
        .forEach(topic -> rooms.restart(topic, "news may have been lost"));
  }

  private static boolean isChannel(String topic) {
    return topic.startsWith(Broadcasts.CHANNEL);
  }

  private static String id(String channelTopic) {
    return channelTopic.substring(Broadcasts.CHANNEL.length());
  }

  /** What stands beside the event of somebody who left, so that a joiner knows it is meant. */
  static Payload leaver(String userId) {
    return Broadcasts.object(json -> json.field("user_id", userId));
  }

  private void tellWorkspace(ChatEvent event) {
    String channelId = event.channelId();
    switch (event.change()) {
      case MessageSent sent -> {
        tell(
            event,
            "new_message_notification",
            Audience.members(channelId),
            json ->
                json.field("message_id", sent.message().id())
                    .field("user_id", sent.message().author().id())
                    .field("thread_id", sent.message().threadId()));
      }
      case MemberJoined joined -> {
        String userId = joined.person().id();
        memberships.changed(userId, channelId, true);
        tell(
            event,
            "user_joined_channel",
            Audience.members(channelId),
            json -> ChatJson.user(json.name("user"), joined.person()));
        tell(event, "channel_joined", Audience.user(userId), json -> json.field("user_id", userId));
      }
      case MemberLeft(String userId, ChatEvent.Departure departure, _) -> {
        memberships.changed(userId, channelId, false);
        Consumer<JsonWriter> who = json -> json.field("user_id", userId);
        tell(event, "user_left_channel", Audience.members(channelId), who);
        tell(event, "channel_left", Audience.user(userId), who);
        typing.clear(channelId, userId);
        rooms.putOut(
            Broadcasts.CHANNEL + channelId,
            userId,
            departure == ChatEvent.Departure.LEFT ? "left" : "removed");
      }
      case ChatEvent.Change _ -> {}
    }
  }

  private void tell(
      ChatEvent about, String event, Audience audience, Consumer<JsonWriter> members) {
    broadcasts.workspace(
        about.workspaceId(),
        event,
        audience,
        json -> {
          json.field("channel_id", about.channelId());
          members.accept(json);
        });
  }

  @Override
  public void changed(WorkspaceEvent event) {
    withoutEcho.remove();
    tell(event);
  }

  private void tell(WorkspaceEvent event) {
    String id = event.workspaceId();
    switch (event) {
      case WorkspaceEvent.Updated(_, var workspace) ->
          tell(
              id,
              "workspace_updated",
              json -> ChatJson.workspace(json.name("workspace"), workspace));
      case WorkspaceEvent.Deleted _ -> {
        tell(id, "workspace_deleted", json -> json.field("workspace_id", id));
        rooms.putAllOut(id, "deleted");
      }
      case WorkspaceEvent.ChannelCreated(var actorId, var channel) -> {
        memberships.changed(actorId, channel.id(), true);
        tell("channel_created", channel);
      }
      case WorkspaceEvent.ChannelChanged(_, var channel) ->
          tell(channel.isArchived() ? "channel_deleted" : "channel_updated", channel);
      case WorkspaceEvent.MemberAdded(_, var member) ->
          tell(id, "member_added", json -> ChatJson.member(json.name("member"), member));
      case WorkspaceEvent.MemberChanged(_, var member) ->
          tell(id, "member_updated", json -> ChatJson.member(json.name("member"), member));
      case WorkspaceEvent.MemberRemoved(_, _, String userId) -> {
        tell(id, "member_removed", json -> json.field("user_id", userId));
        rooms.putOut(Broadcasts.WORKSPACE + id, userId, "removed");
      }
    }
  }

  private void tell(String workspaceId, String event, Consumer<JsonWriter> members) {
    broadcasts.workspace(workspaceId, event, Audience.ALL, members);
  }

  private void tell(String event, Channel channel) {
    broadcasts.workspace(
        channel.workspaceId(),
        event,
        Audience.finders(channel),
        json -> {
          json.field("channel_id", channel.id());
          ChatJson.channel(json.name("channel"), channel);
        });
  }

  @Override
  public void read(ReadMark mark) {
    withoutEcho.remove();
    receipts.read(mark, clock.millis());
  }
}
