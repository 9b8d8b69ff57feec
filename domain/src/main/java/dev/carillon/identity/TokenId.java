package dev.carillon.identity;

import java.util.random.RandomGenerator;

/**
 * The ids of access tokens: {@code <family>.<nonce>}, so that whoever holds one can tell whether it
 * falls with a family without asking a store.
 */
final class TokenId {
  private static final int NONCE_BYTES = 9;

  private TokenId() {}

  static String next(String familyId, RandomGenerator random) {
    return familyId + '.' + Secrets.next(NONCE_BYTES, random);
  }

  static boolean isOf(String familyId, String tokenId) {
    return tokenId.length() > familyId.length()
        && tokenId.charAt(familyId.length()) == '.'
        && tokenId.startsWith(familyId);
  }

  /** The family in a token's id; the id itself when it has none. */
  static String family(String tokenId) {
    int dot = tokenId.indexOf('.');
    return dot < 0 ? tokenId : tokenId.substring(0, dot);
  }
}
