package dev.carillon.core.bus;

import dev.carillon.core.cluster.ClusterException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The one line of logged publications that all nodes of a cluster agree on. Port. It keeps the
 * newest records, about ten thousand, and may lose some of them or all: then it has another epoch.
 *
 * <p>Belongs to a {@link dev.carillon.core.cluster.Cluster}: its listener is called on the
 * cluster's thread, in line with the notes, and hears of records from that cluster's start on.
 */
public interface SharedLog {

  /** A record of the log. Nobody changes its bytes any more. */
  final class Entry {
    private final Offset offset;
    private final String origin;
    private final long number;
    private final byte[] bytes;

    /**
     * @param origin the node that appended it
     * @param number that node's own number for it
     * @param bytes not to be changed any more
     */
    public Entry(Offset offset, String origin, long number, byte[] bytes) {
      this.offset = offset;
      this.origin = origin;
      this.number = number;
      this.bytes = bytes;
    }

    public Offset offset() {
      return offset;
    }

    public String origin() {
      return origin;
    }

    public long number() {
      return number;
    }

    /** Not to be changed. */
    public byte[] bytes() {
      return bytes;
    }
  }

  /**
   * Records of one node, one behind the other.
   *
   * @param number the node's own number of the first; they grow by one, from 1
   * @param first the least number of the node's that may still need a place: where the log knows
   *     none of its records, a larger one gets none before it
   * @param records their bytes, not to be changed any more
   */
  record Batch(long number, long first, List<byte[]> records) {
    public Batch {
      records = List.copyOf(records);
      if (records.isEmpty()) {
        throw new IllegalArgumentException("records: none (expected: one or more)");
      }
    }
  }

  /**
   * What became of an {@link #append}.
   *
   * @param places of the first records, in their order, said again for a number that has one
   *     already; of those without, it is not known whether they have one: they are to be appended
   *     again under the same numbers
   * @param why it is not known; empty when all have one
   */
  record Appended(List<Offset> places, String why) {
    public Appended {
      places = List.copyOf(places);
    }

    /** It is not known what became of any. */
    public static Appended unknown(String why) {
      return new Appended(List.of(), why);
    }
  }

  /**
   * Names who hears the records of all nodes, this one's included: in the log's order, but perhaps
   * with gaps, after which {@link dev.carillon.core.cluster.NodeListener#missed} is called too, and
   * perhaps twice. One, before the start.
   */
  void listen(Consumer<Entry> listener);

  /**
   * Appends records, as many steps in one. Those of this node get their places in the order of
   * their numbers: one that is not larger than the last that has a place changes nothing, and one
   * whose predecessor has none gets none either, so after an unknown answer all from that number on
   * are appended again. In another epoch nothing has a place yet, and the numbers begin with {@link
   * Batch#first}. Any thread; does not block.
   *
   * @param seen the newest place this node knows: a log that has not come so far has lost some of
   *     its records, and begins another epoch with these
   * @param answer told once, on a thread that must not be blocked
   */
  void append(Batch batch, Offset seen, Consumer<Appended> answer);

  /**
   * The records after a place, in their order. Blocks.
   *
   * @return empty: they are not all kept any more, or the place is of another epoch
   * @throws ClusterException when the log can't be asked now
   */
  Optional<List<Entry>> after(Offset place, int max);

  /**
   * The newest records that are kept, in their order and without a gap. Blocks.
   *
   * @throws ClusterException when the log can't be asked now
   */
  List<Entry> newest(int max);

  /**
   * The place of the newest record. Blocks.
   *
   * @param seen as in {@link #append}
   * @throws ClusterException when the log can't be asked now
   */
  Offset head(Offset seen);
}
