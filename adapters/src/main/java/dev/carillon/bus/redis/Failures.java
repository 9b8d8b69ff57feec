package dev.carillon.bus.redis;

import java.util.Set;

/** What errors of Redis mean. */
final class Failures {
  /** With these the master is not, or not any more, who must be spoken to. */
  private static final Set<String> ANOTHER_MASTER =
      Set.of("MOVED", "READONLY", "MASTERDOWN", "CLUSTERDOWN", "LOADING");

  private Failures() {}

  static boolean isOfAnotherMaster(Throwable e) {
    String text = e.getMessage();
    return text != null && ANOTHER_MASTER.contains(text.split(" ", 2)[0]);
  }

  /** The message of the innermost cause: what the server or the system said. */
  static String text(Throwable e) {
    Throwable inner = e;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner.getMessage() == null ? inner.getClass().getSimpleName() : inner.getMessage();
  }
}
