package dev.carillon.journal;

/**
 * Records in one order, numbered from 1 without a gap. Port.
 *
 * <p>One thread owns it: only {@link #read} and {@link #release} may be called by others. A record
 * that was appended is durable when {@link #force} has returned, not before. After an error while
 * writing, every further append and force fails: what the disk then holds is known only after a new
 * start.
 */
public interface Journal extends Records, AutoCloseable {
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
  @Override
  long lastSequence();

  /** Gives up what was appended and not forced. */
  @Override
  void close();
}
