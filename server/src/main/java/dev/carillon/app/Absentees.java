package dev.carillon.app;

import dev.carillon.core.cluster.Cluster;
import dev.carillon.core.cluster.NodeListener;
import dev.carillon.engine.Engine;
import dev.carillon.market.model.Answer;
import dev.carillon.market.model.Command;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Ends the orders that were to end with a connection to a node that is no more: the node that leads
 * does, a moment after it has heard of that, or has begun to lead. Any thread.
 */
final class Absentees implements NodeListener {
  /** A node whose lease ended may be back, and who has just begun knows not all yet. */
  private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Cluster cluster;
  private final Engine engine;
  private final LongSupplier nanoTime;
  private volatile boolean leads;
  private volatile boolean due;
  private volatile long sinceNanos;
  private volatile long tickedNanos;

  /**
   * @param cluster not started yet
   */
  Absentees(Cluster cluster, Engine engine, LongSupplier nanoTime) {
    this.cluster = cluster;
    this.engine = engine;
    this.nanoTime = nanoTime;
    tickedNanos = nanoTime.getAsLong();
    cluster.listen(this);
  }

  @Override
  public void left(String node) {
    becomeDue();
  }

  @Override
  public void missed() {
    becomeDue();
  }

  private void becomeDue() {
    sinceNanos = nanoTime.getAsLong();
    due = true;
  }

  /** This node leads the engine. */
  void leading() {
    leads = true;
    becomeDue();
  }

  /** This node leads the engine no more. */
  void notLeading() {
    leads = false;
  }

  /** Does what is due. To be called every second or so, by one thread. */
  void tick() {
    long now = nanoTime.getAsLong();
    if (now - tickedNanos >= SETTLE_NANOS) {
      // This process stood still: others may have come meanwhile, whom it does not know yet.
      sinceNanos = now;
    }
    tickedNanos = now;
    if (due && leads && cluster.healthy() && now - sinceNanos >= SETTLE_NANOS) {
      end();
    }
  }

  /** Does it now: at a start there is nobody whose orders would suffer. */
  void end() {
    due = false;
    Set<Integer> living = new HashSet<>();
    living.add(SessionIds.numberOf(cluster.self()));
    cluster.others().forEach(other -> living.add(SessionIds.numberOf(other)));
    engine.submit(
        new Command.CancelAbsent(living),
        answer -> {
          if (answer instanceof Answer.Refused) {
            becomeDue();
          }
        });
  }
}
