package dev.carillon.api.topics;

import dev.carillon.core.bus.Event;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.hub.Delivery;
import dev.carillon.core.hub.Encoder;
import dev.carillon.core.hub.Frame;
import dev.carillon.core.hub.Hub;
import dev.carillon.core.hub.Subscription;
import dev.carillon.core.presence.Presence;
import dev.carillon.core.presence.PresenceDiff;
import dev.carillon.core.presence.PresenceMeta;
import dev.carillon.core.presence.PresenceSnapshot;
import dev.carillon.core.topic.Topic;
import dev.carillon.core.topic.TopicPattern;
import dev.carillon.json.IsoTime;
import dev.carillon.json.Json;
import dev.carillon.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who follows a topic with {@code presence:true}, told to all who do. Any thread.
 *
 * <pre>{@code
 * {"type":"presence","topic":"room.1","snapshot":true,"joins":[{"userId":"u","name":"John Doe",
 *  "connectionId":"conn-x"}],"leaves":[],"timestamp":"..."}
 * }</pre>
 *
 * <p>Each node tells it to its own clients. A snapshot is everyone who is there; the frames behind
 * it, without {@code snapshot}, are what changed since. A client appears in its own later frame.
 */
final class TopicsPresence {
  /** Differences are published here, under the name of the topic they are of. */
  private static final String SPACE = "topics.presence";

  private final Hub hub;
  private final InstantSource clock;
  private final Presence presence;
  private final Encoder encoder = TopicsPresence::encode;

  TopicsPresence(TopicsPorts ports) {
    this.hub = ports.here();
    this.clock = ports.clock();
    this.presence =
        new Presence(
            this::publish,
            "",
            Duration.ZERO,
            new Presence.Sharing(ports.cluster(), TopicsApi.SPACE, ports.blocking()));
  }

  /** Ends a window: tells what changed in it. */
  void flush(long nowMillis) {
    presence.flush(nowMillis);
  }

  /** Lets {@code session} be there, and hear who is. On the session's loop. */
  Subscription follow(TopicsSession session, Topic topic) {
    Following following = new Following(session, topic);
    Subscription.Options options =
        new Subscription.Options(encoder, Delivery.RESYNC, following, following);
    Topic differences = Topic.of(SPACE, topic.name());
    Subscription subscription =
        hub.shard(session.link().loop())
            .subscribe(session.outbox(), TopicPattern.exactly(differences), options);
    // Behind the subscription, so that nothing falls between them.
    following.run();
    presence.track(topic, session.access().principal().userId(), session.id(), card(session));
    return subscription;
  }

  /** Ends what {@link #follow} began. On the session's loop. */
  void unfollow(TopicsSession session, Topic topic, Subscription subscription) {
    hub.shard(session.link().loop()).unsubscribe(subscription);
    session.outbox().forget(subscription);
    presence.untrack(topic, session.access().principal().userId(), session.id());
  }

  /** One session's view of a topic: leaves out the differences that its snapshot contains. */
  private final class Following implements Predicate<Publication>, Runnable {
    private final TopicsSession session;
    private final Topic topic;
    private long version;

    Following(TopicsSession session, Topic topic) {
      this.session = session;
      this.topic = topic;
    }

    /** Sends a fresh snapshot. */
    @Override
    public void run() {
      PresenceSnapshot snapshot = presence.snapshot(topic);
      version = snapshot.version();
      session.send(frame(topic.name(), true, changes(snapshot.metas(), List.of()), clock.millis()));
    }

    @Override
    public boolean test(Publication difference) {
      return difference.key() == null || Long.parseLong(difference.key()) > version;
    }
  }

  private void publish(PresenceDiff diff) {
    hub.publish(
        new Publication(
            Topic.of(SPACE, diff.topic().name()),
            "presence",
            changes(diff.joins(), diff.leaves()),
            null,
            clock.millis(),
            Set.of(),
            Long.toString(diff.version()),
            0));
  }

  private static Frame encode(Event event) {
    Publication difference = event.publication();
    return frame(difference.topic().name(), false, difference.data(), difference.timestampMillis());
  }

  private static Payload card(TopicsSession session) {
    return payload(
        Json.bytes(json ->
            json.beginObject()
                .field("userId", session.access().principal().userId())
                .field("name", session.access().principal().name())
                .field("connectionId", session.connectionId())
                .endObject()));
  }

  /** {@code {"joins":[...],"leaves":[...]}}. */
  private static Payload changes(List<PresenceMeta> joins, List<PresenceMeta> leaves) {
    JsonWriter json = new JsonWriter().beginObject();
    cards(json.name("joins"), joins);
    cards(json.name("leaves"), leaves);
    return payload(json.endObject().toBytes());
  }

  private static void cards(JsonWriter json, List<PresenceMeta> metas) {
    json.beginArray();
    metas.forEach(meta -> json.raw(meta.data().toString().getBytes(StandardCharsets.UTF_8)));
    json.endArray();
  }

  private static Frame frame(String topic, boolean snapshot, Payload changes, long nowMillis) {
    String text = changes.toString();
    return Frame.text(
        "{\"type\":\"presence\",\"topic\":\""
            + topic
            + (snapshot ? "\",\"snapshot\":true," : "\",")
            + text.substring(1, text.length() - 1)
            + ",\"timestamp\":\""
            + IsoTime.text(nowMillis)
            + "\"}");
  }

  private static Payload payload(byte[] json) {
    return Payload.copyOf(json, 0, json.length);
  }
}
