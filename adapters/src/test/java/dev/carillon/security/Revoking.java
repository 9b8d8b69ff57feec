package dev.carillon.security;

import dev.carillon.identity.Account;
import dev.carillon.identity.Family;
import dev.carillon.identity.Identity;
import dev.carillon.identity.LoginGuard;
import dev.carillon.identity.MemorySessionStore;
import dev.carillon.identity.MemoryUserStore;
import dev.carillon.identity.PlainPasswords;
import dev.carillon.identity.Revocations;
import dev.carillon.identity.User;
import java.time.Duration;
import java.util.Random;
import java.util.Set;

/** Revokes as the service does. */
final class Revoking {
  private Revoking() {}

  static void family(Revocations revocations, String familyId, long nowMillis) {
    MemorySessionStore sessions = new MemorySessionStore();
    sessions.open(new Family(familyId, "john-1", nowMillis, nowMillis + 1_000), "hash");
    identity(new MemoryUserStore(), sessions, revocations)
        .logoutByTokenId(familyId + ".nonce", nowMillis);
  }

  static void suspend(Revocations revocations, String userId, long nowMillis) {
    MemoryUserStore users = new MemoryUserStore();
    users.create(new Account(new User(userId, "x@example.com", "X", Set.of(), 0, false), "hash"));
    identity(users, new MemorySessionStore(), revocations).suspend(userId, true, nowMillis);
  }

  private static Identity identity(
      MemoryUserStore users, MemorySessionStore sessions, Revocations revocations) {
    return new Identity(
        new Identity.Stores(users, sessions),
        new PlainPasswords(),
        (_, _, _) -> {
          throw new IllegalStateException("issues nothing");
        },
        LoginGuard.OPEN,
        revocations,
        new Random(1),
        Duration.ofDays(30));
  }
}
