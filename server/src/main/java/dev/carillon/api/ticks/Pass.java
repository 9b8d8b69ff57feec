package dev.carillon.api.ticks;

import dev.carillon.core.auth.Principal;
import dev.carillon.identity.ApiKeys;
import dev.carillon.identity.Revocation;
import org.jspecify.annotations.Nullable;

/**
 * What opened a channel: an API key and an access token.
 *
 * @param login whose token it is; null: a token of the key itself
 * @param expiresAtMillis until when the token is good, milliseconds since 1970
 */
record Pass(ApiKeys.Holder holder, @Nullable Principal login, long expiresAtMillis) {

  String userId() {
    return holder.user().id();
  }

  /** What the client reads when it falls by a revocation; null: it does not. */
  @Nullable String endedBy(Revocation revocation) {
    if (revocation.covers(userId(), holder.key().id(), holder.key().createdAtMillis())) {
      return revocation instanceof Revocation.OfKey ? Refusals.INVALID_KEY : Refusals.INVALID_TOKEN;
    }
    boolean falls =
        login != null && revocation.covers(login.userId(), login.tokenId(), login.issuedAtMillis());
    return falls ? Refusals.INVALID_TOKEN : null;
  }
}
