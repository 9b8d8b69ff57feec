package dev.carillon.core.cluster;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that behave as one, as one of them sees it. Port: {@link Alone} is the one-node case.
 * What every cluster must do is written as tests in {@code ClusterContract}.
 *
 * <p>Listeners are named before {@link #start} and called on one thread, the cluster's, one at a
 * time; they must not block. Everything else is for any thread and does not block, except where it
 * says so.
 *
 * <p>Notes of one thread of a node reach each other node in their order, whatever their subject or
 * partition, as far as one server carries them; a cluster of carriers keeps it for each subject and
 * each partition. A note comes once or not at all; before one that does come after a loss, {@link
 * NodeListener#missed} is called. It is also called once after the start, when notes begin to come:
 * what was asked before that may be old.
 *
 * <p>A node that lives but whose lease ended, as after a long pause, leaves and then joins again
 * under its name: the others hear of both, itself hears {@code missed}, and what it told of itself
 * is there again before they hear that it joined.
 */
public interface Cluster extends AutoCloseable {
  /** How many parts the topics of all APIs are divided into; the same on all nodes. */
  int PARTITIONS = 64;

  /** The name of this node: another one after each start, {@code [a-z0-9-]{1,40}}. */
  String self();

  /** The other nodes whose lease lives, as far as is known here. */
  Set<String> others();

  /** Names who hears of nodes. Any number, before the start. */
  void listen(NodeListener listener);

  /** Names who hears the notes of a subject: one for each, before the start. */
  void listen(String subject, NoteListener listener);

  /** Names who hears the notes of partitions. One, before the start. */
  void listenToPartitions(NoteListener listener);

  /**
   * Begins to listen and to be known to the others. Does not wait for them: what must be there at
   * once is asked of the truth.
   */
  void start();

  /**
   * Says in which partitions this node listens: the notes of others need not come. What others post
   * reaches a partition new in the mask once they have heard of it, which takes about a round trip;
   * a node that said nothing yet listens everywhere.
   *
   * @param mask bit p for partition p
   * @param known run once, on any thread, when all nodes that live have heard this or what was said
   *     later: what any of them posts from then on comes in. Perhaps never, when one of them can't
   *     answer. Must not block
   */
  void interest(long mask, Runnable known);

  /** Sends a note to all other nodes. Lost when they can't be reached. */
  void post(String subject, byte[] note);

  /**
   * Whether other nodes may listen in a partition, as far as is known; true when in doubt. If not,
   * {@link #post(int, byte[])} would reach nobody.
   */
  boolean wants(int partition);

  /** Sends a note to the other nodes that may listen in a partition. Lost when out of reach. */
  void post(int partition, byte[] note);

  /** Sends a note to one node. Lost when it can't be reached or is no more. */
  void send(String node, String subject, byte[] note);

  /**
   * Writes what this node tells of itself, kept while its lease lives: some fields of a kind. Comes
   * to be in the order of the calls, before the notes to subjects that are sent behind it; while
   * the others can't be reached it is gathered, so nothing of it is ever lost as long as this node
   * lives.
   *
   * @param version grows with each call for this kind
   * @param changes fields with their new bytes; null: the field is gone
   */
  void tell(String kind, long version, Map<String, byte @Nullable []> changes);

  /**
   * What a node has told of itself last. Blocks.
   *
   * @return of a node that told nothing or is no more: version 0 and nothing
   * @throws ClusterException when nobody can be asked now
   */
  Told told(String node, String kind);

  /** What a node tells of itself: all fields of a kind after the change with this version. */
  record Told(long version, Map<String, byte[]> fields) {
    public Told {
      fields = Map.copyOf(fields);
    }
  }

  /** Whether the others can be reached, as far as is known. */
  boolean healthy();

  /** Leaves: the others hear of it at once. Nothing is heard any more when it returns. */
  @Override
  void close();
}
