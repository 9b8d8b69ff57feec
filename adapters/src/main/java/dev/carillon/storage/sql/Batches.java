package dev.carillon.storage.sql;

import java.util.List;

/** How a database runs the works that waited together. Of one thread, that of a group commit. */
public interface Batches extends AutoCloseable {

  /**
   * What became of a batch.
   *
   * @param works how many from its begin have their answer, or have failed; the others come again
   *     as the begin of the next batch
   * @param isCommitted false: the transaction failed, and so did all those works
   */
  record Settled(int works, boolean isCommitted) {}

  /**
   * Runs works in their order in one transaction and commits it. Throws nothing: what fails is said
   * to the works it concerns.
   *
   * @param batch at least one
   */
  Settled commit(List<PendingWrite<?>> batch);

  @Override
  void close();
}
