package dev.carillon.identity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes guessing a password slow: after {@value #FREE_FAILURES} failures an account answers nobody
 * for 1 s, then 2 s, 4 s ... up to 15 minutes. Any thread.
 *
 * <p>A stranger must not be able to keep the owner out: an address from which the owner has logged
 * in before is counted for itself. Unknown emails are counted like known ones, so the answer tells
 * nothing. What has not been touched longest is forgotten when there is too much.
 */
public final class LoginThrottle {
  static final int FREE_FAILURES = 5;
  static final long FIRST_DELAY_MILLIS = 1_000;
  static final long LAST_DELAY_MILLIS = 15 * 60 * 1_000;
  private static final int MAX_TRACKED = 100_000;
  private static final int MAX_DOUBLINGS = 20;

  private record Failures(int count, long openAtMillis) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Failures> failures = new Recent<>();
  private final Map<String, Boolean> homes = new Recent<>();
  private final boolean enabled;

  private LoginThrottle(boolean enabled) {
    this.enabled = enabled;
  }

  public static LoginThrottle create() {
    return new LoginThrottle(true);
  }

  /** One that never says no: for load tests. */
  public static LoginThrottle off() {
    return new LoginThrottle(false);
  }

  /** How long this account answers nobody at this address; 0: not at all. */
  long waitMillis(String email, String address, long nowMillis) {
    lock.lock();
    try {
      Failures known = failures.get(key(email, address));
      return known == null ? 0 : Math.max(0, known.openAtMillis - nowMillis);
    } finally {
      lock.unlock();
    }
  }

  void failed(String email, String address, long nowMillis) {
    if (!enabled) {
      return;
    }
    lock.lock();
    try {
      String key = key(email, address);
      Failures before = failures.get(key);
      int count = before == null ? 1 : before.count + 1;
      failures.put(key, new Failures(count, nowMillis + delayMillis(count)));
    } finally {
      lock.unlock();
    }
  }

  void succeeded(String email, String address) {
    if (!enabled) {
      return;
    }
    lock.lock();
    try {
      failures.remove(key(email, address));
      homes.put(home(email, address), true);
    } finally {
      lock.unlock();
    }
  }

  private String key(String email, String address) {
    String home = home(email, address);
    return homes.containsKey(home) ? home : email;
  }

  private static String home(String email, String address) {
    return email + ' ' + address;
  }

  private static long delayMillis(int count) {
    if (count < FREE_FAILURES) {
      return 0;
    }
    int doublings = Math.min(count - FREE_FAILURES, MAX_DOUBLINGS);
    return Math.min(FIRST_DELAY_MILLIS << doublings, LAST_DELAY_MILLIS);
  }

  /** Keeps what was touched last. */
  private static final class Recent<V> extends LinkedHashMap<String, V> {
    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > MAX_TRACKED;
    }
  }
}
