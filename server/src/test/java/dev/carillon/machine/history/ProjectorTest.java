package dev.carillon.machine.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.testkit.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ProjectorTest {
  private static final int MANY = 1_000;

  private final Kept kept = new Kept();

  /** A history in memory. */
  private static class Kept implements Projection<String> {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<String> events = new ArrayList<>();
    private long sequence;

    @Override
    public long sequence() {
      return locked(() -> sequence);
    }

    @Override
    public void store(List<String> more, long last) {
      locked(() -> {
        events.addAll(more);
        sequence = last;
        return last;
      });
    }

    List<String> events() {
      return locked(() -> List.copyOf(events));
    }

    private <T> T locked(Supplier<T> what) {
      lock.lock();
      try {
        return what.get();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Commands as batches of their own, with these numbers; each does one thing. */
  private static void commands(Projector<String> projector, int first, int last) {
    for (int i = first; i <= last; i++) {
      projector.begin(i);
      projector.happened("did " + i);
      projector.batchDone();
    }
  }

  @Test
  void whatTheMachineDidIsInTheHistoryWhenItCloses() {
    Projector<String> projector = new Projector<>("test", kept, MANY);
    commands(projector, 1, 3);

    projector.close();

    assertThat(kept.events()).containsExactly("did 1", "did 2", "did 3");
    assertThat(kept.sequence()).isEqualTo(3);
    assertThat(projector.storedSequence()).isEqualTo(3);
    assertThat(projector.backlog()).isZero();
  }

  @Test
  void commandsThatDidNothingMoveTheHistoryOn() {
    Projector<String> projector = new Projector<>("test", kept, MANY);
    projector.begin(1);
    projector.begin(2);
    projector.batchDone();

    assertThat(projector.awaitStored(2, 10_000)).isTrue();
    projector.close();
    assertThat(kept.events()).isEmpty();
    assertThat(kept.sequence()).isEqualTo(2);
  }

  @Test
  void whatTheHistoryHasAlreadyIsNotStoredAgain() {
    kept.store(List.of("before"), 2);
    Projector<String> projector = new Projector<>("test", kept, MANY);
    commands(projector, 1, 3);

    projector.close();

    assertThat(kept.events()).containsExactly("before", "did 3");
  }

  @Test
  void itSaysWhenTooMuchWaitsAndLosesNothing() throws InterruptedException {
    Slow slow = new Slow();
    Projector<String> projector = new Projector<>("test", slow, 5);
    commands(projector, 1, 1);
    slow.entered.await();
    commands(projector, 2, 7);

    assertThat(projector.isBehind()).isTrue();
    assertThat(projector.backlog()).isEqualTo(6);

    slow.allowed.countDown();
    projector.close();
    assertThat(projector.isBehind()).isFalse();
    assertThat(slow.events()).hasSize(7);
  }

  @Test
  void eventsOfAMomentAreStoredTogether() {
    Counting counting = new Counting();
    Projector<String> projector = new Projector<>("test", counting, MANY);
    commands(projector, 1, 200);
    projector.close();

    assertThat(counting.events()).hasSize(200);
    assertThat(counting.stores.get()).isLessThan(100);
  }

  @Test
  void aHistoryThatCannotBeWrittenIsTriedAgain() throws InterruptedException {
    Failing failing = new Failing();
    Projector<String> projector = new Projector<>("test", failing, MANY);
    commands(projector, 1, 2);

    assertThat(failing.done.await(10, TimeUnit.SECONDS)).isTrue();
    projector.close();

    assertThat(failing.events()).containsExactly("did 1", "did 2");
  }

  @Test
  void whoeverWaitsIsToldWhenItIsStored() {
    Slow slow = new Slow();
    Projector<String> projector = new Projector<>("test", slow, MANY);
    commands(projector, 1, 5);

    assertThat(projector.toldSequence()).isEqualTo(5);
    assertThat(projector.awaitStored(5, 1)).isFalse();
    slow.allowed.countDown();
    assertThat(projector.awaitStored(5, 10_000)).isTrue();
    assertThat(slow.events()).hasSize(5);
    projector.close();
  }

  /** Stores nothing until it is allowed to. */
  private static final class Slow extends Kept {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch allowed = new CountDownLatch(1);

    @Override
    public void store(List<String> more, long last) {
      entered.countDown();
      try {
        allowed.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      super.store(more, last);
    }
  }

  /** Counts the steps. */
  private static final class Counting extends Kept {
    final AtomicInteger stores = new AtomicInteger();

    @Override
    public void store(List<String> more, long last) {
      stores.incrementAndGet();
      super.store(more, last);
    }
  }

  /** Fails once. */
  private static final class Failing extends Kept {
    final CountDownLatch done = new CountDownLatch(1);
    private final AtomicInteger attempts = new AtomicInteger();

    @Override
    public void store(List<String> more, long last) {
      if (attempts.incrementAndGet() == 1) {
        throw new IllegalStateException("the disk is full");
      }
      super.store(more, last);
      done.countDown();
    }
  }

  @Test
  void whileAnotherNodeStoresItsStepsAreFollowedAndAfterItTheRestIsStored() {
    try (Projector<String> projector = new Projector<>("test", kept, MANY)) {
      projector.followOther(true);
      commands(projector, 1, 5);
      kept.store(List.of("did 1", "did 2", "did 3"), 3);
      assertThat(projector.awaitStored(3, 5_000)).isTrue();
      Await.until(() -> projector.backlog() == 2);
      assertThat(kept.events()).hasSize(3);

      projector.followOther(false);

      assertThat(projector.awaitStored(5, 5_000)).isTrue();
      assertThat(kept.events()).containsExactly("did 1", "did 2", "did 3", "did 4", "did 5");
      commands(projector, 6, 6);
      assertThat(projector.awaitStored(6, 5_000)).isTrue();
    }
  }
}
