package dev.carillon.core.cluster;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Time that passes only when a test lets it, and what happens in it, all on one thread: threads are
 * {@link #lane lanes}, each with its tasks in line. The same randomness gives the same history.
 */
public final class SimulatedTime {
  private static final int MAX_DEPTH = 6;

  private final RandomGenerator random;
  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingLong(Due::millis).thenComparingLong(Due::number));
  private long nowMillis = 1_000_000;
  private long number;
  private int depth;

  private record Due(long millis, long number, Runnable task) {}

  public SimulatedTime(RandomGenerator random) {
    this.random = random;
  }

  /** Milliseconds since 1970, as if. */
  public long nowMillis() {
    return nowMillis;
  }

  /** Runs {@code task} after some time. */
  public void after(long millis, Runnable task) {
    due.add(new Due(nowMillis + millis, number++, task));
  }

  /** Runs {@code task} again and again, after each so many milliseconds, for ever. */
  public void every(long millis, Runnable task) {
    after(
        millis,
        () -> {
          task.run();
          every(millis, task);
        });
  }

  /** Lets time pass, and what is due happen. */
  public void pass(long millis) {
    long until = nowMillis + millis;
    for (Due next = due.peek(); next != null && next.millis() <= until; next = due.peek()) {
      runNext();
    }
    nowMillis = Math.max(nowMillis, until);
  }

  private void runNext() {
    Due next = due.remove();
    nowMillis = Math.max(nowMillis, next.millis());
    next.task().run();
  }

  /** A thread, whose tasks take a while to begin. */
  public Lane lane() {
    return new Lane();
  }

  /** Tasks in line, one at a time. */
  public final class Lane implements Executor {
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private long last;
    private boolean busy;
    private boolean stopped;

    @Override
    public void execute(Runnable task) {
      execute(delay(), task);
    }

    /** Runs {@code task} after what is queued, and not before so many milliseconds. */
    void execute(long delayMillis, Runnable task) {
      tasks.add(task);
      last = Math.max(last, nowMillis + delayMillis);
      after(last - nowMillis, this::next);
    }

    /** Nothing more is run. */
    public void stop() {
      stopped = true;
      tasks.clear();
    }

    /** This lane waits for an answer that is on its way; everything else goes on meanwhile. */
    void block() {
      if (depth == MAX_DEPTH) {
        return;
      }
      boolean was = busy;
      busy = true;
      depth++;
      pass(delay());
      depth--;
      busy = was;
    }

    private void next() {
      if (stopped || tasks.isEmpty()) {
        return;
      }
      if (busy) {
        after(1, this::next);
        return;
      }
      busy = true;
      try {
        tasks.remove().run();
      } finally {
        busy = false;
      }
    }
  }

  /** How long a thing takes: mostly little, sometimes long. */
  long delay() {
    return random.nextInt(20) == 0 ? random.nextLong(400) : random.nextLong(8);
  }

  RandomGenerator random() {
    return random;
  }
}
