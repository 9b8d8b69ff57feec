package dev.carillon.api.topics;

import dev.carillon.core.cluster.NoteReader;
import dev.carillon.core.cluster.NoteWriter;
import dev.carillon.core.cluster.Survey;
import dev.carillon.core.session.CloseReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What administrators ask of this API, on all nodes: each does its part and says what came of it.
 * Any thread; blocks for the others, for a while.
 */
final class Everywhere {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  /** So many topics of each node are counted, the most subscribed ones. */
  private static final int MAX_TOPICS = 10_000;

  private static final byte[] NOTHING = {};
  private static final byte[] NO = {0};
  private static final byte[] YES = {1};

  private final TopicsApi api;
  private final Survey topics;
  private final Survey ends;

  Everywhere(TopicsApi api) {
    this.api = api;
    TopicsPorts ports = api.ports();
    topics = new Survey(ports.cluster(), "topics.active", ports.blocking(), _ -> active());
    ends =
        new Survey(
            ports.cluster(),
            "topics.end",
            ports.blocking(),
            id -> end(new String(id, StandardCharsets.UTF_8)) ? YES : NO);
  }

  /** How often each topic and pattern is subscribed, the most subscribed first. */
  List<ActiveTopics.Named> subscribers() {
    Map<String, Integer> counts = new HashMap<>();
    api.topics().list().forEach(one -> counts.put(one.pattern().text(), one.subscribers()));
    for (byte[] answer : topics.ask(NOTHING, LIMIT)) {
      NoteReader note = new NoteReader(answer);
      for (int left = note.takeLength(); left > 0; left--) {
        counts.merge(note.takeText(), (int) note.takeNumber(), Integer::sum);
      }
    }
    return ActiveTopics.sorted(counts);
  }

  private byte[] active() {
    List<ActiveTopics.Active> most = api.topics().list().stream().limit(MAX_TOPICS).toList();
    NoteWriter note = new NoteWriter(32 * most.size() + 16).putNumber(most.size());
    most.forEach(one -> note.putText(one.pattern().text()).putNumber(one.subscribers()));
    return note.toBytes();
  }

  /** Ends a connection, wherever it is; false: there is none. */
  boolean disconnect(String connectionId) {
    return end(connectionId)
        || ends.ask(connectionId.getBytes(StandardCharsets.UTF_8), LIMIT).stream()
            .anyMatch(answer -> answer.length == 1 && answer[0] == YES[0]);
  }

  private boolean end(String connectionId) {
    Optional<TopicsSession> session =
        api.connections().find(one -> api.names().isOf(connectionId, one.id()));
    session.ifPresent(one -> one.close(CloseReason.DISCONNECTED));
    return session.isPresent();
  }
}
