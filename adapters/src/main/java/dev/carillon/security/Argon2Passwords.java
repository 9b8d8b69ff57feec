package dev.carillon.security;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import dev.carillon.identity.PasswordHasher;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Argon2id with 19 MiB, two passes and one lane (OWASP's minimum), as PHC strings. Any thread.
 *
 * <p>A hash costs memory and about 0.1 s of a processor, so only few run at a time, some wait, and
 * the rest is told that we are busy.
 */
public final class Argon2Passwords implements PasswordHasher {
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int MAX_WAITING = 64;
  private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

  private final Argon2Function today =
      Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);
  private final RandomGenerator random;
  private final Semaphore running;
  private final Semaphore admitted;

  /**
   * Hashes on the threads of its callers.
   *
   * @param processors of the machine; half of them, at least one, may hash at a time
   * @param random a cryptographically strong one
   */
  public Argon2Passwords(int processors, RandomGenerator random) {
    this(Math.max(1, processors / 2), MAX_WAITING, random);
  }

  Argon2Passwords(int atOnce, int maxWaiting, RandomGenerator random) {
    this.random = random;
    this.running = new Semaphore(atOnce, true);
    this.admitted = new Semaphore(atOnce + maxWaiting);
  }

  @Override
  public Hashing hash(String password) {
    byte[] salt = randomBytes(SALT_BYTES);
    return bounded(
        () -> new Hashing.Hashed(today.hash(utf8(password), salt).getResult()), new Hashing.Busy());
  }

  @Override
  public Check verify(String password, String hash) {
    return bounded(() -> verifyNow(password, hash), Check.BUSY);
  }

  private Check verifyNow(String password, String hash) {
    Argon2Function function = Argon2Function.getInstanceFromHash(hash);
    if (!function.check(utf8(password), utf8(hash))) {
      return Check.DIFFERS;
    }
    return isWeaker(function) ? Check.MATCHES_OUTDATED : Check.MATCHES;
  }

  private boolean isWeaker(Argon2Function function) {
    return function.getVariant() != Argon2.ID
        || function.getMemory() < MEMORY_KIB
        || function.getIterations() < PASSES
        || function.getOutputLength() < HASH_BYTES;
  }

  /** Random bytes in the shape of a hash: costs nothing to make and as much as any to check. */
  @Override
  public String decoy() {
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            MEMORY_KIB,
            PASSES,
            LANES,
            BASE64.encodeToString(randomBytes(SALT_BYTES)),
            BASE64.encodeToString(randomBytes(HASH_BYTES)));
  }

  private <T> T bounded(Supplier<T> work, T busy) {
    if (!admitted.tryAcquire()) {
      return busy;
    }
    try {
      running.acquireUninterruptibly();
      try {
        return work.get();
      } finally {
        running.release();
      }
    } finally {
      admitted.release();
    }
  }

  private byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
