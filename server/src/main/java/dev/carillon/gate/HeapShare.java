package dev.carillon.gate;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * How much of the heap was still in use after the last collection. What is in use now says little:
 * most of it is garbage. Looks at most once a second; any thread.
 */
public final class HeapShare implements DoubleSupplier {
  private static final long EVERY_NANOS = 1_000_000_000;

  private final LongSupplier nanoTime;
  private final List<MemoryPoolMXBean> pools;
  private final AtomicLong lookedAt;
  private volatile double share;

  public HeapShare(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.pools =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .filter(pool -> pool.getCollectionUsage() != null)
            .toList();
    this.lookedAt = new AtomicLong(nanoTime.getAsLong());
  }

  @Override
  public double getAsDouble() {
    long now = nanoTime.getAsLong();
    long last = lookedAt.get();
    if (now - last >= EVERY_NANOS && lookedAt.compareAndSet(last, now)) {
      share = look();
    }
    return share;
  }

  private double look() {
    long used = 0;
    for (MemoryPoolMXBean pool : pools) {
      MemoryUsage after = pool.getCollectionUsage();
      used += after == null ? 0 : after.getUsed();
    }
    return (double) used / Runtime.getRuntime().maxMemory();
  }
}
