package dev.carillon.api.desk;

import dev.carillon.api.desk.format.DeskError;
import dev.carillon.api.desk.format.Fault;
import dev.carillon.core.auth.Principal;
import dev.carillon.core.auth.Verification.Reason;
import dev.carillon.core.auth.Verification.Rejected;
import dev.carillon.core.auth.Verification.Verified;
import dev.carillon.core.session.CloseReason;
import dev.carillon.identity.Revocation;
import dev.carillon.identity.UserConnections.Entry;
import org.jspecify.annotations.Nullable;

/**
 * Who a connection is. Confined to the connection's loop. One whose token is not good, or is good
 * no more, is told so and closed.
 */
final class Login {
  private static final CloseReason UNAUTHORIZED = CloseReason.of(4401, "Authentication failed");

  private final DeskSession session;
  private @Nullable Shown shown;
  private @Nullable Principal principal;

  Login(DeskSession session, Shown shown) {
    this.session = session;
    this.shown = shown;
  }

  /** The first thing that happens on a connection. */
  void open() {
    Shown offered = shown;
    shown = null;
    if (offered != null) {
      settle(offered);
    }
  }

  private void settle(Shown offered) {
    switch (offered.verification()) {
      case Verified(var found) -> {
        if (api().users().enter(found.userId(), session, offered.revocations()) == Entry.STALE) {
          checkAgain(offered.token());
        } else {
          accept(found);
        }
      }
      case Rejected(var reason, _) -> reject(reason);
    }
  }

  /** Something was revoked while the token was being checked. */
  private void checkAgain(String token) {
    session.link().pause();
    api()
        .ports()
        .blocking()
        .execute(() -> {
          Shown again = Shown.check(api(), token);
          session.onLoop(() -> {
            settle(again);
            session.link().resume();
          });
        });
  }

  private void accept(Principal found) {
    principal = found;
    session.answer(
        null,
        "connection",
        json ->
            json.field("status", "connected")
                .field("sessionId", "session_" + session.id())
                .field("userId", found.userId()));
  }

  private void reject(Reason reason) {
    if (reason == Reason.UNAVAILABLE) {
      session.leave(
          Fault.of(DeskError.SERVICE_UNAVAILABLE, "the token can't be checked now"),
          CloseReason.OVERLOADED);
    } else {
      fail(reason);
    }
  }

  private void fail(Reason reason) {
    String why =
        switch (reason) {
          case INVALID -> "A valid JWT is needed, as ?token= or in the Authorization header";
          case EXPIRED -> "The token has expired";
          case REVOKED -> "The token was revoked";
          case SUSPENDED -> "The account is suspended";
          case UNAVAILABLE -> "The token can't be checked now";
        };
    session.leave(Fault.of(DeskError.AUTHENTICATION_FAILED, why), UNAUTHORIZED);
  }

  /** Known from the first message that is handled on. */
  Principal user() {
    Principal known = principal;
    if (known == null) {
      throw new IllegalStateException("nobody is logged in");
    }
    return known;
  }

  /** Ends the connection if what it showed is covered. */
  void revoked(Revocation revocation) {
    Principal known = principal;
    if (known != null
        && !session.isLeaving()
        && revocation.covers(known.userId(), known.tokenId(), known.issuedAtMillis())) {
      fail(Reason.REVOKED);
    }
  }

  /** Ends the connection once the token has expired. */
  void tick(long nowMillis) {
    if (nowMillis >= dueMillis()) {
      fail(Reason.EXPIRED);
    }
  }

  /** Before when {@link #tick} has nothing to do. */
  long dueMillis() {
    Principal known = principal;
    return known == null ? Long.MAX_VALUE : known.expiresAtMillis();
  }

  /** The connection is gone. */
  void end() {
    Principal known = principal;
    if (known != null) {
      api().users().leave(known.userId(), session);
    }
  }

  private DeskApi api() {
    return session.api();
  }
}
