package dev.carillon.api.topics;

import dev.carillon.core.bus.Receipt;
import dev.carillon.http.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What becomes of publications whose publisher waits for it. Any thread. */
final class Receipts {
  private static final long PATIENCE_SECONDS = 5;

  private final AtomicReferenceArray<Receipt> told;
  private final CountDownLatch open;

  Receipts(int count) {
    told = new AtomicReferenceArray<>(count);
    open = new CountDownLatch(count);
  }

  void put(int index, Receipt receipt) {
    told.set(index, receipt);
    open.countDown();
  }

  /**
   * All of them in their order. Blocks.
   *
   * @throws Problem 503 when they don't come in time
   */
  List<Receipt> await() {
    try {
      if (!open.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw Problem.unavailable("not told in time whether it was published", 5);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Problem.unavailable("the server is going down", 5);
    }
    List<Receipt> all = new ArrayList<>(told.length());
    for (int i = 0; i < told.length(); i++) {
      all.add(told.get(i));
    }
    return all;
  }
}
