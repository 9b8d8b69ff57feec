package dev.carillon.app;

import dev.carillon.machine.MachineCounts;
import dev.carillon.ops.Metrics;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** What a machine counts, as {@link Metrics} of the process. */
final class EngineMeters implements MachineCounts {
  private final LongAdder commands = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder failedSnapshots = new LongAdder();
  private final Timer force;
  private final Timer apply;
  private final Timer snapshots;
  private volatile int waiting;

  /**
   * @param name of the machine: {@code carillon.engine}
   */
  EngineMeters(Metrics metrics, String name) {
    metrics.counter(name + ".commands", "commands done", commands, LongAdder::sum);
    metrics.counter(
        name + ".refused", "commands refused: too much waited", refused, LongAdder::sum);
    metrics.counter(
        name + ".snapshots.failed",
        "snapshots that could not be written",
        failedSnapshots,
        LongAdder::sum);
    metrics.gauge(
        name + ".waiting", "commands and reads that wait", this, meters -> meters.waiting);
    force = timer(metrics, name + ".force", "making a batch of commands durable");
    apply = timer(metrics, name + ".apply", "applying a batch and telling of it");
    snapshots = timer(metrics, name + ".snapshot", "writing a snapshot");
  }

  private static Timer timer(Metrics metrics, String name, String about) {
    return Timer.builder(name).description(about).register(metrics.registry());
  }

  @Override
  public void batchDone(int done, long forceNanos, long applyNanos, int stillWaiting) {
    commands.add(done);
    waiting = stillWaiting;
    force.record(forceNanos, TimeUnit.NANOSECONDS);
    apply.record(applyNanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void refused() {
    refused.increment();
  }

  @Override
  public void snapshotWritten(long sequence, long sizeBytes, long nanos) {
    snapshots.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void snapshotFailed() {
    failedSnapshots.increment();
  }
}
