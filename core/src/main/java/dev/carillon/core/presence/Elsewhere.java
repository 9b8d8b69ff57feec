package dev.carillon.core.presence;

import dev.carillon.core.bus.Payload;
import dev.carillon.core.cluster.NodeStates;
import dev.carillon.core.cluster.NoteReader;
import dev.carillon.core.cluster.NoteWriter;
import dev.carillon.core.topic.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The presences that other nodes tell of, as entries beside this node's own. Any thread.
 *
 * <p>Those of a node that is no more stay for the grace time, as those of a lost connection do: its
 * clients are on their way to other nodes.
 */
final class Elsewhere implements NodeStates.Listener {
  private static final Logger log = LoggerFactory.getLogger(Elsewhere.class);

  /** In place of a time: the next window's end says it. */
  private static final long NOT_SAID = -1;

  private final Function<Topic, PresenceStripe> stripes;
  private final long graceMillis;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Map<String, Present>> nodes = new HashMap<>();
  private final Set<Present> leaving = new LinkedHashSet<>();

  /** One presence on another node. */
  private static final class Present {
    private final String node;
    private final PresenceEntry entry;
    private long until = NOT_SAID;

    Present(String node, PresenceEntry entry) {
      this.node = node;
      this.entry = entry;
    }
  }

  private record Told(Topic topic, PresenceMeta meta) {}

  Elsewhere(Function<Topic, PresenceStripe> stripes, long graceMillis) {
    this.stripes = stripes;
    this.graceMillis = graceMillis;
  }

  /** What others are told of a presence; its reference is the field. */
  static byte[] encode(Topic topic, PresenceMeta meta) {
    Payload data = meta.data();
    String previous = meta.previousRef();
    NoteWriter note =
        new NoteWriter(data.sizeBytes() + 128)
            .putText(topic.space())
            .putText(topic.name())
            .putText(meta.key())
            .putText(previous == null ? "" : previous);
    int start = note.putRoom(data.sizeBytes());
    data.copyTo(note.target(), start);
    return note.toBytes();
  }

  private static Told decode(String ref, byte[] bytes) {
    NoteReader note = new NoteReader(bytes);
    Topic topic = Topic.of(note.takeText(), note.takeText());
    String key = note.takeText();
    String previous = note.takeText();
    byte[] data = note.takeBytes();
    Payload payload = Payload.copyOf(data, 0, data.length);
    return new Told(
        topic, new PresenceMeta(key, ref, previous.isEmpty() ? null : previous, payload));
  }

  @Override
  public void changed(String node, Map<String, byte @Nullable []> changes) {
    lock.lock();
    try {
      Map<String, Present> known = nodes.computeIfAbsent(node, _ -> new HashMap<>());
      Map<Topic, List<Runnable>> work = new LinkedHashMap<>();
      changes.forEach((ref, bytes) -> {
        if (bytes != null) {
          join(node, known, ref, bytes, work);
        }
      });
      changes.forEach((ref, bytes) -> {
        Present gone = bytes == null ? known.remove(ref) : null;
        if (gone != null) {
          leaving.remove(gone);
          in(gone.entry.topic.topic, work).add(() -> remove(gone));
        }
      });
      work.forEach((topic, tasks) -> locked(topic, () -> tasks.forEach(Runnable::run)));
    } finally {
      lock.unlock();
    }
  }

  private void join(
      String node,
      Map<String, Present> known,
      String ref,
      byte[] bytes,
      Map<Topic, List<Runnable>> work) {
    Present there = known.get(ref);
    if (there != null) {
      leaving.remove(there);
      there.until = NOT_SAID;
      return;
    }
    try {
      Told told = decode(ref, bytes);
      in(told.topic(), work)
          .add(() -> {
            PresenceStripe stripe = stripes.apply(told.topic());
            known.put(ref, new Present(node, stripe.addElsewhere(told.topic(), told.meta())));
          });
    } catch (IllegalArgumentException e) {
      log.warn("A presence of node {} can't be read", node, e);
    }
  }

  /** All that changes in one topic is done in one go: an update is never seen half. */
  private static List<Runnable> in(Topic topic, Map<Topic, List<Runnable>> work) {
    return work.computeIfAbsent(topic, _ -> new ArrayList<>());
  }

  private void remove(Present gone) {
    stripes.apply(gone.entry.topic.topic).remove(gone.entry);
  }

  private void locked(Topic topic, Runnable task) {
    ReentrantLock stripeLock = stripes.apply(topic).lock;
    stripeLock.lock();
    try {
      task.run();
    } finally {
      stripeLock.unlock();
    }
  }

  @Override
  public void left(String node) {
    lock.lock();
    try {
      leaving.addAll(nodes.getOrDefault(node, Map.of()).values());
    } finally {
      lock.unlock();
    }
  }

  /** Ends the presences whose grace is over. */
  void flush(long nowMillis) {
    lock.lock();
    try {
      for (Present present : List.copyOf(leaving)) {
        if (present.until == NOT_SAID) {
          present.until = nowMillis + graceMillis;
        }
        if (present.until <= nowMillis) {
          leaving.remove(present);
          nodes.computeIfPresent(
              present.node,
              (_, known) -> {
                known.remove(present.entry.meta.ref());
                return known.isEmpty() ? null : known;
              });
          locked(present.entry.topic.topic, () -> remove(present));
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
