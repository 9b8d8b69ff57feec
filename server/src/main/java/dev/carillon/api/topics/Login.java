package dev.carillon.api.topics;

import dev.carillon.api.topics.Refusals.Words;
import dev.carillon.core.auth.Principal;
import dev.carillon.core.auth.Verification;
import dev.carillon.core.auth.Verification.Rejected;
import dev.carillon.core.auth.Verification.Verified;
import dev.carillon.core.bus.Payload;
import dev.carillon.identity.Revocation;
import dev.carillon.identity.UserConnections.Entry;
import org.jspecify.annotations.Nullable;

/**
 * Who a connection is: it logs in, logs in again in time, or has to leave. Confined to the
 * connection's loop.
 *
 * <p>A token is checked on another thread while the link is paused, so that what the client sent
 * behind its {@code auth} finds it logged in.
 */
final class Login {
  /** How long a connection whose token has expired may take to bring a new one. */
  static final long GRACE_MILLIS = 30_000;

  static final int MAX_FAILURES = 3;

  private final TopicsSession session;
  private @Nullable Access access;
  private boolean verifying;
  private boolean expired;
  private byte failures;

  /** By when to log in, first or again. */
  private long deadlineMillis;

  Login(TopicsSession session) {
    this.session = session;
    this.deadlineMillis = api().nowMillis() + api().settings().authTimeout().toMillis();
  }

  /** What the client may do, or null as long as nobody has logged in. */
  @Nullable Access access() {
    return access;
  }

  /** Whether a token is being checked, and the client's next message has to wait. */
  boolean isVerifying() {
    return verifying;
  }

  /** Has a token checked; {@link TopicsSession#goOn} follows. */
  void authenticate(@Nullable Payload id, String token) {
    verifying = true;
    session.link().pause();
    long revocations = api().connections().revocations();
    api()
        .ports()
        .blocking()
        .execute(() -> {
          Verification verification = api().verify(token);
          session.onLoop(() -> verified(id, token, verification, revocations));
        });
  }

  private void verified(
      @Nullable Payload id, String token, Verification verification, long revocations) {
    Entry entry = enter(verification, revocations);
    if (entry == Entry.STALE) {
      authenticate(id, token);
      return;
    }
    verifying = false;
    switch (verification) {
      case Verified(var principal) -> {
        if (entry == Entry.FULL) {
          error(id, new Words(429, "Too many connections of this user"));
        } else {
          accept(id, principal);
        }
      }
      case Rejected(var reason, _) -> {
        error(id, Topics.words(reason));
        if (reason != Verification.Reason.UNAVAILABLE) {
          failed();
        }
      }
    }
    session.goOn();
  }

  /** Lists the connection under its user, if it is not yet and may be. */
  private Entry enter(Verification verification, long revocations) {
    if (revocations != api().connections().revocations()) {
      return Entry.STALE;
    }
    return access == null && verification instanceof Verified(var principal)
        ? api().connections().enter(principal.userId(), session, revocations)
        : Entry.LISTED;
  }

  private void accept(@Nullable Payload id, Principal principal) {
    Access known = access;
    if (known != null && !known.principal().userId().equals(principal.userId())) {
      error(id, new Words(403, "This connection is another user's"));
      failed();
      return;
    }
    if (known == null) {
      access = new Access(api().settings().policy(), principal);
    } else {
      known.bind(principal);
    }
    failures = 0;
    expired = false;
    session.send(ServerFrames.authSuccess(id, principal.userId(), api().nowMillis()));
    session.review();
  }

  private void error(@Nullable Payload id, Words words) {
    session.send(ServerFrames.authError(id, words, api().nowMillis()));
  }

  private void failed() {
    if (++failures >= MAX_FAILURES) {
      session.leave(
          new Words(401, "Too many failed authentications"), "too many failed authentications");
    }
  }

  /** Ends the connection if the token it showed is covered. */
  void revoked(Revocation revocation) {
    Principal shown = access == null ? null : access.principal();
    if (shown != null
        && revocation.covers(shown.userId(), shown.tokenId(), shown.issuedAtMillis())) {
      session.leave(new Words(401, "Token revoked"), "token revoked");
    }
  }

  /** Ends what has lasted long enough. */
  void tick(long nowMillis) {
    if (access == null) {
      if (nowMillis >= deadlineMillis) {
        session.leave(new Words(401, "Authentication timeout"), "authentication timeout");
      }
    } else if (expired) {
      if (nowMillis >= deadlineMillis) {
        session.leave(Topics.words(Verification.Reason.EXPIRED), "token expired");
      }
    } else if (nowMillis >= access.principal().expiresAtMillis()) {
      expired = true;
      deadlineMillis = nowMillis + GRACE_MILLIS;
      session.refuse(null, Topics.words(Verification.Reason.EXPIRED), null);
    }
  }

  /** Before when {@link #tick} has nothing to end. */
  long dueMillis() {
    return access == null || expired ? deadlineMillis : access.principal().expiresAtMillis();
  }

  /** The connection is gone. */
  void end() {
    if (access != null) {
      api().connections().leave(access.principal().userId(), session);
    }
  }

  private TopicsApi api() {
    return session.api();
  }
}
