package dev.carillon.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** Prints what a million subscriptions take, and that nothing of it is left when they are gone. */
final class TopicIndexMemory {
  private TopicIndexMemory() {}

  static void print(PrintStream out) {
    Subscriptions subscriptions = new Subscriptions();
    // Once for what the classes themselves take.
    subscriptions.addMixed();
    subscriptions.removeAll();
    long start = liveBytes();
    subscriptions.addMixed();
    long full = liveBytes();
    subscriptions.removeAll();
    long end = liveBytes();

    int count = Subscriptions.COUNT;
    out.printf("before                  %,12d bytes%n", start);
    out.printf("%,d subscriptions %,12d bytes, %d each%n", count, full, (full - start) / count);
    out.printf(
        "all unsubscribed        %,12d bytes, index size %d%n", end, subscriptions.index.size());
  }

  private static long liveBytes() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < 3; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }
}
