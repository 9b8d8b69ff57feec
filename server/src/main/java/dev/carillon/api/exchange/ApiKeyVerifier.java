package dev.carillon.api.exchange;

import dev.carillon.core.auth.Permissions;
import dev.carillon.core.auth.Principal;
import dev.carillon.core.auth.TokenVerifier;
import dev.carillon.core.auth.Verification;
import dev.carillon.identity.ApiKeys;

/** Accepts API keys as their users. Any thread; blocks on the store. */
public final class ApiKeyVerifier implements TokenVerifier {
  private final ApiKeys keys;

  public ApiKeyVerifier(ApiKeys keys) {
    this.keys = keys;
  }

  @Override
  public Verification verify(String key) {
    return keys.find(key)
        .<Verification>map(holder -> new Verification.Verified(principal(holder)))
        .orElseGet(() -> new Verification.Rejected(Verification.Reason.INVALID, "Unknown API key"));
  }

  private static Principal principal(ApiKeys.Holder holder) {
    return new Principal(
        holder.user().id(),
        holder.user().name(),
        holder.user().roles(),
        holder.key().id(),
        holder.key().createdAtMillis(),
        Long.MAX_VALUE,
        Permissions.UNSTATED);
  }
}
