package dev.carillon.storage.journal;

/**
 * The sizes of a journal.
 *
 * @param segmentBytes of a file; a batch that is longer gets a file of its own length
 * @param keptBytes of records are kept even if nobody needs them any more
 */
public record JournalSettings(int segmentBytes, long keptBytes) {
  private static final int MIN_SEGMENT_BYTES = 4 << 10;
  private static final int MAX_SEGMENT_BYTES = 1 << 30;

  public static final JournalSettings DEFAULT = new JournalSettings(64 << 20, 1L << 30);

  public JournalSettings {
    if (segmentBytes < MIN_SEGMENT_BYTES || segmentBytes > MAX_SEGMENT_BYTES) {
      throw new IllegalArgumentException(
          "segmentBytes: %d (expected: %d..%d)"
              .formatted(segmentBytes, MIN_SEGMENT_BYTES, MAX_SEGMENT_BYTES));
    }
    if (keptBytes < 0) {
      throw new IllegalArgumentException("keptBytes: " + keptBytes + " (expected: 0 or more)");
    }
  }
}
