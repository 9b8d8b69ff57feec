package dev.carillon.api.chat;

import dev.carillon.chat.model.Person;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.hub.Delivery;
import dev.carillon.core.hub.Subscription;
import dev.carillon.core.presence.PresenceMeta;
import dev.carillon.core.presence.PresenceSnapshot;
import dev.carillon.core.topic.Topic;
import dev.carillon.protocol.phoenix.ChannelSocket;
import dev.carillon.protocol.phoenix.Ending;

/**
 * A socket's place among those who are in a topic: seen by them, and seeing them. Confined to the
 * socket's loop.
 */
final class Attendance {
  private final ChatApi api;
  private final ChatSocket user;
  private final ChannelSocket socket;
  private final Person person;
  private final long joinedAtSeconds;

  Attendance(ChatApi api, ChatSocket user, ChannelSocket socket, Person person) {
    this.api = api;
    this.user = user;
    this.socket = socket;
    this.person = person;
    this.joinedAtSeconds = api.nowMillis() / 1_000;
  }

  /** Takes the place; a place that is taken is kept. */
  PresenceMeta arrive() {
    return api.presence().track(socket.topic(), person.id(), socket.socket().id(), meta());
  }

  /** Takes the place, and tells the client who is there, and from now on who comes and goes. */
  void begin(Hearing hearing) {
    Topic topic = socket.topic();
    socket.subscribe(
        Broadcasts.passing(topic),
        new Subscription.Options(socket.socket().encoder(), Delivery.ALL, hearing, null));
    PresenceMeta own = arrive();
    // Behind the subscription, so that nothing falls between them.
    PresenceSnapshot snapshot = api.presence().snapshot(topic);
    hearing.hasPresence(snapshot.version());
    socket.push("presence_state", ChatPresence.state(snapshot, own));
  }

  private Payload meta() {
    return Broadcasts.object(json ->
        json.field("name", person.name())
            .field("avatar_url", person.avatarUrl())
            .field("joined_at", joinedAtSeconds)
            .field("status", user.status())
            .field("device", user.device()));
  }

  /** Gives the place up; a lost socket's place is kept for a while with all its others. */
  void end(Ending ending) {
    if (ending instanceof Ending.Disconnected(var reason)) {
      if (ChatSocket.wasLost(reason)) {
        api.limits().lost(person.id(), socket.topic().name());
      }
    } else {
      api.presence().untrack(socket.topic(), person.id(), socket.socket().id());
    }
  }
}
