package dev.carillon.identity;

import java.util.List;
import java.util.Optional;

/**
 * Where logins and their refresh tokens are kept, as SHA-256 only. Port; any thread; may block. A
 * write is durable when its call returns; refuses as {@link UserStore} does.
 */
public interface SessionStore {

  /** Begins a family whose good refresh token has this hash. */
  void open(Family family, String tokenHash);

  /**
   * Replaces the good token of a family, in one step: of two callers with the same token one gets
   * {@link Rotation.Rotated} and the other {@link Rotation.Reused}.
   *
   * @param usedHash the hash of the token that was shown
   * @param nextHash the hash of the one that replaces it
   * @param nowMillis a family that ended before is {@link Rotation.Unknown}
   * @param expiresAtMillis when the family ends from now on
   */
  Rotation rotate(
      String familyId, String usedHash, String nextHash, long nowMillis, long expiresAtMillis);

  /** Ends a family; empty when there is none or it has been revoked before. */
  Optional<Family> revoke(String familyId, long nowMillis);

  /** Ends all families of a user and gives those that were alive. */
  List<Family> revokeAll(String userId, long nowMillis);

  /** The ids of the families revoked at or after the given time. */
  List<String> revokedSince(long sinceMillis);

  /** Forgets the families that ended before the given time. */
  void forgetEndedBefore(long millis);
}
