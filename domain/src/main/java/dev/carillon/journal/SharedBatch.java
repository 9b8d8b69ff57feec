package dev.carillon.journal;

import dev.carillon.state.StateReader;
import dev.carillon.state.StateWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Records that a leader appends to a {@link SharedJournal} at once. Its bytes are what is kept and
 * what is told to other nodes. Unchangeable.
 */
public final class SharedBatch {
  private static final int VERSION = 1;

  private final byte[] bytes;
  private final long lead;
  private final String leader;
  private final long firstSequence;
  private final int count;
  private final int begin;

  private SharedBatch(byte[] bytes) {
    StateReader in = new StateReader(bytes);
    int version = in.getByte();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "version of a batch: " + version + " (expected: " + VERSION + ")");
    }
    this.bytes = bytes;
    lead = in.getLong();
    leader = in.getRequiredText();
    firstSequence = in.getLong();
    count = in.getInt();
    begin = bytes.length - in.remaining();
    if (firstSequence < 1 || count < 1) {
      throw new IllegalArgumentException(
          "first record, records: " + firstSequence + ", " + count + " (expected: 1 or more)");
    }
  }

  /**
   * Reads a batch.
   *
   * @param bytes must not change from now on
   * @throws IllegalArgumentException when the bytes are of another version, or no batch
   */
  public static SharedBatch of(byte[] bytes) {
    return new SharedBatch(bytes);
  }

  /** Who hears the records of a batch, in their order. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * One record.
     *
     * @param origin the node that asked for it; null: no node did
     * @param request the node's number for what it asked
     * @param command what is to be done; empty: nothing, the record says that somebody leads now
     */
    void record(long sequence, @Nullable String origin, long request, byte[] command);
  }

  /** The token of the leader that appended it. */
  public long lead() {
    return lead;
  }

  /** The leader's node. */
  public String leader() {
    return leader;
  }

  public long firstSequence() {
    return firstSequence;
  }

  public long lastSequence() {
    return firstSequence + count - 1;
  }

  /** How many records it has. */
  public int count() {
    return count;
  }

  /** How many bytes are kept of it. */
  public int size() {
    return bytes.length;
  }

  /** A copy of what is kept of it. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, bytes.length);
  }

  /**
   * Shows the records.
   *
   * @throws IllegalArgumentException when the bytes are no batch
   */
  public void forEach(Visitor visitor) {
    StateReader in = new StateReader(bytes, begin, bytes.length - begin);
    for (long sequence = firstSequence; sequence <= lastSequence(); sequence++) {
      String origin = in.getText();
      visitor.record(sequence, origin, in.getLong(), in.getBytes());
    }
  }

  /** Gathers records. Not for several threads; to be used once. */
  public static final class Builder {
    private final long lead;
    private final String leader;
    private final long firstSequence;
    private final StateWriter records = new StateWriter();
    private int count;

    /**
     * @param lead the leader's token
     * @param leader its node
     * @param firstSequence the number of the first record
     */
    public Builder(long lead, String leader, long firstSequence) {
      this.lead = lead;
      this.leader = leader;
      this.firstSequence = firstSequence;
    }

    /** Adds a command, whose bytes are the first {@code length} of these. */
    public Builder add(@Nullable String origin, long request, byte[] command, int length) {
      records.putText(origin).putLong(request).putBytes(command, 0, length);
      count++;
      return this;
    }

    /** Adds the record that says that this leader leads now. */
    public Builder addLead() {
      return add(null, 0, new byte[0], 0);
    }

    public int count() {
      return count;
    }

    /** About how many bytes it has. */
    public int size() {
      return records.size();
    }

    /** The batch, which has a record at least. */
    public SharedBatch build() {
      StateWriter head = new StateWriter();
      head.putByte(VERSION).putLong(lead).putText(leader).putLong(firstSequence).putInt(count);
      byte[] bytes = Arrays.copyOf(head.array(), head.size() + records.size());
      System.arraycopy(records.array(), 0, bytes, head.size(), records.size());
      return new SharedBatch(bytes);
    }
  }
}
