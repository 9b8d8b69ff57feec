package dev.carillon.identity;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A {@link PasswordHasher} for tests that costs nothing and hides nothing: a hash is the version
 * and the password. Any thread.
 */
public final class PlainPasswords implements PasswordHasher {
  private static final String DECOY = "decoy";

  private final AtomicInteger verified = new AtomicInteger();
  private final AtomicInteger version = new AtomicInteger(1);
  private volatile boolean busy;

  @Override
  public Hashing hash(String password) {
    return busy ? new Hashing.Busy() : new Hashing.Hashed(version.get() + ":" + password);
  }

  @Override
  public Check verify(String password, String hash) {
    if (busy) {
      return Check.BUSY;
    }
    verified.incrementAndGet();
    if (hash.equals(version.get() + ":" + password)) {
      return Check.MATCHES;
    }
    return hash.endsWith(":" + password) ? Check.MATCHES_OUTDATED : Check.DIFFERS;
  }

  @Override
  public String decoy() {
    return DECOY;
  }

  /** How often a password was compared, decoys included. */
  public int verified() {
    return verified.get();
  }

  /** From now on hashes are made better. */
  public void improve() {
    version.incrementAndGet();
  }

  /** Whether everybody is told to come again. */
  public void setBusy(boolean isBusy) {
    busy = isBusy;
  }
}
