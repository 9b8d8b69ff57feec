package dev.carillon.core.cluster;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all other nodes tell of themselves, of one kind, as it is known here; and what this node
 * tells of that kind. Any thread.
 *
 * <p>Each node numbers its changes. They come as notes; whoever misses one reads all that the node
 * told. To be made before the cluster is started, and driven by {@link #retry} from then on.
 */
public final class NodeStates {
  private static final Logger log = LoggerFactory.getLogger(NodeStates.class);

  private final Cluster cluster;
  private final String kind;
  private final Executor blocking;
  private final Listener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Replica> replicas = new HashMap<>();

  /** Nodes to be read again. */
  private final Set<String> doubtful = new HashSet<>();

  private boolean reading;

  /** This node's own version, and the lock of those who tell. */
  private final ReentrantLock telling = new ReentrantLock();

  private long version;

  /** Hears what other nodes tell. In a lock: must not block. */
  public interface Listener {

    /**
     * Some fields of a node changed.
     *
     * @param changes fields with their new bytes; null: the field is gone
     */
    void changed(String node, Map<String, byte @Nullable []> changes);

    /** A node is no more; it may be back, then its fields are told again as changes. */
    void left(String node);
  }

  /** What one node told, as far as it is known. */
  private static final class Replica {
    private final Map<String, byte[]> fields = new HashMap<>();
    private long version;

    /** The newest version that was heard of. */
    private long newest;
  }

  /**
   * @param kind also the subject of the notes
   * @param blocking runs what waits for the cluster
   */
  public NodeStates(Cluster cluster, String kind, Executor blocking, Listener listener) {
    this.cluster = cluster;
    this.kind = kind;
    this.blocking = blocking;
    this.listener = listener;
    cluster.listen(new Nodes());
    cluster.listen(kind, this::hear);
  }

  /**
   * Tells what changed at this node; something must have. Does not block, and nothing of it is lost
   * while this node lives.
   */
  public void tell(Map<String, byte @Nullable []> changes) {
    telling.lock();
    try {
      version++;
      cluster.tell(kind, version, changes);
      cluster.post(kind, encode(version, changes));
    } finally {
      telling.unlock();
    }
  }

  /** Reads again what could not be read. To be called now and then. */
  public void retry() {
    locked(this::readDoubtful);
  }

  private void hear(String node, byte[] note) {
    try {
      NoteReader reader = new NoteReader(note);
      long said = reader.takeNumber();
      Map<String, byte @Nullable []> changes = new HashMap<>();
      for (int left = reader.takeLength(); left > 0; left--) {
        String field = reader.takeText();
        changes.put(field, reader.takeByte() == 0 ? null : reader.takeBytes());
      }
      hear(node, said, changes);
    } catch (IllegalArgumentException e) {
      log.warn("A note of node {} about {} can't be read", node, kind, e);
    }
  }

  /** Of a node that is not there (yet, or any more) everything is read when it joins. */
  private void hear(String node, long said, Map<String, byte @Nullable []> changes) {
    lock.lock();
    try {
      if (!cluster.others().contains(node)) {
        return;
      }
      Replica replica = replicas.computeIfAbsent(node, _ -> new Replica());
      boolean isNext =
          said == replica.version + 1 && !changes.isEmpty() && !doubtful.contains(node);
      replica.newest = Math.max(replica.newest, said);
      if (isNext) {
        apply(node, replica, said, changes);
      } else if (said > replica.version) {
        doubt(node);
      }
    } finally {
      lock.unlock();
    }
  }

  private void apply(
      String node, Replica replica, long said, Map<String, byte @Nullable []> changes) {
    replica.version = said;
    changes.forEach((field, bytes) -> {
      if (bytes == null) {
        replica.fields.remove(field);
      } else {
        replica.fields.put(field, bytes);
      }
    });
    if (!changes.isEmpty()) {
      listener.changed(node, changes);
    }
  }

  private void doubt(String node) {
    doubtful.add(node);
    readDoubtful();
  }

  private void readDoubtful() {
    if (!reading && !doubtful.isEmpty()) {
      reading = true;
      blocking.execute(this::read);
    }
  }

  private void read() {
    try {
      for (String node : doubtful()) {
        take(node, cluster.told(node, kind));
      }
    } catch (ClusterException e) {
      log.debug("What nodes told of {} can't be read now", kind, e);
    } finally {
      locked(() -> reading = false);
    }
  }

  private Set<String> doubtful() {
    lock.lock();
    try {
      return Set.copyOf(doubtful);
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable section) {
    lock.lock();
    try {
      section.run();
    } finally {
      lock.unlock();
    }
  }

  /** A version below what was heard of is not the newest: it is read again later. */
  private void take(String node, Cluster.Told told) {
    lock.lock();
    try {
      if (!cluster.others().contains(node)) {
        forget(node);
        return;
      }
      Replica replica = replicas.computeIfAbsent(node, _ -> new Replica());
      if (told.version() >= replica.newest) {
        replica.newest = told.version();
        doubtful.remove(node);
        apply(node, replica, told.version(), difference(replica.fields, told.fields()));
      }
    } finally {
      lock.unlock();
    }
  }

  private void forget(String node) {
    doubtful.remove(node);
    if (replicas.remove(node) != null) {
      listener.left(node);
    }
  }

  private static Map<String, byte @Nullable []> difference(
      Map<String, byte[]> before, Map<String, byte[]> now) {
    Map<String, byte @Nullable []> changes = new HashMap<>();
    before.keySet().stream()
        .filter(field -> !now.containsKey(field))
        .forEach(field -> changes.put(field, null));
    now.forEach((field, bytes) -> {
      byte[] known = before.get(field);
      if (known == null || !Arrays.equals(known, bytes)) {
        changes.put(field, bytes);
      }
    });
    return changes;
  }

  private static byte[] encode(long version, Map<String, byte @Nullable []> changes) {
    NoteWriter note = new NoteWriter(64 * changes.size() + 16);
    note.putNumber(version).putNumber(changes.size());
    changes.forEach((field, bytes) -> {
      note.putText(field).putByte(bytes == null ? 0 : 1);
      if (bytes != null) {
        note.putBytes(bytes);
      }
    });
    return note.toBytes();
  }

  /** The nodes come and go. */
  private final class Nodes implements NodeListener {
    @Override
    public void joined(String node) {
      locked(() -> doubt(node));
    }

    @Override
    public void left(String node) {
      locked(() -> forget(node));
    }

    /** This node's own notes may not have come through either: says how far it is, no change. */
    @Override
    public void missed() {
      locked(() -> {
        doubtful.addAll(cluster.others());
        readDoubtful();
      });
      telling.lock();
      try {
        cluster.post(kind, encode(version, Map.of()));
      } finally {
        telling.unlock();
      }
    }
  }
}
