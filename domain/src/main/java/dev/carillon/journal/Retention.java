package dev.carillon.journal;

import java.util.List;

/**
 * How long records and snapshots are kept. Any thread, but one at a time; blocks.
 *
 * <p>A start reads the snapshot before the newest and the records after it, or an older one when
 * somebody else still needs the records after that: so these stay. One snapshot more stays in case
 * that one is damaged: often its records are still there too.
 */
public final class Retention {
  private static final int SNAPSHOTS = 3;

  private final Records journal;
  private final Snapshots snapshots;

  public Retention(Records journal, Snapshots snapshots) {
    this.journal = journal;
    this.snapshots = snapshots;
  }

  /**
   * Deletes what no start needs.
   *
   * @param floorSequence the last record that whoever else reads the journal has no more use for
   * @throws JournalException when something could not be deleted; nothing else is harmed
   */
  public void apply(long floorSequence) {
    List<Snapshot> kept = snapshots.list();
    for (int i = 1; i < kept.size(); i++) {
      if (kept.get(i).sequence() <= floorSequence) {
        snapshots.keep(Math.max(SNAPSHOTS, i + 1));
        journal.release(kept.get(i).sequence());
        return;
      }
    }
  }
}
