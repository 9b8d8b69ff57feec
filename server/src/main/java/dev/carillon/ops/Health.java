package dev.carillon.ops;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the process should get traffic. Any thread; a report may block on its checks. */
public final class Health {
  private static final Logger LOG = LoggerFactory.getLogger(Health.class);

  /** Where the process is in its life. */
  enum Phase {
    STARTING,
    READY,
    DRAINING
  }

  /** Checks may cost a write to the disk; whoever asks more often gets what was found last. */
  private static final long KEEP_NANOS = 1_000_000_000;

  /** Between two looks of {@link #awaitReady}. */
  private static final long PAUSE_MILLIS = 50;

  private final Map<String, BooleanSupplier> checks;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private List<Check> results = List.of();
  private long checkedNanos;
  private final CountDownLatch ending = new CountDownLatch(1);
  private volatile Phase phase = Phase.STARTING;

  /**
   * Begins as {@link Phase#STARTING}.
   *
   * @param checks by name; each says whether a part works now
   * @param nanoTime as {@link System#nanoTime}
   */
  public Health(Map<String, BooleanSupplier> checks, LongSupplier nanoTime) {
    this.checks = new TreeMap<>(checks);
    this.nanoTime = nanoTime;
  }

  /** Everything runs: traffic may come. */
  public void started() {
    phase = Phase.READY;
  }

  /** Whether everything runs, or has run before the end began. */
  public boolean isStarted() {
    return phase != Phase.STARTING;
  }

  /** The end has begun: no new traffic, please. */
  public void draining() {
    phase = Phase.DRAINING;
    ending.countDown();
  }

  /**
   * Waits until all parts work, or the end begins, but not longer than so. Blocks.
   *
   * @return the names of the parts that do not work yet, in their order
   */
  public List<String> awaitReady(Duration limit) {
    long end = nanoTime.getAsLong() + limit.toNanos();
    List<String> missing = missing();
    while (!missing.isEmpty() && nanoTime.getAsLong() - end < 0 && !isEnding()) {
      missing = missing();
    }
    return missing;
  }

  private List<String> missing() {
    lock.lock();
    try {
      return look().stream().filter(check -> !check.ok()).map(Check::name).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Pauses. */
  private boolean isEnding() {
    try {
      return ending.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** How things are, at most a second ago. */
  Report report() {
    return new Report(phase, check());
  }

  private List<Check> check() {
    lock.lock();
    try {
      boolean old = nanoTime.getAsLong() - checkedNanos >= KEEP_NANOS;
      return old || results.size() < checks.size() ? look() : results;
    } finally {
      lock.unlock();
    }
  }

  private List<Check> look() {
    long now = nanoTime.getAsLong();
    List<Check> fresh = new ArrayList<>();
    checks.forEach((name, check) -> fresh.add(new Check(name, isOk(name, check))));
    results = List.copyOf(fresh);
    checkedNanos = now;
    return results;
  }

  private static boolean isOk(String name, BooleanSupplier check) {
    try {
      return check.getAsBoolean();
    } catch (RuntimeException problem) {
      LOG.warn("health check {} failed", name, problem);
      return false;
    }
  }

  /** One part and whether it works. */
  record Check(String name, boolean ok) {}

  /** All parts at one moment. */
  record Report(Phase phase, List<Check> checks) {
    Report {
      checks = List.copyOf(checks);
    }

    boolean ready() {
      return phase == Phase.READY && checks.stream().allMatch(Check::ok);
    }

    /** One word for people and monitors. */
    String status() {
      return phase == Phase.READY
          ? ready() ? "ready" : "failing"
          : phase.name().toLowerCase(Locale.ROOT);
    }
  }
}
