package dev.carillon.machine;

/**
 * The sizes of a machine at work.
 *
 * @param queueCapacity how many commands and reads may wait; a power of two
 * @param batchCommands how many commands share one synchronisation of the disk at most
 * @param snapshotCommands after how many records of the journal a snapshot is due
 * @param snapshotMillis how long after a command a snapshot is due at the latest
 */
public record MachineSettings(
    int queueCapacity, int batchCommands, int snapshotCommands, long snapshotMillis) {
  public static final MachineSettings DEFAULT =
      new MachineSettings(16_384, 1_024, 500_000, 600_000);

  public MachineSettings {
    if (Integer.bitCount(queueCapacity) != 1 || queueCapacity < 2) {
      throw new IllegalArgumentException(
          "queueCapacity: " + queueCapacity + " (expected: a power of two)");
    }
    if (batchCommands < 1 || snapshotCommands < 1 || snapshotMillis < 1) {
      throw new IllegalArgumentException(
          "batchCommands, snapshotCommands, snapshotMillis: %d, %d, %d (expected: positive)"
              .formatted(batchCommands, snapshotCommands, snapshotMillis));
    }
  }
}
