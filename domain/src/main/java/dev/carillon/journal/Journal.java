package dev.carillon.journal;

/**
 * Records in one order, numbered from 1 without a gap. Port.
 *
 * <p>One thread owns it: only {@link #read} and {@link #release} may be called by others. A record
 * that was appended is durable when {@link #force} has returned, not before. After an error while
 * writing, every further append and force fails: what the disk then holds is known only after a new
 * start.
 */
public interface Journal extends AutoCloseable {
  int MAX_RECORD_BYTES = 1 << 20;

  /** Who reads records. */
  @FunctionalInterface
  interface Visitor {
    /**
     * One record, in the order of the numbers.
     *
     * @param bytes hold the record from {@code offset} on; valid during the call only
     */
    void record(long sequence, byte[] bytes, int offset, int length);
  }

  /**
   * Takes a copy of a record; it may be written at once or by the next {@link #force}.
   *
   * @return the record's number
   * @throws IllegalArgumentException when it is longer than {@link #MAX_RECORD_BYTES}
   * @throws JournalException when it can't be written, or something before it couldn't
   */
  long append(byte[] bytes, int offset, int length);

  /**
   * Makes all that was appended durable; blocks for one synchronisation of the disk, or not at all
   * when there is nothing new.
   *
   * @return the number of the last durable record; 0: there is none
   * @throws JournalException when it can't be written, or something before it couldn't: none of
   *     what was appended since the last force may be acknowledged
   */
  long force();

  /** The number of the last record that was appended; 0: there was none yet. */
  long lastSequence();

  /** The number of the first record that is still kept; one more than the last: none is. */
  long firstSequence();

  /**
   * Reads the durable records from a number on, to the last, marked ones too. What the visitor
   * throws ends it.
   *
   * @param fromSequence at most one more than the last, then nothing is read
   * @throws JournalException when a record isn't kept any more, is damaged or missing; those before
   *     it were visited
   */
  void replay(long fromSequence, Visitor visitor);

  /**
   * As {@link #replay}, but only to a record that is known to be durable. Any thread, also while
   * the owner goes on.
   */
  void read(long fromSequence, long throughSequence, Visitor visitor);

  /**
   * Marks a durable record for good as one that whoever replays must not do. Blocks until that is
   * durable. Meant for a journal that nobody writes to meanwhile.
   *
   * @throws JournalException when there is no such record, or it can't be marked
   */
  void leaveOut(long sequence);

  /** Whether a record is marked by {@link #leaveOut}. */
  boolean isLeftOut(long sequence);

  /**
   * Allows to delete the records up to a number. Some or all of them may be kept all the same. Any
   * thread; blocks.
   *
   * @throws JournalException when something could not be deleted; nothing else is harmed
   */
  void release(long throughSequence);

  /** Gives up what was appended and not forced. */
  @Override
  void close();
}
