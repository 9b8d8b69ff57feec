package dev.carillon.machine;

/**
 * A machine failed at a command, by a bug: what the command was to do is done by half, so nothing
 * may be built on the machine's state any more.
 */
final class CommandFailure extends RuntimeException {
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
}
