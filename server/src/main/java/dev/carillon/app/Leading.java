package dev.carillon.app;

import dev.carillon.machine.history.Projector;
import dev.carillon.machine.replica.LeadListener;
import dev.carillon.ops.Metrics;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this node leads a machine, and what only one node may do while it does. That is begun and
 * ended on a thread of its own, because both may block. Any thread.
 */
final class Leading implements LeadListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Leading.class);

  private final String machine;
  private final Projector<?> history;
  private final Supplier<Runnable> work;
  private final ExecutorService own;
  private Runnable end = () -> {};
  private volatile boolean leads;

  /**
   * @param history is stored by who leads
   * @param work begins what is to be done, and gives what ends it
   */
  Leading(String machine, Projector<?> history, Supplier<Runnable> work) {
    this.machine = machine;
    this.history = history;
    this.work = work;
    // Not a virtual one: a stop under load was seen to wait for the end of such a pool for ever.
    own =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("lead-" + machine).daemon().factory());
  }

  /** This node leads for good, because there is no other. Returns when the work has begun. */
  void alone() {
    leads = true;
    end = work.get();
  }

  /** Whether this node leads the machine, as far as it knows. */
  boolean leads() {
    return leads;
  }

  /**
   * From now on it is told whether this node leads.
   *
   * @param behind how many records this node's machine has not done yet
   */
  void watch(Metrics metrics, LongSupplier behind) {
    metrics.gauge(
        "carillon." + machine + ".behind",
        "records of the " + machine + "'s journal that this node knows of and has not done yet",
        behind,
        LongSupplier::getAsLong);
    metrics.gauge(
        "carillon." + machine + ".leads",
        "1: this node leads the " + machine,
        this,
        lead -> lead.leads ? 1 : 0);
  }

  @Override
  public void leading() {
    leads = true;
    history.followOther(false);
    later(() -> end = work.get());
  }

  @Override
  public void notLeading() {
    leads = false;
    history.followOther(true);
    later(this::endWork);
  }

  private void endWork() {
    Runnable ending = end;
    end = () -> {};
    ending.run();
  }

  private void later(Runnable task) {
    try {
      own.execute(() -> attempt(task));
    } catch (RejectedExecutionException _) {
      LOG.debug("what is done by who leads the {} has ended", machine);
    }
  }

  private void attempt(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException bug) {
      LOG.error("What is done by who leads the {} could not begin or end", machine, bug);
    }
  }

  /** Ends the work; nothing is begun any more. Blocks. */
  @Override
  public void close() {
    later(this::endWork);
    own.close();
  }
}
