package dev.carillon.identity;

/** Something that proved a user and does so no more. */
public sealed interface Revocation {

  String userId();

  /** Whether a proof falls under it: a live session that showed one must end. */
  boolean covers(String userId, String tokenId, long issuedAtMillis);

  /** All tokens of one login. */
  record OfFamily(String userId, String familyId) implements Revocation {
    @Override
    public boolean covers(String userId, String tokenId, long issuedAtMillis) {
      return TokenId.isOf(familyId, tokenId);
    }
  }

  /**
   * All tokens of a user issued up to a time. Tokens count in whole seconds, so one issued later in
   * the same second falls too.
   */
  record OfUser(String userId, long untilMillis) implements Revocation {
    @Override
    public boolean covers(String userId, String tokenId, long issuedAtMillis) {
      return this.userId.equals(userId) && issuedAtMillis <= untilMillis;
    }
  }

  /** One API key. */
  record OfKey(String userId, String keyId) implements Revocation {
    @Override
    public boolean covers(String userId, String tokenId, long issuedAtMillis) {
      return keyId.equals(tokenId);
    }
  }
}
