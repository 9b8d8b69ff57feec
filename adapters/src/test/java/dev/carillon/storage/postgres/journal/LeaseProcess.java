package dev.carillon.storage.postgres.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.journal.Lease;
import dev.carillon.journal.Lease.Holder;
import dev.carillon.storage.postgres.PostgresPool;
import dev.carillon.storage.postgres.PostgresUrl;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process of its own that takes the lease, says so, and renews it until it is lost. */
final class LeaseProcess {
  private static final long RENEW_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private LeaseProcess() {}

  /** Begins with the database's address as the only argument. */
  public static void main(String[] arguments) {
    try (PostgresPool pool = new PostgresPool(PostgresUrl.of(arguments[0]), "child", 2);
        PostgresLease lease = new PostgresLease(pool, "sum", "child")) {
      Holder taken = takeWithin(lease, "child", 10_000);
      System.out.println("taken");
      System.out.println(taken.token());
      while (lease.renew(taken.token())) {
        LockSupport.parkNanos(RENEW_NANOS);
      }
      System.out.println("lost");
    }
  }

  /** Tries again and again. */
  static Holder takeWithin(Lease lease, String node, long millis) {
    long begin = System.nanoTime();
    Holder holder = lease.take();
    while (!holder.node().equals(node)
        && System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(millis)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      holder = lease.take();
    }
    assertThat(holder.node()).isEqualTo(node);
    return holder;
  }
}
