package dev.carillon.storage.journal;

/**
 * Where the last segment ends.
 *
 * <p>What follows the last whole record is either zeros, or a write that a crash cut short, or
 * damage. Only a cut write may be thrown away, because nothing of it was acknowledged:
 *
 * <ul>
 *   <li>Nothing whole follows: the write was cut there. (A changed bit in the very last record
 *       looks the same: it is cut off too, and reported.)
 *   <li>A record of a later batch follows: a batch is written only when the one before is on the
 *       disk, so this is damage.
 *   <li>A record of the same batch follows: a crash of the machine may leave out some sectors of a
 *       write and keep later ones. Left-out sectors are zeros; without such, it is damage.
 * </ul>
 *
 * @param position behind the last whole record
 * @param lastSequence of that record
 * @param tornBytes of a cut write, to be thrown away; 0: none
 */
record Tail(int position, long lastSequence, int tornBytes) {
  private static final int SECTOR_BYTES = 512;

  /** Reads a last segment; throws JournalException when it is damaged. */
  static Tail find(Segment segment, Records records) {
    int at = FileHeader.BYTES;
    long next = segment.firstSequence();
    while (records.isWhole(at)) {
      if (records.sequence(at) != next) {
        throw Damage.at(
            segment.file(), at, "record " + records.sequence(at) + " (expected: " + next + ")");
      }
      at = records.next(at);
      next++;
    }
    int torn = Math.max(0, records.endOfData() - at);
    if (torn > 0) {
      refuseDamage(segment, records, at, next);
    }
    return new Tail(at, next - 1, torn);
  }

  private static void refuseDamage(Segment segment, Records records, int at, long next) {
    int follower = nextWhole(records, at, next);
    if (follower < records.limit() && !lacksSector(records, at, follower)) {
      throw changed(segment, records, at, next, follower);
    }
    while (follower < records.limit()) {
      if (records.batchSequence(follower) > next) {
        throw changed(segment, records, at, next, follower);
      }
      follower = nextWhole(records, follower, next);
    }
  }

  private static RuntimeException changed(
      Segment segment, Records records, int at, long next, int follower) {
    return Damage.at(
        segment.file(),
        at,
        "record %d has changed or is gone, but record %d stands at %d"
            .formatted(next, records.sequence(follower), follower));
  }

  /** Where behind a position the next whole record of the missing one's future stands, or limit. */
  private static int nextWhole(Records records, int after, long missing) {
    int last = records.limit() - Records.HEADER_BYTES;
    for (int at = after + Records.ALIGNMENT; at <= last; at += Records.ALIGNMENT) {
      if (records.sequence(at) > missing && records.isWhole(at)) {
        return at;
      }
    }
    return records.limit();
  }

  private static boolean lacksSector(Records records, int from, int to) {
    for (int at = from; at < to; ) {
      int sectorEnd = (at / SECTOR_BYTES + 1) * SECTOR_BYTES;
      if (sectorEnd <= to && records.isZero(at, sectorEnd)) {
        return true;
      }
      at = sectorEnd;
    }
    return false;
  }
}
