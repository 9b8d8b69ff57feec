package dev.carillon.machine;

import dev.carillon.journal.JournalException;
import dev.carillon.journal.Records;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How an operator gets a machine to start again that fails at one of its commands: the record is
 * left out for good. Only one that does stop the start can be: any other was acknowledged, and what
 * came after it was built on it. The journal's owner alone; blocks.
 */
public final class Omission {
  private final Records journal;
  private final LongSupplier start;

  /**
   * @param start brings a new machine to where the journal ends and says where that is, or throws
   *     as {@link Agent#recover}
   */
  public Omission(Records journal, LongSupplier start) {
    this.journal = journal;
    this.start = start;
  }

  /**
   * Leaves a record out, now and at every start.
   *
   * @return what came of it, for a person
   * @throws JournalException when this is not the record that stops the start; nothing changed
   */
  public String leaveOut(long sequence) {
    CommandFailure failure = failure();
    if (failure == null) {
      throw new JournalException(
          "Record %d can't be left out: nothing fails, the start does all records to %d"
              .formatted(sequence, journal.lastSequence()));
    }
    if (failure.sequence() != sequence) {
      throw new JournalException(
          "Record %d can't be left out: it is not the one that fails. %s"
              .formatted(sequence, failure.getMessage()));
    }
    journal.leaveOut(sequence);
    CommandFailure next = failure();
    return "Record %d is left out from now on. %s"
        .formatted(
            sequence,
            next == null
                ? "A start does all others, to record " + journal.lastSequence()
                : "But the start fails again: " + next.getMessage());
  }

  private @Nullable CommandFailure failure() {
    try {
      long _ = start.getAsLong();
      return null;
    } catch (JournalException e) {
      if (e.getCause() instanceof CommandFailure failure) {
        return failure;
      }
      throw e;
    }
  }
}
