package dev.carillon.machine.replica;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/**
 * Reads that see whatever anybody was answered before, by whichever node: they wait until all is
 * done here that stands in the journal when they are asked for. The machine's thread.
 *
 * <p>Those of one moment ask the journal once together. Where it can't be read, nothing is
 * acknowledged either, and what this node knows is shown.
 */
final class NewestReads {
  /** A journal that does not even fail is waited for so long. */
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Following following;
  private final LongPredicate isNewest;
  private final Deque<Read> waiting = new ArrayDeque<>();

  /**
   * @param isNewest whether there can be nothing in the journal that is not done here, at a time as
   *     of {@link System#nanoTime}
   */
  NewestReads(Following following, LongPredicate isNewest) {
    this.following = following;
    this.isNewest = isNewest;
  }

  private static final class Read implements Following.Waiter {
    private final Runnable show;
    private final long sinceNanos;
    private boolean isShown;

    private Read(Runnable show, long sinceNanos) {
      this.show = show;
      this.sinceNanos = sinceNanos;
    }

    @Override
    public void atEnd() {
      if (!isShown) {
        isShown = true;
        show.run();
      }
    }

    @Override
    public void failed() {
      atEnd();
    }
  }

  /** Has something shown when this node knows what is newest. */
  void ask(Runnable show, long nowNanos) {
    if (!following.follows() || isNewest.test(nowNanos)) {
      show.run();
      return;
    }
    Read read = new Read(show, nowNanos);
    waiting.add(read);
    following.awaitEnd(read);
  }

  /** Shows what has waited for too long. */
  void work(long nowNanos) {
    Read oldest = waiting.peek();
    while (oldest != null && (oldest.isShown || nowNanos - oldest.sinceNanos >= LIMIT_NANOS)) {
      waiting.remove();
      oldest.atEnd();
      oldest = waiting.peek();
    }
  }
}
