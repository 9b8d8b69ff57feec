package dev.carillon.identity;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where users are kept. Port; any thread; may block. A write is durable when its call returns.
 *
 * <p>Every method may throw {@link java.util.concurrent.RejectedExecutionException} when the store
 * is overloaded or closed: nothing was written, and the same later may pass.
 */
public interface UserStore {

  /** Adds the account, unless its id or its email is taken: then false. */
  boolean create(Account account);

  Optional<User> byId(String id);

  /**
   * Finds who logs in with an email.
   *
   * @param email as {@link User#email()}, lower case
   */
  Optional<Account> byEmail(String email);

  /** Replaces the hash of a user's password; nothing happens when there is no such user. */
  void replacePasswordHash(String userId, String passwordHash);

  /** Suspends the account or gives it back; false when there is no such user. */
  boolean suspend(String userId, boolean suspended);

  /** From now on only tokens issued after this time count; never moves back. */
  void acceptTokensAfter(String userId, long millis);

  /** The users whose {@link #acceptTokensAfter} lies at or after the given time, with it. */
  Map<String, Long> tokensAcceptedAfter(long sinceMillis);

  /** The ids of all suspended users. */
  Set<String> suspended();
}
