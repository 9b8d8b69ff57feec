package dev.carillon.api.exchange;

import dev.carillon.core.auth.TokenVerifier;
import dev.carillon.core.auth.Verification;
import dev.carillon.core.auth.Verification.Reason;
import dev.carillon.core.auth.Verification.Rejected;

/** Accepts what may be a token or an API key: what is no token may be a key. Any thread; blocks. */
public final class TokenOrKey implements TokenVerifier {
  private final TokenVerifier tokens;
  private final TokenVerifier keys;

  public TokenOrKey(TokenVerifier tokens, TokenVerifier keys) {
    this.tokens = tokens;
    this.keys = keys;
  }

  @Override
  public Verification verify(String shown) {
    Verification asToken = tokens.verify(shown);
    if (!isUnknown(asToken)) {
      return asToken;
    }
    Verification asKey = keys.verify(shown);
    return isUnknown(asKey) ? asToken : asKey;
  }

  private static boolean isUnknown(Verification verification) {
    return verification instanceof Rejected rejected && rejected.reason() == Reason.INVALID;
  }
}
