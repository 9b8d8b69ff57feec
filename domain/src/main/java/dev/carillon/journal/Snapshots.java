package dev.carillon.journal;

import java.util.List;
import java.util.Optional;

/**
 * States that a journal's records led to. Port. Any thread, but one at a time; blocks.
 *
 * <p>A snapshot is kept as a whole or not at all.
 */
public interface Snapshots {

  /**
   * Keeps a state, in the place of one with the same number; it is durable when this returns.
   *
   * @param state its bytes are the first {@code length} of these
   * @throws JournalException when it can't be written; those before it are still there
   */
  void write(long sequence, long stateHash, byte[] state, int length);

  /** Those that are kept, the newest first. One that {@link #read} finds damaged may be named. */
  List<Snapshot> list();

  /** The state as it was written; empty: it is damaged, which has been logged, or it is gone. */
  Optional<byte[]> read(Snapshot snapshot);

  /**
   * Deletes all but the newest.
   *
   * @throws JournalException when something could not be deleted; nothing else is harmed
   */
  void keep(int newest);
}
