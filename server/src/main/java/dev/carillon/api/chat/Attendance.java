package dev.carillon.api.chat;

import dev.carillon.chat.model.Person;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.hub.Delivery;
import dev.carillon.core.hub.Subscription;
import dev.carillon.protocol.phoenix.ChannelSocket;
import dev.carillon.protocol.phoenix.Ending;
import dev.carillon.protocol.phoenix.presence.ChannelPresence.Tracked;
import org.jspecify.annotations.Nullable;

/**
 * A socket's place among those who are in a topic: seen by them, and seeing them. Confined to the
 * socket's loop.
 *
 * <pre>{@code
 * {"name":"John Doe","avatar_url":"https://...","joined_at":1694972400,"status":"online",
 *  "device":null}
 * }</pre>
 */
final class Attendance {
  private final ChatApi api;
  private final ChatSocket user;
  private final ChannelSocket socket;
  private final Person person;
  private final long joinedAtSeconds;
  private @Nullable Tracked tracked;

  Attendance(ChatApi api, ChatSocket user, ChannelSocket socket, Person person) {
    this.api = api;
    this.user = user;
    this.socket = socket;
    this.person = person;
    this.joinedAtSeconds = api.nowMillis() / 1_000;
  }

  /** Takes the place, and tells the client who is there, and from now on what passes. */
  void begin() {
    socket.subscribe(
        Broadcasts.passing(socket.topic()),
        new Subscription.Options(
            socket.socket().encoder(), Delivery.ALL, new Hearing(person.id()), null));
    tracked = api.presence().track(socket, person.id(), meta());
  }

  /** Tells the others what has changed of the user. */
  void renew() {
    if (tracked != null) {
      tracked.update(meta());
    }
  }

  private Payload meta() {
    return Broadcasts.object(json ->
        json.field("name", person.name())
            .field("avatar_url", person.avatarUrl())
            .field("joined_at", joinedAtSeconds)
            .field("status", user.status())
            .field("device", user.device()));
  }

  /** The channel has ended: whose connection was lost may come back for nothing. */
  void end(Ending ending) {
    if (ending instanceof Ending.Disconnected(var reason) && ChatSocket.wasLost(reason)) {
      api.limits().lost(person.id(), socket.topic().name());
    }
  }
}
