package dev.carillon.machine;

import dev.carillon.journal.JournalException;

/**
 * A machine failed at a command, by a bug: what the command was to do is done by half, so nothing
 * may be built on the machine's state any more.
 */
public final class CommandFailure extends RuntimeException {
  private final long sequence;

  /**
   * @param sequence the command's number in the journal, where it stands already
   */
  CommandFailure(long sequence, Object command, Throwable cause) {
    super("Record " + sequence + " (" + command + ") fails with " + cause, cause);
    this.sequence = sequence;
  }

  long sequence() {
    return sequence;
  }

  /** What a person is told of it whose machine can't go on or start. */
  public JournalException ofJournal(String machine) {
    return new JournalException(
        "The %s can't do what its journal says. %s. Start a program without this fault, or leave"
                .formatted(machine, getMessage())
            + " the record out: docs/operations.md says how (\"A command that fails\")",
        this);
  }
}
