package dev.carillon.api.chat;

import dev.carillon.api.chat.ChannelJoin.Mark;
import dev.carillon.api.chat.ChannelJoin.Start;
import dev.carillon.api.chat.ChatEvents.Told;
import dev.carillon.chat.ChannelSnapshot;
import dev.carillon.chat.model.Person;
import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.hub.Shard;
import dev.carillon.protocol.phoenix.Channel;
import dev.carillon.protocol.phoenix.ChannelSocket;
import dev.carillon.protocol.phoenix.Ending;
import dev.carillon.protocol.phoenix.Push;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One socket's {@code channel:{id}}: what it hears, and its place among those who are there.
 * Confined to the socket's loop, but for {@link #putOut}. What it says is for {@link
 * ChannelPushes}.
 */
final class ChannelChannel implements Channel, Rooms.Occupant, ChatSocket.Joined {
  private final ChatApi api;
  private final ChatSocket user;
  private final ChannelSocket socket;
  private final String channelId;
  private final String workspaceId;
  private final Attendance attendance;
  private volatile boolean echo = true;
  private boolean over;

  /** It may be found in the room and in the replay. */
  private final AtomicBoolean out = new AtomicBoolean();

  private final Payload leaver;
  private final ChannelPushes pushes;
  private final Received received;

  ChannelChannel(ChatApi api, ChatSocket user, ChannelSocket socket, Start start, Person person) {
    ChannelSnapshot snapshot = start.snapshot();
    this.api = api;
    this.user = user;
    this.socket = socket;
    this.channelId = snapshot.channel().id();
    this.workspaceId = snapshot.channel().workspaceId();
    this.attendance = new Attendance(api, user, socket, person);
    this.leaver = ChatFeed.leaver(person.id());
    this.pushes = new ChannelPushes(api, this, socket, person);
    this.received = new Received(start.since(), start.seq(), api.nowMillis());
  }

  /** Begins: see {@link ChannelJoin}. */
  void open(Start start, Mark mark, boolean echoes) {
    echo = echoes;
    // Before the replay: whoever is put out from now on is found here, and before, in the replay.
    api.rooms().enter(this);
    // While it joined nobody looked up for it what notes may have been lost.
    api.order().recheck(channelId, mark.doubts());
    socket.whenEnded(this::ended);
    Shard.Recovery recovery =
        socket.recover(socket.topic(), socket.everything(), mark.head(), api.nowMillis());
    if (!recovery.recovered()) {
      api.rooms().leave(this);
      throw new IllegalStateException("more happened during the join than is kept");
    }
    for (Told told : start.told()) {
      socket.push(told.event(), told.payload());
    }
    user.add(this);
    // It is in this channel's place from now on: should it be cut off, it begins there again.
    api.relay().returned(tokenId(), topic());
    if (replay(start.seq(), recovery.missed())) {
      attendance.begin();
    } else {
      socket.unsubscribe(recovery.subscription());
      putOut("removed");
    }
  }

  /** Tells what happened during the join, up to that the user has left; whether that is not so. */
  private boolean replay(long knownSeq, List<Event> missed) {
    for (Event event : missed) {
      if (seq(event) > knownSeq) {
        socket.push(event);
        if (Objects.equals(leaver, event.publication().metadata())) {
          return false;
        }
      }
    }
    return true;
  }

  private static long seq(Event event) {
    return Long.parseLong(Objects.requireNonNull(event.publication().key()));
  }

  @Override
  public void onAlive() {
    received.alive(api.order().last(channelId), api.nowMillis());
  }

  @Override
  public void onPush(Push push) {
    onAlive();
    Payload refusal = user.refusal();
    if (refusal != null) {
      push.error(refusal);
    } else {
      pushes.take(push);
    }
  }

  @Override
  public long nextTickMillis() {
    return Long.MAX_VALUE;
  }

  private void ended(Ending ending) {
    over = true;
    api.rooms().leave(this);
    user.remove(this);
    api.typing().stop(channelId, userId(), socket.socket().id());
    attendance.end(ending);
    if (ending instanceof Ending.Disconnected(var reason) && Received.wasCut(reason)) {
      api.relay().lost(tokenId(), topic(), received.surely());
    }
  }

  /** The user is typing, unless the channel has ended meanwhile. */
  void typing(Person person) {
    if (!over) {
      api.typing().start(channelId, person, socket.socket().id(), api.nowMillis());
    }
  }

  @Override
  public String topic() {
    return socket.topic().name();
  }

  @Override
  public String workspaceId() {
    return workspaceId;
  }

  @Override
  public String userId() {
    return user.principal().userId();
  }

  private String tokenId() {
    return user.principal().tokenId();
  }

  String channelId() {
    return channelId;
  }

  /** Whether this socket hears of what it does itself. Any thread. */
  boolean echoes() {
    return echo;
  }

  @Override
  public void putOut(String why) {
    if (!out.compareAndSet(false, true)) {
      return;
    }
    socket.push(
        "access_revoked",
        Broadcasts.object(json -> json.field("channel_id", channelId).field("reason", why)));
    socket.close();
  }

  /** Those who have a workspace open hear of it there. */
  @Override
  public void tokenExpires(long atMillis) {}

  @Override
  public void restart(String why) {
    socket.crash(why);
  }

  @Override
  public void tokenExpired() {
    socket.crash("token expired");
  }

  @Override
  public void statusChanged() {
    attendance.renew();
  }
}
