package dev.carillon.api.chat;

import dev.carillon.chat.model.WorkspaceMember;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.hub.Delivery;
import dev.carillon.core.hub.Subscription;
import dev.carillon.json.IsoTime;
import dev.carillon.protocol.phoenix.Channel;
import dev.carillon.protocol.phoenix.ChannelSocket;
import dev.carillon.protocol.phoenix.Ending;
import dev.carillon.protocol.phoenix.Push;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket's {@code workspace:{id}}: what it hears, and its place among those who are there
 * (chat.md section 3.4). Confined to the socket's loop, but for {@link #putOut}.
 *
 * <p>It subscribes first, then learns which channels its user is in, then reads the state: what
 * happens meanwhile is in the state, or told, or both.
 */
final class WorkspaceChannel implements Channel, Rooms.Occupant, ChatSocket.Joined {
  private static final Logger LOG = LoggerFactory.getLogger(WorkspaceChannel.class);

  private final ChatApi api;
  private final ChatSocket user;
  private final ChannelSocket socket;
  private final WorkspaceMember member;
  private final Attendance attendance;
  private final Memberships.Of memberships;
  private final WorkspacePushes pushes;
  private boolean over;

  WorkspaceChannel(ChatApi api, ChatSocket user, ChannelSocket socket, WorkspaceMember member) {
    this.api = api;
    this.user = user;
    this.socket = socket;
    this.member = member;
    this.attendance = new Attendance(api, user, socket, member.person());
    this.memberships = api.memberships().follow(member.person().id());
    this.pushes = new WorkspacePushes(api, this, socket);
  }

  /** Begins. */
  void open() {
    socket.whenEnded(this::ended);
    api.rooms().enter(this);
    user.add(this);
    WorkspaceHearing hearing = new WorkspaceHearing(memberships, member.isGuest());
    socket.subscribe(
        Broadcasts.news(workspaceId()),
        new Subscription.Options(socket.socket().encoder(), Delivery.ALL, hearing, null));
    api.ports().blocking().execute(this::load);
  }

  private void load() {
    WorkspaceView view = new WorkspaceView(api, userId(), workspaceId());
    try {
      memberships.load(view.channelIds());
      Payload state =
          Broadcasts.object(json -> {
            view.channels(json.name("channels"));
            view.onlineUsers(json.name("online_users"));
          });
      socket.push("workspace_state", state);
      socket.socket().onLoop(this::attend);
    } catch (RuntimeException e) {
      LOG.error("the state of {} could not be read", socket.topic(), e);
      socket.crash("the state could not be read");
    }
  }

  private void attend() {
    if (!over) {
      attendance.begin();
    }
  }

  @Override
  public void onPush(Push push) {
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
    api.memberships().forget(memberships);
    api.rooms().leave(this);
    user.remove(this);
    attendance.end(ending);
  }

  /** The user is otherwise now, on this socket. On the loop. */
  void status(String status) {
    user.status(status);
  }

  @Override
  public String topic() {
    return socket.topic().name();
  }

  @Override
  public String workspaceId() {
    return member.workspaceId();
  }

  @Override
  public String userId() {
    return member.person().id();
  }

  @Override
  public void putOut(String why) {
    socket.push(
        "access_revoked",
        Broadcasts.object(json -> json.field("workspace_id", workspaceId()).field("reason", why)));
    socket.close();
  }

  @Override
  public void tokenExpires(long atMillis) {
    socket.push(
        "token_expiring",
        Broadcasts.object(json ->
            json.field("expires_at", IsoTime.text(atMillis))
                .field("expires_in", Math.max(0, atMillis - api.nowMillis()))));
  }

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
    api.broadcasts()
        .passing(
            socket.topic(),
            "user_status_change",
            Broadcasts.object(
                json -> json.field("user_id", userId()).field("status", user.status())),
            null);
  }
}
