package dev.carillon.journal;

/** The durable records of a journal, as whoever reads them sees them. Port. Any thread; blocks. */
public interface Records {
  int MAX_RECORD_BYTES = 1 << 20;

  /** Who reads records. */
  @FunctionalInterface
  interface Visitor {
    /**
     * One record, in the order of the numbers.
     *
     * @param bytes hold the record from {@code offset} on; valid during the call only
     * @param length 0: the journal itself needs this number, there is nothing to do
     */
    void record(long sequence, byte[] bytes, int offset, int length);
  }

  /** The number of the last record; 0: there was none yet. */
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

  /** As {@link #replay}, but only to a record that is known to be durable. */
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
   * Allows to delete the records up to a number. Some or all of them may be kept all the same.
   *
   * @throws JournalException when something could not be deleted; nothing else is harmed
   */
  void release(long throughSequence);
}
