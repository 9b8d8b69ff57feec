package dev.carillon.journal;

import java.util.List;

/**
 * A journal that several nodes read and one of them, the leader, appends to: records in one order,
 * numbered from 1 without a gap. Port. Any thread; blocks. What every one must do is written as
 * tests in {@code SharedJournalContract}.
 */
public interface SharedJournal extends Records {

  /**
   * Appends the records that follow the last one. They are durable when this returns true.
   *
   * <p>Once somebody has taken a {@link Lease}, no batch with an older token comes to be in the
   * journal any more, not even one that was on its way.
   *
   * @return false: the batch's token is not the newest, and nothing was or will be appended
   * @throws JournalException when it is not known whether it was appended, or when other records
   *     have its numbers
   */
  boolean append(SharedBatch batch);

  /**
   * The batches from the one with a record on, the oldest first. If that record isn't kept any
   * more, they begin with a later one.
   *
   * @param fromSequence if it is more than the last, there are none
   * @param max how many at most
   * @throws JournalException when they can't be read now
   */
  List<SharedBatch> batches(long fromSequence, int max);

  @Override
  default void replay(long fromSequence, Visitor visitor) {
    read(fromSequence, lastSequence(), visitor);
  }

  @Override
  default void read(long fromSequence, long throughSequence, Visitor visitor) {
    int step = 64;
    long next = fromSequence;
    while (next <= throughSequence) {
      List<SharedBatch> batches = batches(next, step);
      if (batches.isEmpty() || batches.getFirst().firstSequence() > next) {
        throw new JournalException(
            "The journal has no record %d (expected: all to %d)".formatted(next, throughSequence));
      }
      for (SharedBatch batch : batches) {
        batch.forEach((sequence, _, _, command) -> {
          if (sequence >= fromSequence && sequence <= throughSequence) {
            visitor.record(sequence, command, 0, command.length);
          }
        });
      }
      next = batches.getLast().lastSequence() + 1;
    }
  }
}
