package dev.carillon.bus.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What this node tells of itself: all fields are kept here, so that they can be written anew
 * whenever Redis may not have them. Any thread.
 *
 * <p>While a wire is there each change is sent at once and says on which version it builds. Redis
 * refuses it when it has another one; then, as after any failure, all fields are written by {@link
 * #repair}.
 */
final class Tellings {
  private final Names names;
  private final String self;
  private final Runnable failed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Telling> kinds = new HashMap<>();
  private @Nullable Wire wire;

  /** One kind. Guarded by the lock. */
  private static final class Telling {
    final Map<String, byte[]> fields = new HashMap<>();
    long version;

    /** Changes after it mean nothing until all fields are written. */
    boolean broken = true;

    /** Grows with each time all fields are written: older answers mean nothing any more. */
    int writing;
  }

  /**
   * @param failed told when {@link #repair} has something to do; must not block
   */
  Tellings(Names names, String self, Runnable failed) {
    this.names = names;
    this.self = self;
    this.failed = failed;
  }

  void tell(String kind, long version, Map<String, byte @Nullable []> changes) {
    lock.lock();
    try {
      Telling telling = kinds.computeIfAbsent(kind, _ -> new Telling());
      long before = telling.version;
      if (version <= before) {
        throw new IllegalArgumentException(
            "version: " + version + " (expected: more than " + before + ")");
      }
      telling.version = version;
      for (Map.Entry<String, byte @Nullable []> change : changes.entrySet()) {
        if (change.getValue() == null) {
          telling.fields.remove(change.getKey());
        } else {
          telling.fields.put(change.getKey(), change.getValue());
        }
      }
      if (wire != null && before == 0) {
        writeAll(wire, kind, telling);
      } else if (wire != null && !telling.broken) {
        send(wire, kind, telling, Bytes.of(before), changes);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Writes everything to a new wire, and each change after it. */
  void flow(Wire to) {
    lock.lock();
    try {
      wire = to;
      kinds.forEach((kind, telling) -> writeAll(to, kind, telling));
    } finally {
      lock.unlock();
    }
  }

  void stop() {
    lock.lock();
    try {
      wire = null;
    } finally {
      lock.unlock();
    }
  }

  /** Writes wholly what failed. */
  void repair() {
    lock.lock();
    try {
      Wire to = wire;
      if (to != null) {
        kinds.forEach((kind, telling) -> {
          if (telling.broken) {
            writeAll(to, kind, telling);
          }
        });
      }
    } finally {
      lock.unlock();
    }
  }

  private void writeAll(Wire to, String kind, Telling telling) {
    telling.broken = false;
    telling.writing++;
    send(to, kind, telling, new byte[0], Map.copyOf(telling.fields));
  }

  private void send(
      Wire to,
      String kind,
      Telling telling,
      byte[] before,
      Map<String, ? extends byte @Nullable []> changes) {
    List<byte[]> args = new ArrayList<>();
    args.add(Bytes.of(kind));
    args.add(before);
    args.add(Bytes.of(telling.version));
    changes.forEach((field, bytes) -> {
      args.add(Bytes.of(field));
      args.add(bytes == null ? new byte[0] : marked(bytes));
    });
    int writing = telling.writing;
    CompletionStage<Long> _ =
        to.number(
                Script.TELL,
                List.of(names.told(self, kind), names.kinds(self)),
                args.toArray(byte[][]::new))
            .whenComplete((written, e) -> {
              if (e != null || written == null || written == 0) {
                failed(telling, writing);
              }
            });
  }

  private void failed(Telling telling, int writing) {
    lock.lock();
    try {
      if (telling.writing != writing || telling.broken) {
        return;
      }
      telling.broken = true;
    } finally {
      lock.unlock();
    }
    failed.run();
  }

  /** Tells empty bytes from none. */
  private static byte[] marked(byte[] bytes) {
    byte[] marked = new byte[bytes.length + 1];
    marked[0] = '+';
    System.arraycopy(bytes, 0, marked, 1, bytes.length);
    return marked;
  }
}
