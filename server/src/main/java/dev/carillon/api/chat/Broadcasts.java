package dev.carillon.api.chat;

import dev.carillon.chat.model.ChatEvent;
import dev.carillon.chat.model.Person;
import dev.carillon.core.bus.Envelope;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.bus.Publication;
import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.hub.Hub;
import dev.carillon.core.topic.Topic;
import dev.carillon.json.JsonWriter;
import dev.carillon.protocol.phoenix.Replies;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The topics of the chat, and how one publishes to them. Any thread.
 *
 * <p>A channel has two topics in the hub, of the same name: one for what is numbered and kept for a
 * moment, so that who joins misses nothing, and one for what is over as soon as it was heard:
 * typing, receipts, filtered by {@link Hearing}. A workspace has the second one too, and one for
 * its news, filtered by {@link WorkspaceHearing}.
 */
final class Broadcasts implements Typing.Listener {
  static final String SPACE = "chat";
  static final String PASSING_SPACE = "chat.passing";
  static final String NEWS_SPACE = "chat.news";
  static final String CHANNEL = "channel:";
  static final String WORKSPACE = "workspace:";

  static final String TYPING_START = "typing_start";
  static final String TYPING_STOP = "typing_stop";

  /** Notes with what passes on another node, as it was published there. */
  private static final String SUBJECT = "chat.passing";

  private final Hub hub;
  private final Cluster cluster;
  private final InstantSource clock;

  /** What passes on other nodes passes here from the cluster's start on. */
  Broadcasts(Hub hub, Cluster cluster, InstantSource clock) {
    this.hub = hub;
    this.cluster = cluster;
    this.clock = clock;
    cluster.listen(SUBJECT, (_, note) -> passing(note));
  }

  private void passing(byte[] note) {
    Publication publication = Envelope.decode(note);
    // One of another version is left out: what passes is told again when it changes.
    if (publication != null) {
      hub.publish(publication);
    }
  }

  static Topic channel(String channelId) {
    return Topic.of(SPACE, CHANNEL + channelId);
  }

  static Topic workspace(String workspaceId) {
    return Topic.of(SPACE, WORKSPACE + workspaceId);
  }

  /** Where what happens in a workspace is told; who joins it reads its state behind that. */
  static Topic news(String workspaceId) {
    return Topic.of(NEWS_SPACE, WORKSPACE + workspaceId);
  }

  /** Where what passes is told of a topic. */
  static Topic passing(Topic topic) {
    return Topic.of(PASSING_SPACE, topic.name());
  }

  /**
   * What happened in a channel, to all who are joined.
   *
   * @param metadata a note for whoever joins meanwhile, or null
   * @param exceptSession the actor's, if it wants no echo; else 0
   */
  void channel(
      ChatEvent event, ChatEvents.Told told, @Nullable Payload metadata, long exceptSession) {
    hub.publish(
        new Publication(
            channel(event.channelId()),
            told.event(),
            told.payload(),
            metadata,
            event.atMillis(),
            Set.of(),
            Long.toString(event.seq()),
            exceptSession));
  }

  /** What happened in a workspace, to those who may know of it. */
  void workspace(
      String workspaceId, String event, Audience audience, Consumer<JsonWriter> members) {
    hub.publish(
        new Publication(
            news(workspaceId),
            event,
            object(members),
            null,
            clock.millis(),
            audience.readers(),
            audience.key(),
            0));
  }

  /** What passes, to all who are joined, on all nodes. */
  void passing(Topic topic, String event, Payload payload, @Nullable String key) {
    Publication publication = passing(topic, event, payload, Set.of(), key);
    hub.publish(publication);
    cluster.post(SUBJECT, Envelope.encode(publication));
  }

  /** What passes on each node by itself, to all who are joined on this one. */
  void passingHere(Topic topic, String event, Payload payload) {
    hub.publish(passing(topic, event, payload, Set.of(), null));
  }

  /** As {@link #passingHere}, to the devices of one user. */
  void passingTo(String userId, Topic topic, String event, Payload payload) {
    hub.publish(passing(topic, event, payload, Set.of(userId), null));
  }

  private Publication passing(
      Topic topic, String event, Payload payload, Set<String> readers, @Nullable String key) {
    return new Publication(passing(topic), event, payload, null, clock.millis(), readers, key, 0);
  }

  @Override
  public void began(String channelId, Person person) {
    Payload payload =
        object(json ->
            json.field("user_id", person.id())
                .field("user_name", person.name())
                .field("channel_id", channelId)
                .field("expires_in", Typing.EXPIRY_MILLIS));
    passing(channel(channelId), TYPING_START, payload, person.id());
  }

  @Override
  public void stopped(String channelId, String userId) {
    Payload payload = object(json -> json.field("user_id", userId).field("channel_id", channelId));
    passing(channel(channelId), TYPING_STOP, payload, userId);
  }

  /** One JSON object. */
  static Payload object(Consumer<JsonWriter> members) {
    return Replies.of(json -> {
      json.beginObject();
      members.accept(json);
      json.endObject();
    });
  }
}
