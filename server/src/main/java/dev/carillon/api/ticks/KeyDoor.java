package dev.carillon.api.ticks;

import dev.carillon.core.auth.Verification;
import dev.carillon.core.auth.Verification.Reason;
import dev.carillon.identity.ApiKeys.Holder;
import java.util.Optional;
import java.util.OptionalLong;

/** Checks keys and access tokens: the key first. Any thread; blocks on the stores. */
final class KeyDoor {
  private final TicksPorts ports;

  /** What came of it. */
  sealed interface Answer {
    record Good(Pass pass) implements Answer {}

    record Bad(String reason) implements Answer {}
  }

  KeyDoor(TicksPorts ports) {
    this.ports = ports;
  }

  Answer check(String key, String token) {
    Optional<Holder> holder = ports.keys().find(key);
    return holder
        .map(found -> checkToken(found, token))
        .orElseGet(() -> new Answer.Bad(Refusals.INVALID_KEY));
  }

  private Answer checkToken(Holder holder, String token) {
    OptionalLong expiry = ports.keyTokens().expiry(holder.key(), token, ports.clock().millis());
    if (expiry.isPresent()) {
      return new Answer.Good(new Pass(holder, null, expiry.getAsLong()));
    }
    return switch (ports.tokens().verify(token)) {
      case Verification.Verified(var login) when login.userId().equals(holder.user().id()) ->
          new Answer.Good(new Pass(holder, login, login.expiresAtMillis()));
      case Verification.Verified _ -> new Answer.Bad(Refusals.INVALID_TOKEN);
      case Verification.Rejected(var reason, _) ->
          new Answer.Bad(
              reason == Reason.UNAVAILABLE ? Refusals.UNAVAILABLE : Refusals.INVALID_TOKEN);
    };
  }
}
