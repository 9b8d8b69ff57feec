package dev.carillon.identity;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A refresh token: {@code <selector>.<secret>}, 128 and 256 random bits. The selector stays the
 * same in a family and finds it: the family's id, which stands in access tokens, is its hash, so
 * the one can't be had from the other. Kept is only the SHA-256 of the whole.
 */
record RefreshToken(String selector, String secret) {
  private static final int SELECTOR_BYTES = 16;
  private static final int SECRET_BYTES = 32;
  private static final int FAMILY_LENGTH = 22;
  private static final int MAX_LENGTH = 128;

  static RefreshToken first(RandomGenerator random) {
    return new RefreshToken(
        Secrets.next(SELECTOR_BYTES, random), Secrets.next(SECRET_BYTES, random));
  }

  RefreshToken next(RandomGenerator random) {
    return new RefreshToken(selector, Secrets.next(SECRET_BYTES, random));
  }

  /** The token in a text of a client; null when it is none. */
  static @Nullable RefreshToken parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 1 || text.length() > MAX_LENGTH) {
      return null;
    }
    return new RefreshToken(text.substring(0, dot), text.substring(dot + 1));
  }

  String familyId() {
    return Secrets.sha256(selector).substring(0, FAMILY_LENGTH);
  }

  String hash() {
    return Secrets.sha256(text());
  }

  String text() {
    return selector + '.' + secret;
  }

  /** Without the token: nothing secret in texts. */
  @Override
  public String toString() {
    return "RefreshToken";
  }
}
