package dev.carillon.api.chat;

import dev.carillon.core.bus.Payload;
import dev.carillon.core.presence.Presence;
import dev.carillon.core.presence.PresenceDiff;
import dev.carillon.core.presence.PresenceMeta;
import dev.carillon.core.presence.PresenceSnapshot;
import dev.carillon.core.topic.Topic;
import dev.carillon.json.JsonWriter;
import dev.carillon.protocol.phoenix.Replies;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is there, as Phoenix's {@code Presence} class understands it. Any thread.
 *
 * <pre>{@code
 * {"user_123":{"metas":[{"name":"John Doe","avatar_url":"https://...","joined_at":1694972400,
 *  "status":"online","device":null,"phx_ref":"F3k1"}]}}
 * }</pre>
 *
 * <p>Lost connections keep their place for {@link #GRACE}: who comes back by then has not left.
 */
final class ChatPresence {
  static final Duration GRACE = Duration.ofSeconds(5);

  private final Broadcasts broadcasts;
  private final Presence presence;

  /**
   * @param refPrefix what the references of this process begin with
   */
  ChatPresence(Broadcasts broadcasts, String refPrefix) {
    this.broadcasts = broadcasts;
    this.presence = new Presence(this::publish, refPrefix, GRACE);
  }

  /** Ends a window: tells what changed in it. */
  void flush(long nowMillis) {
    presence.flush(nowMillis);
  }

  /** Lets a socket be there, or changes how it is. */
  PresenceMeta track(Topic topic, String userId, long session, Payload meta) {
    return presence.track(topic, userId, session, meta);
  }

  void untrack(Topic topic, String userId, long session) {
    presence.untrack(topic, userId, session);
  }

  /** The socket was lost, and may be back soon. */
  void lost(long session, long nowMillis) {
    presence.dropped(session, nowMillis);
  }

  /** The socket went. */
  void gone(long session) {
    presence.untrackAll(session);
  }

  PresenceSnapshot snapshot(Topic topic) {
    return presence.snapshot(topic);
  }

  /** {@code presence_state}: who is there, {@code own} included although its window may be open. */
  static Payload state(PresenceSnapshot snapshot, PresenceMeta own) {
    return Replies.of(json -> metas(json, with(snapshot, own)));
  }

  /** {@code [{"id":"user_123","name":"John Doe",...,"status":"online"}]}, each user once. */
  static void users(JsonWriter json, PresenceSnapshot snapshot, PresenceMeta own) {
    Map<String, PresenceMeta> latest = new LinkedHashMap<>();
    with(snapshot, own).forEach(meta -> latest.put(meta.key(), meta));
    json.beginArray();
    latest
        .values()
        .forEach(meta ->
            json.beginObject()
                .field("id", meta.key())
                .name("presence")
                .raw(withRef(meta))
                .endObject());
    json.endArray();
  }

  private static List<PresenceMeta> with(PresenceSnapshot snapshot, PresenceMeta own) {
    List<PresenceMeta> metas = new ArrayList<>(snapshot.metas());
    if (!metas.contains(own)) {
      metas.add(own);
    }
    return metas;
  }

  private void publish(PresenceDiff diff) {
    Payload payload =
        Broadcasts.object(json -> {
          metas(json.name("joins"), diff.joins());
          metas(json.name("leaves"), diff.leaves());
        });
    broadcasts.passing(
        diff.topic(), Broadcasts.PRESENCE_DIFF, payload, Long.toString(diff.version()));
  }

  private static void metas(JsonWriter json, List<PresenceMeta> metas) {
    Map<String, List<PresenceMeta>> byUser = new LinkedHashMap<>();
    metas.forEach(meta -> byUser.computeIfAbsent(meta.key(), _ -> new ArrayList<>(1)).add(meta));
    json.beginObject();
    byUser.forEach((userId, ofUser) -> {
      json.name(userId).beginObject().name("metas").beginArray();
      ofUser.forEach(meta -> json.raw(withRef(meta)));
      json.endArray().endObject();
    });
    json.endObject();
  }

  /** The meta is an object with members: the reference becomes its last. */
  private static byte[] withRef(PresenceMeta meta) {
    String data = meta.data().toString();
    String text = data.substring(0, data.length() - 1) + ",\"phx_ref\":\"" + meta.ref() + "\"}";
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
