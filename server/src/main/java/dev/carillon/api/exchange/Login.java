package dev.carillon.api.exchange;

import dev.carillon.api.exchange.ClientMessage.Method;
import dev.carillon.api.exchange.ClientMessage.Request;
import dev.carillon.api.exchange.format.ExchangeError;
import dev.carillon.api.exchange.format.Fault;
import dev.carillon.core.auth.Principal;
import dev.carillon.core.auth.Verification;
import dev.carillon.core.auth.Verification.Reason;
import dev.carillon.core.auth.Verification.Rejected;
import dev.carillon.core.auth.Verification.Verified;
import dev.carillon.core.bus.Payload;
import dev.carillon.core.session.CloseReason;
import dev.carillon.identity.Revocation;
import dev.carillon.identity.UserConnections.Entry;
import dev.carillon.json.JsonException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who a connection is. Confined to the connection's loop.
 *
 * <p>A token is checked on another thread while the link is paused, so that what the client sent
 * behind it finds it logged in. A bad one ends the connection; one that expires ends what is
 * private.
 */
final class Login {
  private static final CloseReason UNAUTHORIZED = CloseReason.of(4401, "Invalid or expired token");
  private static final long RETRY_MILLIS = 5_000;

  private final ExchangeSession session;

  /** Whose it is from the first good token on. */
  private @Nullable Principal principal;

  private boolean expired;

  Login(ExchangeSession session) {
    this.session = session;
  }

  /** Who may do what is private now; empty: nobody. */
  Optional<Principal> principal() {
    Principal known = principal;
    return known == null || expired || api().nowMillis() >= known.expiresAtMillis()
        ? Optional.empty()
        : Optional.of(known);
  }

  /** {@code {"method":"auth","params":{"token":"eyJ..."}}}; or {@code api_key}. */
  void authenticate(Request request) {
    Optional<Credential> shown;
    try {
      shown =
          request
              .params()
              .optionalString("token")
              .map(token -> new Credential(Credential.Kind.TOKEN, token))
              .or(() ->
                  request
                      .params()
                      .optionalString("api_key")
                      .map(key -> new Credential(Credential.Kind.KEY, key)));
    } catch (JsonException e) {
      session.refuse(request, Fault.of(ExchangeError.INVALID_PARAMS, Fault.issue(e)));
      return;
    }
    if (shown.isEmpty()) {
      session.refuse(
          request, Fault.of(ExchangeError.INVALID_PARAMS, "token: is required, or api_key"));
    } else {
      authenticate(request.id(), request.method(), shown.get());
    }
  }

  /**
   * Has a token checked.
   *
   * @param method null: it came with the handshake
   */
  void authenticate(@Nullable Payload id, @Nullable Method method, Credential shown) {
    session.link().pause();
    long revocations = api().users().revocations();
    api()
        .ports()
        .blocking()
        .execute(() -> {
          Verification verification = api().verify(shown);
          session.onLoop(() -> verified(new Try(id, method, shown), verification, revocations));
        });
  }

  /** A token that is being checked. */
  private record Try(@Nullable Payload id, @Nullable Method method, Credential shown) {}

  private void verified(Try shown, Verification verification, long revocations) {
    switch (verification) {
      case Verified(var found) -> {
        Principal known = principal;
        if (known != null && !known.userId().equals(found.userId())) {
          session.refuse(
              shown.id(),
              shown.method(),
              Fault.of(ExchangeError.PERMISSION_DENIED, "this connection is another user's"));
        } else if (api().users().enter(found.userId(), session, revocations) == Entry.STALE) {
          authenticate(shown.id(), shown.method(), shown.shown());
          return;
        } else {
          accept(shown, found);
        }
      }
      case Rejected(var reason, _) -> reject(shown, reason);
    }
    session.link().resume();
  }

  private void accept(Try shown, Principal found) {
    principal = found;
    expired = false;
    if (shown.method() == null) {
      session.tellStatus();
      return;
    }
    session.answer(
        shown.id(),
        "authenticated",
        json -> {
          json.field("user_id", found.userId());
          if (found.expiresAtMillis() != Long.MAX_VALUE) {
            json.field("expires_at", found.expiresAtMillis());
          }
        });
  }

  private void reject(Try shown, Reason reason) {
    if (reason == Reason.UNAVAILABLE) {
      session.refuse(
          shown.id(),
          shown.method(),
          new Fault(
              ExchangeError.SERVICE_UNAVAILABLE,
              "the token can't be checked now",
              null,
              RETRY_MILLIS));
      if (shown.method() == null) {
        session.close(CloseReason.OVERLOADED);
      }
      return;
    }
    api().badToken(session.address());
    session.refuse(
        shown.id(), shown.method(), Fault.of(ExchangeError.INVALID_TOKEN, details(reason)));
    session.close(UNAUTHORIZED);
  }

  private static String details(Reason reason) {
    return switch (reason) {
      case INVALID -> "The token or key is not valid";
      case EXPIRED -> "The token has expired";
      case REVOKED -> "The token or key was revoked";
      case SUSPENDED -> "The account is suspended";
      case UNAVAILABLE -> "The token can't be checked now";
    };
  }

  /** Ends the connection if what it showed is covered. */
  void revoked(Revocation revocation) {
    Principal shown = principal;
    if (shown != null
        && revocation.covers(shown.userId(), shown.tokenId(), shown.issuedAtMillis())) {
      session.leave(Fault.of(ExchangeError.INVALID_TOKEN, details(Reason.REVOKED)), UNAUTHORIZED);
    }
  }

  /** Ends what is private once the token has expired; the connection goes on. */
  void tick(long nowMillis) {
    Principal known = principal;
    if (known != null && !expired && nowMillis >= known.expiresAtMillis()) {
      expired = true;
      session.subscriptions().endPrivate();
      session.refuse(null, null, Fault.of(ExchangeError.INVALID_TOKEN, details(Reason.EXPIRED)));
    }
  }

  /** Before when {@link #tick} has nothing to end. */
  long dueMillis() {
    Principal known = principal;
    return known == null || expired ? Long.MAX_VALUE : known.expiresAtMillis();
  }

  /** The connection is gone. */
  void end() {
    Principal known = principal;
    if (known != null) {
      api().users().leave(known.userId(), session);
    }
  }

  private ExchangeApi api() {
    return session.api();
  }
}
