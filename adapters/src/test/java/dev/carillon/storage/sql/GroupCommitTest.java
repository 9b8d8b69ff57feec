package dev.carillon.storage.sql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GroupCommitTest {

  /** The first commit throws what no driver should, the next ones are refused as they should be. */
  private static final class BadPool implements Batches {
    private final AtomicInteger commits = new AtomicInteger();
    private final Runnable first;

    private BadPool(Runnable first) {
      this.first = first;
    }

    @Override
    public Settled commit(List<PendingWrite<?>> batch) {
      if (commits.incrementAndGet() == 1) {
        first.run();
      }
      batch.forEach(pending -> pending.fail(new StorageException("refused", null)));
      return new Settled(batch.size(), false);
    }

    @Override
    public void close() {}
  }

  private static void bug() {
    throw new IllegalStateException("the pool has a bug");
  }

  private static void error() {
    throw new LinkageError("a class is missing");
  }

  @Test
  void whateverAPoolThrowsTheWritingThreadGoesOn() {
    goesOnAfter(GroupCommitTest::bug, "the pool has a bug");
  }

  @Test
  void nobodyWaitsForEverForAnAnswerThatAnErrorTookAlong() {
    goesOnAfter(GroupCommitTest::error, "a class is missing");
  }

  private static void goesOnAfter(Runnable first, String cause) {
    try (GroupCommit writer =
        new GroupCommit("test-writer", new BadPool(first), (_, _, _) -> {}, System::nanoTime)) {
      assertThatThrownBy(() -> writer.write(_ -> 1))
          .isInstanceOf(StorageException.class)
          .hasMessage("storage: can't write")
          .hasRootCauseMessage(cause);

      assertThatThrownBy(() -> writer.write(_ -> 2))
          .isInstanceOf(StorageException.class)
          .hasMessage("refused");
    }
  }
}
