package dev.carillon.identity;

/**
 * Turns passwords into something safe to keep. Port; any thread; slow by purpose (about 0.1 s), so
 * never called on an event loop.
 */
public interface PasswordHasher {

  /** Hashes with the parameters of today and a fresh salt. */
  Hashing hash(String password);

  /** Whether the password is the one the hash was made of. */
  Check verify(String password, String hash);

  /** The hash of a password nobody has, with the parameters of today. */
  String decoy();

  /** The answer of {@link #hash}. */
  sealed interface Hashing {
    record Hashed(String hash) implements Hashing {}

    /** Too many wait already. */
    record Busy() implements Hashing {}
  }

  /** The answer of {@link #verify}. */
  enum Check {
    MATCHES,
    /** Matches, and the hash was made with weaker parameters than those of today. */
    MATCHES_OUTDATED,
    DIFFERS,
    /** Too many wait already: nobody knows. */
    BUSY
  }
}
