package dev.carillon.api.identity;

import dev.carillon.core.limit.FailureDelay;
import dev.carillon.core.limit.KeyedRate;
import dev.carillon.core.limit.Rate;
import dev.carillon.identity.LoginGuard;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How often one may be wrong (contract/realtime.md section 4.3). An account makes everybody wait
 * longer after each failure; an address and the whole server have so many failures in a time. Any
 * thread.
 *
 * <p>A stranger must not be able to keep the owner of an account out: an address from which the
 * owner has logged in before is counted for itself.
 */
public final class LoginLimits implements LoginGuard {
  private static final int MAX_KEYS = 100_000;
  private static final Rate FAILURES_OF_ADDRESS = Rate.of(1, Duration.ofSeconds(1), 60);
  private static final Rate FAILURES_OF_ALL = Rate.of(50, Duration.ofSeconds(1), 1_000);
  private static final Rate REGISTRATIONS_OF_ADDRESS = Rate.of(2, Duration.ofSeconds(1), 100);
  private static final String ALL = "";

  private final boolean isOn;
  private final FailureDelay<String> accounts = new FailureDelay<>(FailureDelay.Policy.LOGIN);
  private final KeyedRate<String> addresses = new KeyedRate<>(FAILURES_OF_ADDRESS, MAX_KEYS);
  private final KeyedRate<String> all = new KeyedRate<>(FAILURES_OF_ALL, 1);
  private final KeyedRate<String> registrations =
      new KeyedRate<>(REGISTRATIONS_OF_ADDRESS, MAX_KEYS);
  private final ReentrantLock lock = new ReentrantLock();

  /** Account and address of successful logins, least recent first. */
  private final Map<String, Boolean> homes =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MAX_KEYS;
        }
      };

  private LoginLimits(boolean isOn) {
    this.isOn = isOn;
  }

  public static LoginLimits on() {
    return new LoginLimits(true);
  }

  /** Limits nothing: for load tests. */
  public static LoginLimits off() {
    return new LoginLimits(false);
  }

  @Override
  public long waitMillis(String email, String address, long nowMillis) {
    if (!isOn) {
      return 0;
    }
    long nanos = Duration.ofMillis(nowMillis).toNanos();
    long ofAccount = accounts.waitMillis(account(email, address), nowMillis);
    long ofAddress = addresses.waitMillis(address, nanos);
    return Math.max(ofAccount, Math.max(ofAddress, all.waitMillis(ALL, nanos)));
  }

  @Override
  public void failed(String email, String address, long nowMillis) {
    if (isOn) {
      long nanos = Duration.ofMillis(nowMillis).toNanos();
      accounts.attempt(account(email, address), nowMillis);
      addresses.take(address, nanos);
      all.take(ALL, nanos);
    }
  }

  @Override
  public void succeeded(String email, String address) {
    if (!isOn) {
      return;
    }
    accounts.succeeded(account(email, address));
    lock.lock();
    try {
      homes.put(home(email, address), true);
    } finally {
      lock.unlock();
    }
  }

  /** Takes one registration of an address: 0 when it may, else how many milliseconds to wait. */
  long takeRegistration(String address, long nowMillis) {
    return isOn ? registrations.take(address, Duration.ofMillis(nowMillis).toNanos()) : 0;
  }

  private String account(String email, String address) {
    String home = home(email, address);
    lock.lock();
    try {
      return homes.containsKey(home) ? home : email;
    } finally {
      lock.unlock();
    }
  }

  private static String home(String email, String address) {
    return email + ' ' + address;
  }
}
