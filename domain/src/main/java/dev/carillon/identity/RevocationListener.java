package dev.carillon.identity;

/** Hears of revocations, on the thread of whoever revoked: must be quick and must not throw. */
@FunctionalInterface
public interface RevocationListener {
  void revoked(Revocation revocation);
}
