package dev.carillon.api.desk;

import dev.carillon.api.desk.format.DeskError;
import dev.carillon.core.auth.Verification;
import dev.carillon.core.limit.AddressGroup;
import dev.carillon.core.session.Admission;
import dev.carillon.core.session.Dialect;
import dev.carillon.core.session.Handshake;
import java.util.Map;

/**
 * Opens connections to {@code /api/ws}. That a token is bad is said on the socket, because a
 * browser can't read a refused handshake; too many connects and a server that goes down are refused
 * before it (row 7).
 */
final class DeskDialect implements Dialect {
  private static final long DRAINING_MILLIS = 5_000;

  private final DeskApi api;

  DeskDialect(DeskApi api) {
    this.api = api;
  }

  @Override
  public String name() {
    return "desk";
  }

  @Override
  public Admission admit(Handshake handshake) {
    if (api.isDraining()) {
      return refused(503, DeskError.CONNECTION_REFUSED, "The server goes down", DRAINING_MILLIS);
    }
    String address = AddressGroup.of(handshake.remoteAddress());
    long wait = api.addressWait(address);
    if (wait > 0) {
      return tooMany("address", wait);
    }
    return Shown.token(handshake)
        .<Admission>map(
            token -> new Admission.Pending(() -> admit(address, Shown.check(api, token))))
        .orElseGet(() -> admit(address, Shown.NOTHING));
  }

  private Admission admit(String address, Shown shown) {
    switch (shown.verification()) {
      case Verification.Verified(var user) -> {
        long wait = api.userWait(user);
        if (wait > 0) {
          return tooMany("user", wait);
        }
      }
      case Verification.Rejected(var reason, _) -> {
        if (reason != Verification.Reason.UNAVAILABLE) {
          api.badConnect(address);
        }
      }
    }
    return new Admission.Accepted(null, link -> new DeskSession(api, link, shown));
  }

  private static Admission tooMany(String whose, long waitMillis) {
    return refused(
        429,
        DeskError.RATE_LIMIT_EXCEEDED,
        "Rate limit exceeded: too many connections of this " + whose,
        waitMillis);
  }

  private static Admission refused(int status, DeskError error, String why, long waitMillis) {
    return new Admission.Refused(
        status,
        error.name(),
        why,
        Map.of("Retry-After", Long.toString(Math.ceilDiv(waitMillis, 1_000))));
  }
}
